"""What ranking and decision learn from and what is chosen on dev splits; made-up features, and a small real store."""

from __future__ import annotations

import pytest

from factdesk.matching import Document
from factdesk.matching.features import NAMES
from factdesk.matching.ranking import Ranker
from factdesk.matching.train import decide, order
from factdesk.matching.train.decide import First
from factdesk.matching.train.examples import Example, Question, measured

NOTHING = dict.fromkeys(NAMES, 0.0) | {"length": 0.9, "rarest_covered": 1.0}


def example(source="a", **changes) -> Example:
    given = {"features": [], "right": [], "claims": [], "checks": [], "present": True, "related": True}
    return Example(source, Question("Is it?", frozenset({"1"})), **(given | changes))


def first(right: bool, *, english: bool, present: bool = True, length: float = 0.9) -> First:
    seen = NOTHING | {"english": float(english), "length": length}
    return First(example(present=present), seen, right, right)


def test_the_best_text_of_each_check_speaks_for_it():
    checks = [("fact-check", "1"), ("fact-check", "1"), ("fact-check", "2")]
    found = example(
        features=[{**NOTHING, "cosine": value} for value in (0.1, 0.9, 0.5)],
        right=[True, True, False],
        claims=["vi", "en", "other"],
        checks=checks,
    )
    features, right = order.reordered(found, Ranker({"cosine": 1.0}))
    assert [each["cosine"] for each in features] == [0.9, 0.5]
    assert right == [True, False]
    assert features[0]["rank_gap"] > 0 > features[1]["rank_gap"]


def test_english_alone_is_raised():
    rows = [first(True, english=True), first(True, english=False)]
    assert decide.raised(rows, [0.5, 0.5], 0.0) == [0.5, 0.5]
    more, same = decide.raised(rows, [0.5, 0.5], 1.0)
    assert more == pytest.approx(0.731, abs=1e-3)
    assert same == 0.5


def test_english_is_raised_no_further_than_false_answers_allow():
    right = [(first(True, english=True), 0.9)] * 200
    false = [(first(False, english=True, present=False), 0.85)] * 200
    together = right + false
    by, level = decide.chosen([row for row, _ in together], [p for _, p in together])
    said = decide.raised([right[0][0], false[0][0]], [0.9, 0.85], by)
    assert said[0] >= decide.SHORT > said[1]
    assert level == decide.SHORT  # no long text speaks against it


def test_english_is_raised_no_further_for_a_question_or_two():
    sure, unsure = (first(True, english=True), 0.95), (first(True, english=True), 0.9)
    for many, more in ((3, True), (1, False)):
        rows = [sure] * 300 + [unsure] * many
        by, _ = decide.chosen([row for row, _ in rows], [p for _, p in rows])
        assert (by > 0) is more


def test_where_nothing_is_gained_english_stays_as_it_is():
    rows = [first(True, english=False)] * 10
    assert decide.chosen(rows, [0.99] * 10) == (0.0, decide.SHORT)


def test_examples_have_every_text_of_a_check_in_the_order_of_the_store(real):
    documents = [
        Document("fact-check:a:vi", "fact-check", "a", "vi", "", "Uống nước chanh nóng chữa khỏi ung thư."),
        Document("fact-check:a:en", "fact-check", "a", "en", "", "Drinking hot lemon water cures cancer."),
        Document("fact-check:b:vi", "fact-check", "b", "vi", "", "Muối i-ốt gây ung thư tuyến giáp."),
        Document("fact-check:c:vi", "fact-check", "c", "vi", "", "Uống nước chanh nóng chữa khỏi ung thư."),
    ]
    asked = [Question("nước chanh nóng có chữa ung thư không", frozenset({"a"}))]
    (plain,) = measured("here", documents, asked, real)
    assert plain.checks == [("fact-check", code) for code in ("a", "a", "b", "c")]
    assert plain.right == [True, True, False, True]  # the twin is right too
    assert plain.present
    (hidden,) = measured("here, hidden", documents, asked, real, hide=True)
    assert hidden.checks == [("fact-check", "b")]
    assert not hidden.present
    assert hidden.related
