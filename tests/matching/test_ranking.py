"""In which order scored candidates come: twins, texts of one check, and how far ahead each is."""

from __future__ import annotations

import pytest

from factdesk.matching.ranking import in_order


def places(*args):
    return [place for place, _ in in_order(*args)]


def test_the_best_score_comes_first_and_among_equals_what_was_there_first():
    assert places([1.0, 3.0, 2.0, 3.0], ["a", "b", "c", "d"]) == [1, 3, 2, 0]


def test_twins_share_the_better_score():
    assert places([1.0, 2.0, 3.0], ["same", "other", "same"]) == [0, 2, 1]


def test_of_one_checks_texts_that_in_the_questions_language_comes_first_with_the_best_score():
    # The English text of the first check fits best, but what was measured of its Vietnamese one says more.
    claims, checks = ["một", "one", "hai", "two"], ["one", "one", "two", "two"]
    found = in_order([2.0, 5.0, 4.0, 1.0], claims, checks, [True, False, True, False])
    assert [place for place, _ in found] == [0, 1, 2, 3]
    assert found[0][1] == found[1][1] > 0 > found[2][1]


def test_a_check_that_has_no_text_in_the_questions_language_keeps_its_place():
    assert places([2.0, 5.0, 4.0], ["a", "b", "c"], ["a", "b", "c"], [True, False, True]) == [1, 2, 0]


@pytest.mark.parametrize("own", [None, [True, True]])
def test_where_all_are_in_one_language_nothing_changes(own):
    assert in_order([1.0, 2.0], ["a", "b"], ["a", "b"], own) == in_order([1.0, 2.0], ["a", "b"])
