"""`factdesk train matching` around its steps: refusals in both languages, the order of steps, costs, the card."""

from __future__ import annotations

import importlib.util
import json
import sys
import types

import pytest

from factdesk import cli
from factdesk.matching.train import card, command
from factdesk.matching.train.command import Step
from factdesk.matching.train.run import Run
from factdesk.running import terminal
from tests.matching.training import folder

FACTS = {
    "encoder": {
        "date": "2026-11-30",
        "name": "abc123",
        "seed": 20,
        "steps": 420,
        "threads": 2,
        "seconds": 1800.0,
        "peak_bytes": 6_900_000_000,
        "loss": [3.21, 1.23],
        "learned_from": {"tweets": 554, "titles": 9504, "written": 872},
        "tweets": {"checkthat-2020-en": 554},
        "kept_away": {"left out": 4, "held out": 241, "in an earlier folder": 1},
        "data": [{"name": "checkthat-2020-en", "sha256": "f" * 64}, {"name": "mine", "sha256": "e" * 64}],
    }
}


@pytest.fixture
def steps(monkeypatch):
    """Three steps that only note that they were done."""
    done: list[tuple[str, Run]] = []

    def maker(name):
        def main_from(run: Run):
            done.append((name, run))
            run.progress(1, 1, "fine-tuning the encoder")
            return {"name": name, "steps": 1, "peak_bytes": 5_000_000}

        return types.SimpleNamespace(main_from=main_from, __spec__=importlib.util.find_spec("json"))

    names = ("encoder", "ranking", "decision")
    for name in names:
        monkeypatch.setitem(sys.modules, f"a_step_{name}", maker(name))
    monkeypatch.setattr(command, "STEPS", {name: Step(f"a_step_{name}") for name in names})
    return done


def run(tmp_path, *, only=(), figures=(), data=(), translate=lambda message: message):
    wanted = Run(data=tuple(data), work=tmp_path / "work", models=tmp_path / "models", output=tmp_path)
    return command.run(wanted, only=only, figures=figures, translate=translate, docs=tmp_path / "docs")


def test_all_steps_are_done_in_their_order_and_the_card_is_written(steps, tmp_path, capsys):
    data = folder(tmp_path / "set", {"1": "A claim"}, train={"q": ("Is it?", ["1"])})
    assert run(tmp_path, data=[data]) == 0
    assert [name for name, _ in steps] == ["encoder", "ranking", "decision"]
    printed = capsys.readouterr()
    assert "ranking: 0 s, at most 5 MB of memory\n" in printed.out
    assert printed.err == "fine-tuning the encoder: 1 of 1\n" * 3
    facts = command.read_facts(tmp_path)
    assert list(facts) == ["encoder", "ranking", "decision"]
    assert facts["decision"]["data"][0]["name"] == "set"
    assert len(facts["decision"]["data"][0]["sha256"]) == 64
    assert "| set: " in (tmp_path / "docs" / "model-card.md").read_text(encoding="utf-8")


def test_only_some_steps_leave_what_is_known_of_the_others(steps, tmp_path):
    (tmp_path / command.FACTS).write_text(json.dumps(FACTS), encoding="utf-8")
    assert run(tmp_path, only=["decision", "ranking"]) == 0
    assert [name for name, _ in steps] == ["ranking", "decision"]
    assert command.read_facts(tmp_path)["encoder"] == FACTS["encoder"]
    assert "abc123" in (tmp_path / "docs" / "model-card.md").read_text(encoding="utf-8")


def test_the_card_alone_takes_new_figures(steps, tmp_path):
    measured = tmp_path / "checkthat-2020-en-dev.json"
    measured.write_text(json.dumps({"queries": 197, "map@5": 0.912, "encoder": "e5-x", "p@1": None}), encoding="utf-8")
    assert run(tmp_path, only=["card"], figures=[measured]) == 0
    assert steps == []
    written = (tmp_path / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert "| checkthat-2020-en-dev | 197 | 0.912 | - | - | - | - | - | e5-x |" in written


def test_the_same_data_has_the_same_digest_and_other_data_another(tmp_path):
    one = folder(tmp_path / "one", {"1": "A claim"}, train={"q": ("Is it?", ["1"])})
    two = folder(tmp_path / "two", {"1": "A claim"}, train={"q": ("Is it?", ["1"])})
    assert command._digest(one) == command._digest(two)
    (two / "qrels.train.tsv").write_text("q 0 1 0\n", encoding="utf-8")
    assert command._digest(one) != command._digest(two)


@pytest.mark.parametrize("content", ["", "[1]", "{}", "\udcff", None])
def test_figures_that_are_none_are_told_before_the_work(steps, tmp_path, capsys, content):
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert run(tmp_path, figures=[path]) == 1
    assert steps == []
    assert "x.json does not hold what `factdesk evaluate --json` prints" in capsys.readouterr().err


def test_a_step_that_this_version_lacks_is_told_before_the_work(steps, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(command.STEPS, "decision", Step("no_such_module_at_all"))
    assert run(tmp_path) == 2
    assert steps == []
    assert capsys.readouterr().err == "factdesk: this version has no step decision.\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "training the encoder needs PyTorch, which is not installed. `script/install train` installs it"),
        ("vi", "muốn huấn luyện bộ mã hóa cần có PyTorch, mà gói này chưa được cài. `script/install train` sẽ cài"),
    ],
)
def test_a_machine_without_torch_is_told_so_in_its_language(monkeypatch, tmp_path, capsys, language, said):
    monkeypatch.setenv("LC_ALL", language)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else find(name))
    assert run(tmp_path, translate=terminal.said) == 2
    assert said in capsys.readouterr().err


def test_faults_of_a_folder_are_told_with_their_lines(steps, tmp_path, capsys, monkeypatch):
    from factdesk.matching.train import mixture

    place = folder(tmp_path / "set", {"1": "A claim"}, train={"q": ("Is it?", ["2"])})
    sys.modules["a_step_encoder"].main_from = lambda run: mixture.collect(run.data, [])
    assert run(tmp_path, data=[place]) == 1
    assert "qrels.train.tsv:1: names the claim 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--steps", "0"], "--steps and --threads are numbers from 1 up"),
        (["--threads", "0"], "--steps and --threads are numbers from 1 up"),
        (["--seed", "-1"], "--seed one from 0 up"),
        (["--only", "encoder,nosuch"], "--only does not know nosuch; it knows encoder, ranking, decision, card."),
    ],
)
def test_wrong_use_is_told_before_anything_is_loaded(monkeypatch, capsys, arguments, said):
    monkeypatch.setenv("LC_ALL", "en")
    assert cli.main(["train", "matching", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_command_line_says_what_the_run_is(monkeypatch, tmp_path):
    given = {}
    monkeypatch.setattr(command, "run", lambda wanted, **rest: given.update(run=wanted, **rest) or 0)
    arguments = ["--data", str(tmp_path), "--data", "b", "--only", "ranking, decision", "--steps", "3", "--seed", "4"]
    assert cli.main(["train", "matching", *arguments, "--threads", "2"]) == 0
    made = given["run"]
    assert ([*map(str, made.data)], made.steps, made.seed, made.threads) == ([str(tmp_path), "b"], 3, 4, 2)
    assert given["only"] == ["ranking", "decision"]


def test_the_card_names_licences_and_how_to_do_without_research_only_sets():
    written = card.written(FACTS)
    assert "“free for general research use”" in written
    assert "| mine: a folder that this project does not know | 0 | not known |" in written
    assert "`factdesk train matching` with no --data" in written
    assert "factdesk train matching --data checkthat-2020-en --data mine --steps 420 --seed 20 --threads 2" in written
    assert "241 that ask about three tenths" in written
    assert "| adapter.npz |" in written
    assert "30 min, 6.9 GB, 2 thread(s)" in written
    assert "{" not in written
    assert len(written.splitlines()) <= 100


def test_the_card_of_nothing_says_so():
    written = card.written({})
    assert "nothing was trained yet" in written
    assert "No set with terms of its own was used." in written
    assert "Not measured yet" in written
