"""bench/matching.py in short form: it reads its sets, puts its figures together rightly, and prints every row."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from factdesk.matching.candidates import Stages
from factdesk.matching.encoder.model import ReadQuestion
from factdesk.matching.evaluate import measures
from factdesk.matching.evaluate.folder import Folder, Query
from tests.running_desk import CHECKOUT

BENCH = CHECKOUT / "bench"
CLAIMS = ["Uống nước muối mỗi sáng diệt được vi rút.", "Ăn tỏi sống thì khỏi ung thư.", "Ngủ cạnh quạt là chết ngạt."]


@pytest.fixture
def bench(monkeypatch):
    """A module of bench/ by its name: they are scripts and stand in no package."""
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


class Counting:
    """An encoder of made-up directions that counts what it was asked for."""

    dimension, token_width = 4, 2

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.passed: list[str] = []
        self.questions: list[str] = []

    def passages_with_tokens(self, texts):
        self.passed += texts
        vectors = np.array([[*text.encode()[:2], len(text), 1] for text in texts], np.float32)
        return vectors, [np.full((len(text), 2), len(text), np.int8) for text in texts]

    def read(self, text):
        self.questions.append(text)
        return ReadQuestion(np.ones(4, np.float32), np.ones((1, 4), np.float32), [(0, 1)])


def row(right: bool | None, *, answered: bool, probability: float = 0.9) -> SimpleNamespace:
    """What is read of one question's Row.

    Args:
        right: whether the right one came first; None where nothing in the store answers it.
    """
    known = right is not None
    decided = {
        "answer_rate": float(answered),
        "answer_precision": float(right) if known and answered else None,
        "false_answer_rate": None if known else float(answered),
    }
    ranked = measures.of_ranking([1] if right else [2], int(known))
    return SimpleNamespace(probability=probability, measures={**dict.fromkeys(measures.ALL), **ranked, **decided})


Rows = Sequence[SimpleNamespace]


def asked(bench, name: str, plain: Rows, hidden: Rows = (), bare: Rows = ()):
    """A set of which so much came; the baseline was always wrong."""
    queries = [Query(str(number), "a", frozenset({"a"})) for number in range(len(plain))]
    beside = [measures.of_ranking([2], 1) for _ in plain]
    folder = Folder(name, "dev", [], queries)
    return bench("matching_quality").Asked(folder, [*plain], [*hidden], [*bare], beside, beside[: len(bare)])


def labelled(home: Path, name: str) -> None:
    """A dev set of three questions."""
    folder = home / name
    folder.mkdir(parents=True)
    corpus = [{"id": str(number), "vclaim": claim, "title": ""} for number, claim in enumerate(CLAIMS)]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(each) + "\n" for each in corpus))
    (folder / "queries.dev.tsv").write_text("".join(f"{n}\t{claim} Đúng không?\n" for n, claim in enumerate(CLAIMS)))
    (folder / "qrels.dev.tsv").write_text("".join(f"{n}\t0\t{n}\t1\n" for n in range(len(CLAIMS))))


def test_a_text_goes_through_an_encoder_once(bench, tmp_path):
    kept = bench("matching_quality").Kept
    encoder = Counting()
    first = kept(encoder, tmp_path)
    made = first.passages_with_tokens(["một", "hai", "một"])
    first.read("hỏi")
    first.read("hỏi")
    assert (encoder.passed, encoder.questions) == (["một", "hai"], ["hỏi"])
    later = Counting()
    again = kept(later, tmp_path).passages_with_tokens(["hai", "ba"])
    assert later.passed == ["ba"]
    assert np.array_equal(again[0][0], made[0][1])
    assert np.array_equal(again[1][0], made[1][1])
    other = Counting("another")
    kept(other, tmp_path).passages_with_tokens(["hai"])
    assert other.passed == ["hai"]


def test_sets_are_read_with_our_own(bench, tmp_path):
    labelled(tmp_path, "semviqa-vi")
    (tmp_path / "something else").mkdir()
    quality = bench("matching_quality")
    sets = quality.read(tmp_path)
    assert set(sets) == {"semviqa-vi", "contrast-en", "contrast-vi", "cross-en-vi", "cross-vi-en"}
    assert len(sets["cross-en-vi"].queries) == 100
    part = quality.read(None, 3)["cross-en-vi"]
    assert len(part.queries) == 3
    assert {code for query in part.queries for code in query.right} <= {one.code for one in part.documents}
    bare = quality.without_diacritics(sets["semviqa-vi"])
    assert bare.queries[1].text == "An toi song thi khoi ung thu. Dung khong?"
    assert bare.documents == sets["semviqa-vi"].documents


def test_each_stage_is_off_in_turn(bench):
    ways = bench("matching_quality").variants(ablation=True)
    off = {way: [name for name in stages.__slots__ if not getattr(stages, name)] for way, stages in ways.items()}
    assert off.pop("all stages") == []
    assert len(off) == len(fields(Stages))
    assert off == {way: [way.removeprefix("without ")] for way in off}
    assert set(bench("matching_quality").variants(ablation=False)) == {"all stages"}


def test_figures_of_several_sets_are_of_all_their_questions(bench):
    one = asked(bench, "one-en", [row(True, answered=True)], [row(None, answered=True, probability=0.95)])
    two = asked(
        bench,
        "two-vi",
        [row(True, answered=False, probability=0.8), row(False, answered=True, probability=0.7),
         row(True, answered=False, probability=0.6), row(True, answered=True, probability=0.1)],
        [row(None, answered=False, probability=0.2)] * 4,
        [row(False, answered=False), row(True, answered=False), row(False, answered=False), row(True, answered=True)],
    )  # fmt: skip
    cross = asked(bench, "cross-vi-en", [row(True, answered=False)])
    near = asked(bench, "contrast-vi", [row(None, answered=True), row(True, answered=True)])
    found = bench("matching_quality").figures({"one": one, "two": two, "cross-vi-en": cross, "contrast-vi": near})
    together = found["together"]
    assert together["answer_rate"] == 0.6
    assert together["answer_precision"] == pytest.approx(2 / 3)
    assert together["hidden"]["false_answer_rate"] == 0.2
    # Three of five are the surest 60 %: .9 and .8 are right, .7 is not; of the hidden ones .95 is as sure.
    assert together["surest"] == {"share": 0.6, "probability": 0.7, "precision": pytest.approx(2 / 3), "false": 0.2}
    assert found["sets"]["two"]["p@1"] == 0.75
    assert found["sets"]["two"]["bm25"]["p@1"] == 0.0
    assert found["bare"] == {"two": {**found["bare"]["two"], "p@1": 0.5, "loss": 0.25, "bm25_loss": 0.0}}
    assert found["cross"]["p@1"] == 1.0
    assert found["cross"]["each"] == {"cross-vi-en": {"p@1": 1.0, "bm25": 0.0}}
    assert found["contrast"]["contrast-vi"]["false_answer_rate"] == 1.0


def cells(table: str) -> dict[str, list[str]]:
    """The cells of each row by what it is about."""
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")]
    assert {len(line) for line in lines} == {5}
    return {line[0]: line[1:] for line in lines[2:]}


def test_every_row_is_there_before_anything_is_measured(bench, tmp_path):
    notes = bench("notes").Notes(tmp_path / "measured.json", "abc")
    rows = cells(bench("matching_table").markdown(notes, [100_000, 1_000_000]))
    assert len(rows) == 14
    assert {row[1] for row in rows.values()} == {"not yet measured"}
    assert rows["one question at 1,000,000 in the store, one thread, p50 / p99"][2:] == ["20 / 50 ms", ""]
    assert bench("matching_table").ablation({}) == ""


def test_the_table_says_what_is_met(bench, tmp_path):
    quality = bench("matching_quality")
    good = asked(
        bench, "semviqa-vi", [row(True, answered=True)], [row(None, answered=False)], [row(True, answered=True)]
    )
    near = asked(bench, "contrast-vi", [row(None, answered=True), row(True, answered=True)])
    cross = asked(bench, "cross-vi-en", [row(False, answered=False)])
    found = quality.figures({"semviqa-vi": good, "cross-vi-en": cross, "contrast-vi": near})
    notes = bench("notes").Notes(tmp_path / "measured.json", "abc")
    notes.put("quality", **found)
    whole = {"processor_ms": {"p50": 10.0, "p99": 20.0}, "encoder_ms": {"p50": 5.0, "p99": 6.0}, "anonymous": 200.0}
    notes.put("asked-100000", ms={"p50": 11.0, "p99": 31.0}, resident=300.0, **whole)
    notes.put("plain-100000", seconds=4.0, ms={"p50": 0.5, "p99": 1.0})
    notes.put("asked-1000000", ms={"p50": 20.0, "p99": 50.0}, resident=1499.0, **whole)
    notes.put("index", texts=1000, seconds=6.0, processor=11.0)
    notes.put("index-again", texts=100_000, seconds=61.0)
    notes.put("freshness", changes=bench("matching_costs").from_freshness(FRESHNESS))
    rows = cells(bench("matching_table").markdown(notes, [100_000, 1_000_000]))
    verdicts = {what: row[-1] for what, row in rows.items() if row[-1]}
    assert verdicts == {
        "semviqa-vi dev, P@1 (n = 1)": "met",
        "dev splits together: precision of automatic answers, and share answered (n = 1)": "met",
        "dev splits together, right ones hidden: false automatic answers (n = 1)": "met",
        "semviqa-vi dev, typed without diacritics: loss of P@1": "met",
        "cross-language, top-1 (n = 1)": "missed",
        "one question at 100,000 in the store, one thread, p50 / p99": "missed",
        "one question at 1,000,000 in the store, one thread, p50 / p99": "met",
        "index 100,000 reviews from nothing, two cores": "met",
        "… with vectors cached": "missed",
        "resident memory at 1,000,000": "met",
        "published to answerable (n = 40)": "missed",
    }
    assert rows["one question at 100,000 in the store, one thread, p50 / p99"][:2] == [
        "0.50 / 1.00 ms", "11.0 / 31.0 ms (processor 10.0 / 20.0 ms; the encoder alone 5.0 ms)"
    ]  # fmt: skip
    assert rows["index 100,000 reviews from nothing, two cores"][1] == (
        "10.0 min, processor 11.0 ms a text (reckoned from 1,000)"
    )
    later = bench("notes").Notes(tmp_path / "measured.json", "new")
    assert "quality: measured before, " in bench("matching_table").markdown(later, [100_000])
    ablation = bench("matching_table").ablation({"ways": dict.fromkeys(quality.variants(ablation=True), found)})
    assert "| without late | 1.000 | 1.000 | 0.000 | 1.000 | 1.000 | 0.000 | 1.000 |" in ablation


FRESHNESS = """| change | times | stored p50 | p99 | max | click p50 | p99 | max | asked |
|---|---|---|---|---|---|---|---|---|
| published | 40 | 0.51 | 0.82 | 0.83 | 1.67 | 2.42 | 2.54 | 36 |
"""


def test_the_figures_of_freshness_are_read(bench):
    assert bench("matching_costs").from_freshness(FRESHNESS) == {
        "published": {
            "times": 40,
            "stored": {"p50": 0.51, "p99": 0.82, "highest": 0.83},
            "click": {"p50": 1.67, "p99": 2.42, "highest": 2.54},
            "asked": 36.0,
        }
    }


def run(*options: str | Path) -> subprocess.CompletedProcess[str]:
    """The command, with the encoder that is prepared already."""
    models = os.environ.get("FACTDESK_MODELS") or str(CHECKOUT / "var" / "models")
    command = [sys.executable, BENCH / "matching.py", *options]
    env = {**os.environ, "FACTDESK_MODELS": models}
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False, env=env)


def measured(*options: str | Path) -> dict:
    """What it prints as JSON."""
    done = run("--json", *options)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


def test_quality_alone(tmp_path):
    labelled(tmp_path / "data", "semviqa-vi")
    found = measured("--data", tmp_path / "data", "--cache", tmp_path / "cache", "--only", "quality", "--limit", "2")
    assert list(found["measured"]) == ["quality"]
    assert found["measured"]["quality"]["sets"]["semviqa-vi"]["p@1"] == 1.0
    (row,) = [row for row in found["rows"] if row["what"].startswith("semviqa-vi dev, P@1")]
    assert (row["baseline"], row["met"]) == ("1.000", True)
    assert [row for row in found["rows"] if row["part"] == "quality" and not row["here"]] == [
        row for row in found["rows"] if row["what"].startswith("checkthat")
    ]
    # A try leaves no figures, only what makes the next run quicker.
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".sqlite3"]


def test_a_faulty_set_is_told_with_its_line(tmp_path):
    labelled(tmp_path / "data", "semviqa-vi")
    (tmp_path / "data" / "semviqa-vi" / "qrels.dev.tsv").write_text("0\t0\tnone\t1\n")
    done = run("--only", "quality", "--data", tmp_path / "data")
    assert done.returncode == 1
    assert "qrels.dev.tsv:1: names the claim none" in done.stderr


@pytest.mark.long
def test_every_row(tmp_path):
    labelled(tmp_path / "data", "semviqa-vi")
    parts = "quality,latency,index,memory,freshness,ablation"
    few = ["--texts", "300", "--index-texts", "200", "--questions", "20", "--publications", "2", "--limit", "2"]
    found = measured("--data", tmp_path / "data", "--cache", tmp_path / "cache", "--only", parts, *few)
    empty = [row["what"] for row in found["rows"] if not row["here"]]
    assert all("1,000,000" in what or what.startswith("checkthat") for what in empty)
    assert len(found["measured"]["ablation"]["ways"]) > 4
