"""What publishers really write, and what is made of it."""

from __future__ import annotations

import datetime
import json
import unicodedata

import pytest

from factdesk.reviews.claimreview.dates import day
from factdesk.reviews.claimreview.language import declared, guessed
from factdesk.reviews.claimreview.numbers import Rating, rating
from factdesk.reviews.claimreview.text import clean
from tests.reviews.conftest import claim_review, one_of, refusals_of


@pytest.mark.parametrize(
    "kind",
    [
        ["ClaimReview"],
        ["Review", "ClaimReview"],
        "http://schema.org/ClaimReview",
        "https://schema.org/ClaimReview",
        "schema:ClaimReview",
    ],
)
def test_a_type_may_be_a_list_and_have_a_prefix(kind):
    assert one_of(claim_review(**{"@type": kind})).rating_text == "Sai"


def test_names_may_have_a_prefix_and_values_be_wrapped():
    node = {
        "@type": ["http://schema.org/ClaimReview"],
        "http://schema.org/url": [{"@id": "https://a.example/1"}],
        "http://schema.org/claimReviewed": [{"@value": "The moon is made of cheese", "@language": "en"}],
        "http://schema.org/author": [{"http://schema.org/name": [{"@value": "Desk"}]}],
        "http://schema.org/reviewRating": [{"http://schema.org/alternateName": [{"@value": "False"}]}],
    }
    review = one_of(node)
    assert (review.url, review.publisher_name, review.rating_text) == ("https://a.example/1", "Desk", "False")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Tin Thật", "Tin Thật"),
        ([{"name": "A"}, {"name": "B"}, {"name": "A"}], "A, B"),
        ({"name": ["Tin Thật", "True News"]}, "Tin Thật"),
        ({"@type": "Organization", "url": "https://www.tinthat.example/"}, "tinthat.example"),
        ({"name": "<b>Tin</b> Thật", "image": {"@type": "ImageObject", "url": "x"}}, "Tin Thật"),
    ],
)
def test_an_author_may_be_written_in_many_ways(author, name):
    assert one_of(claim_review(author=author)).publisher_name == name


def test_the_publisher_counts_where_there_is_no_author():
    assert one_of(claim_review(author=None, publisher={"name": "Desk"})).publisher_name == "Desk"


def test_the_item_reviewed_may_be_a_creative_work_a_list_or_an_address():
    work = {
        "@type": "CreativeWork",
        "author": {"name": "Ai đó"},
        "datePublished": "10.05.2024",
        "url": "https://p.example/",
    }
    for item in (work, [work], [work, {"@type": "CreativeWork"}]):
        review = one_of(claim_review(itemReviewed=item))
        assert (review.claimant, review.claim_date) == ("Ai đó", datetime.date(2024, 5, 10))
        assert review.appearances == ("https://p.example/",)
    assert one_of(claim_review(itemReviewed="https://p.example/2")).appearances == ("https://p.example/2",)


def test_appearances_are_links_and_nothing_else():
    item = {
        "firstAppearance": {"url": "https://first.example/a"},
        "appearance": ["https://second.example/b", {"@id": "https://third.example/c"}, "javascript:alert(1)", 7, None],
    }
    assert one_of(claim_review(itemReviewed=item)).appearances == (
        "https://first.example/a",
        "https://second.example/b",
        "https://third.example/c",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"alternateName": "Sai", "ratingValue": "1", "bestRating": "5", "worstRating": "1"}, Rating("Sai", 1, 5, 1)),
        ({"alternateName": "Sai", "ratingValue": -1, "bestRating": -1, "worstRating": -1}, Rating("Sai")),
        ({"alternateName": "Sai", "ratingValue": "-1"}, Rating("Sai")),
        ({"alternateName": "Sai", "ratingValue": 0, "bestRating": 5, "worstRating": 1}, Rating("Sai", None, 5, 1)),
        ({"alternateName": "Half", "ratingValue": "2,5", "bestRating": "5.0"}, Rating("Half", 2.5, 5.0)),
        ({"name": "False"}, Rating("False")),
        ({"alternateName": "", "name": "False"}, Rating("False")),
        ({"alternateName": {"@value": "Sai"}}, Rating("Sai")),
        ([{"alternateName": "Sai"}, {"alternateName": "Đúng"}], Rating("Sai")),
        ("Sai", Rating("Sai")),
        ({"ratingValue": 2, "bestRating": 5, "worstRating": 1}, Rating("2/5", 2, 5, 1)),
        ({"ratingValue": True, "alternateName": "Sai"}, Rating("Sai")),
        ({"ratingValue": "nan", "alternateName": "Sai", "bestRating": 1e999}, Rating("Sai")),
        ({"ratingValue": 2}, Rating("", 2)),
        (None, Rating("")),
        ({}, Rating("")),
        (["", None], Rating("")),
    ],
)
def test_ratings(written, read):
    assert rating(written) == read


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("2024-05-17", "", (2024, 5, 17)),
        ("2024-05-17T23:30:00", "", (2024, 5, 17)),
        ("2024-05-17T23:30:00-08:00", "", (2024, 5, 17)),
        ("20240517", "", (2024, 5, 17)),
        ("2024/5/7", "", (2024, 5, 7)),
        ("17.05.2024", "en", (2024, 5, 17)),
        ("05.06.2024", "en", (2024, 6, 5)),
        ("5/6/2024", "vi", (2024, 6, 5)),
        ("5/6/2024", "en", None),
        ("17/5/2024", "en", (2024, 5, 17)),
        ("5/17/2024", "en", (2024, 5, 17)),
        ("May 17, 2024", "", (2024, 5, 17)),
        ("17 May 2024", "", (2024, 5, 17)),
        ("Fri, 17 May 2024 10:00:00 +0700", "", (2024, 5, 17)),
        (1715900400000, "", (2024, 5, 16)),
        (1715900400, "", (2024, 5, 16)),
        ({"@value": "2024-05-17"}, "", (2024, 5, 17)),
        (["2024-05-17"], "", (2024, 5, 17)),
        ("2024", "", None),
        ("2024-05", "", None),
        ("2024-13-45", "", None),
        ("yesterday", "", None),
        ("", "", None),
        (None, "", None),
        (True, "", None),
        (1e300, "", None),
        ("9" * 50, "", None),
    ],
)
def test_days(written, language, expected):
    assert day(written, language) == (datetime.date(*expected) if expected else None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>Nước &amp; muối</p>", "Nước & muối"),
        ("&lt;p&gt;Nước&lt;/p&gt;", "Nước"),
        ("a <script>alert('x')</script> b", "a b"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("a\x00b\u202ec\ud800d\ufeff", "abcd"),
        ("  a \n\t b\u00a0c ", "a b c"),
        (unicodedata.normalize("NFD", "Tiếng Việt"), "Tiếng Việt"),
        ("x" * 30, "x" * 19 + "…"),
    ],
)
def test_text_is_cleaned(written, expected):
    assert clean(written, 20) == expected


def test_cleaning_hostile_markup_takes_no_time():
    for text in ("<script" * 100_000, "<!--" * 100_000, "<" * 300_000, "&" * 300_000, "&amp;" * 100_000):
        assert len(clean(text, 100)) <= 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uống nước chanh nóng chữa được ung thư", "vi"),
        ("uong nuoc chanh nong chua duoc ung thu cho nguoi gia", "vi"),
        ("Video shows the president was arrested in London", "en"),
        ("Le président a été arrêté à Londres hier soir", "und"),
        ("대통령이 체포되었다", "ko"),
        ("首相が逮捕された", "ja"),
        ("นายกรัฐมนตรีถูกจับ", "th"),
        ("12345", "und"),
        ("", "und"),
    ],
)
def test_a_missing_language_is_guessed_or_left_open(text, expected):
    assert guessed(text) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vi", "vi"),
        ("en-US", "en"),
        ("VI_vn", "vi"),
        (["en"], "en"),
        (["en", "vi"], ""),
        ({"@type": "Language", "name": "Vietnamese", "alternateName": "vi"}, "vi"),
        ("English", "en"),
        ("Klingon", ""),
        (7, ""),
        (None, ""),
    ],
)
def test_a_declared_language_is_its_primary_subtag(written, expected):
    assert declared(written) == expected


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"url": None}, "no-url"),
        ({"url": ""}, "no-url"),
        ({"url": "javascript:alert(1)"}, "bad-url"),
        ({"url": "data:text/html,x"}, "bad-url"),
        ({"url": "/relative/only"}, "bad-url"),
        ({"url": "https://trusted.example@evil.example/"}, "bad-url"),
        ({"url": "https://a.example/" + "x" * 3000}, "bad-url"),
        ({"url": "http://[/"}, "bad-url"),
        ({"claimReviewed": None}, "no-claim"),
        ({"claimReviewed": "<p> </p>"}, "no-claim"),
        ({"claimReviewed": {"a": {"b": 1}}}, "no-claim"),
        ({"reviewRating": None}, "no-rating"),
        ({"reviewRating": {"ratingValue": -1}}, "no-rating"),
        ({"author": None}, "no-publisher"),
        ({"author": {"name": ""}}, "no-publisher"),
        ({"author": {"@id": "#nowhere"}}, "no-publisher"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(changes, reason):
    (refusal,) = refusals_of(json.dumps(claim_review(**changes)))
    assert refusal.reason == reason


def test_the_publishers_site_is_where_the_review_stands_whatever_it_says_of_itself():
    review = one_of(
        claim_review(url="https://WWW.Own.Example:443/x", author={"name": "A", "url": "https://other.example"})
    )
    assert review.publisher_site == "own.example"
