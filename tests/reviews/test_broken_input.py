"""One bad item never stops the others, and nothing takes the process with it."""

from __future__ import annotations

import gzip
import json

import pytest

from factdesk.reviews.claimreview import Found, Place, Refusal
from tests.reviews.conftest import all_of, claim_review


def _outline(data, **options):
    """What was read: the review's number or the refusal's reason, in order."""
    found = all_of(data, **options)
    return [item.review.url.rpartition("/")[2] if isinstance(item, Found) else item.reason for item in found]


GOOD = [json.dumps(claim_review(number), ensure_ascii=False) for number in range(5)]

BROKEN = {
    "a missing value": '{"@type": "ClaimReview", "url": }',
    "a word that is no JSON": '{"@type": ClaimReview}',
    "a missing comma": '{"@type": "ClaimReview" "url": "x"}',
    "brackets in strings": '{"@type": "Claim}{][Review", "url": oops, "x": ["]"], "y": "\\"}"}',
    "a number of thousands of digits": '{"@type": "ClaimReview", "url": ' + "9" * 5000 + "}",
    "a single quote": "{'@type': 'ClaimReview'}",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_item_of_a_list_costs_that_item(broken):
    text = "[\n" + ",\n".join([GOOD[0], BROKEN[broken], GOOD[1], GOOD[2]]) + "\n]"
    assert _outline(text) == ["0", "bad-json", "1", "2"]
    (refusal,) = [item for item in all_of(text) if isinstance(item, Refusal)]
    assert refusal.place == Place(line=3, item=2)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_costs_that_line(broken):
    assert _outline("\n".join([GOOD[0], BROKEN[broken], GOOD[1]])) == ["0", "bad-json", "1"]
    assert _outline("\n".join([BROKEN[broken], GOOD[0], GOOD[1]])) == ["bad-json", "0", "1"]


def test_what_is_said_of_a_long_number_is_no_advice_on_python():
    broken = BROKEN["a number of thousands of digits"]
    page = f'<script type="application/ld+json">{broken}</script>'
    for data in (f"[{GOOD[0]},{broken}]", f"{GOOD[0]}\n{broken}", page):
        (refusal,) = [item for item in all_of(data) if isinstance(item, Refusal)]
        assert refusal.detail == "a number of too many digits"


@pytest.mark.parametrize("broken", ['{"a": "never closed}', '{"a": {"b": 1}', '{"@type": "ClaimReview", "url": "x'])
def test_a_list_goes_on_after_quotes_or_brackets_that_do_not_add_up(broken):
    outline = _outline("[" + ",\n".join([GOOD[0], broken, GOOD[1], GOOD[2]]) + "]")
    assert outline[:2] == ["0", "bad-json"]
    assert outline[-1] == "2"


def test_a_broken_item_of_a_feed_costs_that_item():
    items = ", ".join(f'{{"@type": "DataFeedItem", "item": [{node}]}}' for node in [GOOD[0], "{oops}", GOOD[1]])
    feed = f'{{"@type": "DataFeed", "dataFeedElement": [{items}], "dateModified": "2024"}}'
    assert _outline(feed) == ["0", "bad-json", "1"]


@pytest.mark.parametrize("cut", [1, 30, 200, 400])
def test_a_file_that_ends_in_the_middle_keeps_what_came_before(cut):
    for text in ("[" + ",".join(GOOD) + "]", '{"dataFeedElement": [' + ",".join(GOOD) + "]}"):
        assert _outline(text[: -cut - 2])[:4] == ["0", "1", "2", "3"]
        assert _outline(text[: -cut - 2])[-1] == "bad-json"
    assert _outline("\n".join(GOOD)[:-cut]) == ["0", "1", "2", "3", "bad-json"]


def test_invalid_utf_8_costs_the_item_it_is_in():
    bad = GOOD[1].encode().replace("Uống".encode(), b"U\xff\xfeng")
    lines = b"\n".join([GOOD[0].encode(), bad, GOOD[2].encode()])
    assert _outline(lines) == ["0", "bad-encoding", "2"]
    items = b"[" + b",".join([GOOD[0].encode(), bad, GOOD[2].encode()]) + b"]"
    assert _outline(items) == ["0", "bad-encoding", "2"]


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_without_end_is_refused(opening):
    closing = "]" if opening == "[" else "}"
    bomb = opening * 100_000 + ("" if opening == "[" else "1") + closing * 100_000
    assert _outline("\n".join([GOOD[0], bomb, GOOD[1]])) == ["0", "too-deep", "1"]
    assert _outline("[" + ",".join([GOOD[0], bomb, GOOD[1]]) + "]") == ["0", "too-deep", "1"]
    assert _outline(opening * 100_000)[-1] in ("too-deep", "bad-json")
    page = f'<html><script type="application/ld+json">{bomb}</script>{_script(GOOD[0])}</html>'
    assert _outline(page) == ["too-deep", "0"]


def test_nesting_that_json_allows_does_not_reach_the_review():
    nested: object = "deep"
    for _ in range(400):
        nested = {"name": [nested]}
    text = json.dumps(claim_review(1, author=nested, itemReviewed={"author": nested, "appearance": nested}))
    assert _outline(text) == ["no-publisher"]


def test_a_value_larger_than_allowed_is_passed_over():
    large = json.dumps(claim_review(9, articleBody='x "quoted" {[ \\ ' * 10_000))
    assert _outline("[" + ",".join([GOOD[0], large, GOOD[1]]) + "]", max_value=50_000) == ["0", "too-large", "1"]
    assert _outline("\n".join([GOOD[0], large, GOOD[1]]), max_value=50_000) == ["0", "too-large", "1"]
    assert _outline("\n".join([GOOD[0], large]), max_value=50_000) == ["0", "too-large"]


def test_a_value_exactly_at_a_windows_edge_is_whole():
    # Windows are filled in pieces of 262,144 characters: push an item over every kind of edge.
    for offset in range(0, 700, 7):
        text = "[" + " " * (262_144 - offset) + ",".join(GOOD) + "]"
        assert _outline(text, max_value=2_000) == ["0", "1", "2", "3", "4"]


def test_numbers_at_a_windows_edge_are_not_cut():
    for offset in range(1, 10):
        text = "[" + " " * (262_144 - offset) + "1234567," + GOOD[0] + "]"
        assert _outline(text, max_value=2_000) == ["not-claimreview", "0"]


def _script(text):
    return f'<script type="application/ld+json">{text}</script>\n'


def test_a_page_with_one_broken_script_of_three_gives_the_other_two():
    page = "<html><head>\n" + _script(GOOD[0]) + _script(GOOD[1][:-1]) + _script(GOOD[2]) + "</head></html>"
    found = all_of(page)
    assert _outline(page) == ["0", "bad-json", "2"]
    assert [item.place.line for item in found] == [2, 3, 4]


def test_a_page_that_is_too_large_is_refused():
    assert _outline(b"<html>" + b" " * 10_000_001) == ["too-large"]


def test_an_item_with_several_reviews_keeps_the_good_ones():
    item = {"@type": "DataFeedItem", "item": [claim_review(0), claim_review(1, url=None), claim_review(2)]}
    assert _outline(json.dumps({"dataFeedElement": [item]})) == ["0", "no-url", "2"]


def test_a_gzip_inside_a_gzip_is_not_followed():
    assert _outline(gzip.compress(gzip.compress(GOOD[0].encode()))) == ["not-claimreview"]
