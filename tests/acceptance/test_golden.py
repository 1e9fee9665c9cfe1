"""Three hundred questions to the sample desk, whose outcomes may only get better.

golden.tsv has the questions; golden_marks.yaml how many of each kind came out well when that was last measured. Who
makes matching better raises the marks: `FACTDESK_RAISE_MARKS=1 pytest tests/acceptance/test_golden.py` writes those
that rose.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.acceptance.test_paraphrases import matcher

__all__ = ["matcher"]

MARKS = Path(__file__).with_name("golden_marks.yaml")
_ASIDE = "-"  # no check answers it


@dataclass(frozen=True, slots=True)
class Golden:
    """One question; `expected` is a check's English slug or `-`."""

    id: str
    language: str
    kind: str
    expected: str
    text: str


def golden() -> list[Golden]:
    lines = Path(__file__).with_name("golden.tsv").read_text(encoding="utf-8").splitlines()
    return [Golden(*line.split("\t", 4)) for line in lines if line and not line.startswith("#")]


def measured(matcher) -> dict[str, int]:
    """How many of each kind came out well: answered rightly, shown rightly, not answered wrongly, told that nothing."""
    marks: dict[str, int] = defaultdict(int)
    for question in golden():
        result = matcher.match(question.text)
        codes = [match.document.code for match in result.matches]
        if question.expected != _ASIDE:
            name = f"{question.language} {question.kind}"
            marks[f"{name}: answered rightly"] += result.outcome == "answer" and codes[:1] == [question.expected]
            marks[f"{name}: shown"] += question.expected in codes
            marks[f"{name}: not answered wrongly"] += result.outcome != "answer" or codes[:1] == [question.expected]
        else:
            marks[f"{question.kind}: not answered"] += result.outcome != "answer"
            if question.kind == "off":
                marks["off: told that nothing"] += result.outcome == "none"
    return dict(sorted(marks.items()))


def test_there_are_three_hundred_and_none_twice():
    found = golden()
    assert len(found) == len({question.id for question in found}) == len({question.text for question in found}) == 300


def test_no_outcome_gets_worse(matcher):
    before = yaml.safe_load(MARKS.read_text(encoding="utf-8"))
    now = measured(matcher)
    if os.environ.get("FACTDESK_RAISE_MARKS"):
        raised = {name: max(now[name], before.get(name, 0)) for name in now}
        MARKS.write_text(yaml.safe_dump(raised, allow_unicode=True), encoding="utf-8")
        before = raised
    worse = {name: f"{now.get(name)} instead of {mark}" for name, mark in before.items() if now.get(name, 0) < mark}
    assert not worse, worse


@pytest.mark.parametrize("mark", ["answered rightly", "shown", "not answered wrongly"])
def test_every_kind_has_a_mark(mark):
    marks = yaml.safe_load(MARKS.read_text(encoding="utf-8"))
    kinds = {f"{q.language} {q.kind}" for q in golden() if q.expected != _ASIDE}
    assert {f"{kind}: {mark}" for kind in kinds} <= set(marks)
