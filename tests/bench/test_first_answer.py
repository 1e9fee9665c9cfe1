"""bench/first_answer.py in short form: it goes through, goes on where it was broken off, and prints every row."""

from __future__ import annotations

import importlib
import itertools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_desk import CHECKOUT, prepared_home

BENCH = CHECKOUT / "bench"
MEMORY = {"resident": 500.0, "proportional": 250.0, "processes": 3}


@pytest.fixture
def bench(monkeypatch):
    """A module of bench/ by its name: they are scripts and stand in no package."""
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


def test_the_table_compares_with_reviews_baseline_and_goal(bench, tmp_path):
    notes = bench("notes").Notes(tmp_path / "measured.json", "abc")
    times = {"processor": [4.0], "killed": [0.3], "stop": [0.2]}
    notes.put("starts-sample", seconds=[4.0, 4.4, 9.0], **times)
    notes.put("starts-50", seconds=[5.5, 5.0, 6.6], **times)
    notes.put("starts-bare", seconds=[2.0, 2.2, 1.0], **times)
    table = bench("table").markdown(notes, 50)
    (row,) = [line for line in table.splitlines() if "second start" in line]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1:] == [
        "4.4 s (4.0 to 9.0)", "5.5 s (5.0 to 6.6)", "1.25", "2.2 / 2.8 × bare Django (2.0 s)",
        "under 5 s: met / missed", "starts",
    ]  # fmt: skip
    assert {line.count("|") for line in table.splitlines()} == {len(cells) + 1}


def test_a_figure_of_an_earlier_run_is_told_apart(bench, tmp_path):
    module = bench("notes")
    module.Notes(tmp_path / "measured.json", "old").put("memory-sample", idle=MEMORY, after=MEMORY, questions=10)
    later = module.Notes(tmp_path / "measured.json", "new")
    table = bench("table").markdown(later, 0)
    assert table.count("[measured before: ") == table.count("commit old") == 4
    later.put("memory-sample", idle=MEMORY, after=MEMORY, questions=10)
    assert "measured before" not in bench("table").markdown(later, 0)


def test_percentiles(bench):
    found = bench("measuring").percentiles([float(number) for number in range(101)])
    assert found == {"p50": 50.0, "p99": 99.0}


def test_questions_are_the_same_in_every_run_and_no_two_alike(bench):
    first, again = ([*itertools.islice(bench("measuring").questions(), 400)] for _ in range(2))
    assert first == again
    assert len(set(first)) > 380


def test_memory_is_that_of_all_processes(bench):
    desk = bench("running_desk")
    hold = "import sys; held = bytearray(b'x') * 30_000_000; "
    child = f"{hold} print('held', flush=True); sys.stdin.read()"
    parent = f"{hold} import subprocess; subprocess.run([sys.executable, '-c', {child!r}])"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", parent], **pipes) as process:  # leaving closes stdin, which ends both
        assert process.stdout.readline() == b"held\n"
        found = desk.memory(process.pid)
        assert desk.processor_seconds(process.pid) > 0
    assert found.processes == 2
    assert found.resident > found.proportional > 2 * 30_000_000 / 2**20


def test_a_run_that_was_broken_off_goes_on(bench, tmp_path, monkeypatch):
    module = bench("prepared_homes")
    ran: list[str] = []

    def run(command, cwd, env):
        ran.append(command[1])
        if ran == ["prepare", "import", "reindex"]:
            raise SystemExit("broken off")
        Path(env["FACTDESK_HOME"]).mkdir(exist_ok=True)
        return module.Spent(1.0, 1.0)

    monkeypatch.setattr(module, "run", run)

    def prepared() -> Path:
        notes = bench("notes").Notes(tmp_path / "measured.json", "abc")
        return module.Homes(tmp_path, CHECKOUT, notes, lambda _: None).with_reviews(3)

    with pytest.raises(SystemExit):
        prepared()
    assert prepared() == tmp_path / "reviews-3"
    assert ran == ["prepare", "import", "reindex", "reindex"]
    prepared()
    assert len(ran) == 4
    shutil.rmtree(tmp_path / "reviews-3")
    prepared()
    assert ran[4:] == ["prepare", "import", "reindex"]


def measured(folder: Path, *more: str) -> dict[str, list[str]]:
    """Run the command in short form; the cells of each row of its table, after what it is about."""
    if prepared := prepared_home():
        shutil.copytree(prepared, folder / "sample")
    few = ["--starts", "1", "--questions", "5", "--matches", "10"]
    command = [sys.executable, BENCH / "first_answer.py", "--skip-clone", "--home", folder, *few, *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.stdout.splitlines() if "|" in line]
    assert lines[0][:2] == ["what", "sample alone"]
    return {line[0]: line[1:] for line in lines[2:]}


def test_one_step_alone(tmp_path):
    rows = measured(tmp_path, "--reviews", "0", "--only", "match")
    assert {cells[-1] for cells in rows.values()} == {"match"}
    for what in ("match inside, p50 of 10", "match over HTTP, p99 of 10", "the encoder alone, p50"):
        assert re.fullmatch(r"[\d.]+ ms", rows[what][0])
    assert "× plain BM25" in rows["match inside, p50 of 10"][3]
    assert "× bare Django" in rows["match over HTTP, p50 of 10"][3]


@pytest.mark.long
def test_every_row_of_both_sizes(tmp_path):
    rows = measured(tmp_path, "--reviews", "40")
    assert {cells[-1] for cells in rows.values()} == {"prepare", "starts", "memory", "match"}
    for what, (alone, loaded, ratio, *_, step) in rows.items():
        assert step == "prepare" or all(re.match(r"\d", cell) for cell in (alone, loaded, ratio)), what
    # What was prepared is kept as it was, what it was measured on is not.
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["reviews-40", "sample"]
    assert json.loads((tmp_path / "measured.json").read_text())["match-40"]["count"] == 10
