"""The measures of one query against values by hand, and against their definition written another way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.matching.evaluate import chance, measures

BY_HAND = [
    # places of the right ones, how many are right: MAP@5, P@1, success@5, MRR@10
    ([1], 1, (1.0, 1.0, 1.0, 1.0)),
    ([2], 1, (1 / 2, 0.0, 1.0, 1 / 2)),
    ([5], 1, (1 / 5, 0.0, 1.0, 1 / 5)),
    ([6], 1, (0.0, 0.0, 0.0, 1 / 6)),
    ([11], 1, (0.0, 0.0, 0.0, 0.0)),
    ([], 1, (0.0, 0.0, 0.0, 0.0)),
    ([1, 3], 2, ((1 + 2 / 3) / 2, 1.0, 1.0, 1.0)),
    ([2, 7], 2, (1 / 2 / 2, 0.0, 1.0, 1 / 2)),
    ([2, 4, 5], 4, ((1 / 2 + 2 / 4 + 3 / 5) / 4, 0.0, 1.0, 1 / 2)),
    ([1, 2, 3, 4, 5, 6, 7], 7, (1.0, 1.0, 1.0, 1.0)),  # at most five count
]


@pytest.mark.parametrize(("places", "right", "wanted"), BY_HAND)
def test_a_ranking_is_measured_as_by_hand(places, right, wanted):
    assert tuple(measures.of_ranking(places, right).values()) == pytest.approx(wanted)


@given(st.permutations([f"c{number}" for number in range(14)]), st.integers(1, 9))
def test_a_ranking_is_measured_as_the_definition_says(codes, right):
    wanted = {f"c{number}" for number in range(right)}
    found = measures.of_ranking(measures.ranks(codes, wanted), right)
    hits = np.isin(codes, list(wanted)).astype(float)
    precision = np.cumsum(hits) / np.arange(1, 15)
    assert found["map@5"] == pytest.approx((precision * hits)[:5].sum() / min(right, 5))
    assert found["p@1"] == hits[0]
    assert found["success@5"] == hits[:5].max()
    assert found["mrr@10"] == pytest.approx(max(hits[:10] / np.arange(1, 11)))


def test_a_query_without_a_right_answer_has_no_ranking_to_measure():
    assert set(measures.of_ranking([], 0).values()) == {None}


DECISIONS = [
    # outcome, shown, right, hidden: answer_rate, answer_precision, suggest_success, false_answer_rate
    ("answer", ["a"], {"a"}, False, (1.0, 1.0, None, None)),
    ("answer", ["b"], {"a"}, False, (1.0, 0.0, None, None)),
    ("suggest", ["b", "a"], {"a"}, False, (0.0, None, 1.0, None)),
    ("suggest", ["b"], {"a"}, False, (0.0, None, 0.0, None)),
    ("none", [], {"a"}, False, (0.0, None, None, None)),
    ("answer", ["b"], {"a"}, True, (1.0, None, None, 1.0)),
    ("suggest", ["b"], {"a"}, True, (0.0, None, None, 0.0)),
    ("none", [], {"a"}, True, (0.0, None, None, 0.0)),
    ("answer", ["b"], set(), False, (None, None, None, 1.0)),
    ("none", [], set(), False, (None, None, None, 0.0)),
]


@pytest.mark.parametrize(("outcome", "shown", "right", "hidden", "wanted"), DECISIONS)
def test_a_decision_counts_for_what_it_is_about(outcome, shown, right, hidden, wanted):
    assert tuple(measures.of_decision(outcome, shown, right, hidden=hidden).values()) == wanted


def test_a_mean_is_over_the_queries_that_have_the_measure():
    rows = [{"x": 1.0, "y": None}, {"x": 0.0, "y": None}, {"x": None, "y": None}]
    assert chance.means(rows, ("x", "y")) == {"x": 0.5, "y": None}


def test_an_interval_is_that_of_the_binomial_and_the_same_for_the_same_seed():
    rows = [{"x": float(number < 80), "y": None} for number in range(100)]
    low, high = chance.intervals(rows, ("x", "y"), seed=3)["x"]
    assert (low, high) == pytest.approx((0.72, 0.88), abs=0.011)  # 0.8 ± 1.96 · √(0.8 · 0.2 / 100)
    assert chance.intervals(rows, ("x", "y"), seed=3) == {"x": [low, high], "y": None}


def test_many_queries_are_resampled_in_portions():
    rows = [{"x": float(number % 2)} for number in range(3000)]
    assert chance.intervals(rows, ("x",))["x"] == pytest.approx([0.482, 0.518], abs=0.003)


def test_two_equal_runs_do_not_differ():
    rows = [{"x": float(number % 3 == 0)} for number in range(60)]
    found = chance.paired(rows, rows, ("x",))["x"]
    assert (found.difference, found.interval, found.p) == (0.0, [0.0, 0.0], 1.0)


def test_the_p_of_a_difference_is_that_of_the_signs():
    # Eight queries better, two worse: by the binomial (1 + 10 + 45) · 2 / 1024.
    first = [{"x": 0.0}] * 8 + [{"x": 1.0}] * 2 + [{"x": 1.0}] * 30
    second = [{"x": 1.0}] * 8 + [{"x": 0.0}] * 2 + [{"x": 1.0}] * 30
    found = chance.paired(first, second, ("x",))["x"]
    assert found.difference == pytest.approx(6 / 40)
    assert found.p == pytest.approx(112 / 1024, abs=0.015)
    assert found.interval[0] < 0.15 < found.interval[1]


def test_shares_of_the_answered_are_compared_though_other_queries_were_answered():
    first = [{"x": 1.0}] * 10 + [{"x": 0.0}] * 10 + [{"x": None}] * 10
    second = [{"x": 1.0}] * 10 + [{"x": None}] * 10 + [{"x": 1.0}] * 10
    found = chance.paired(first, second, ("x",))["x"]
    assert (found.queries, found.first, found.second) == (30, 0.5, 1.0)
    assert found.p < 0.01
    assert chance.paired(first, [{"x": None}] * 30, ("x",)) == {"x": None}
