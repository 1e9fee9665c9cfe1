"""A link that somebody sends is what they ask about: our own pages, imported reviews, and where a claim stood."""

from __future__ import annotations

import shutil

import pytest

from factdesk.answers import engine, links, services
from tests.answers.builders import lemon, review, sim

OURS = "http://127.0.0.1:8000/checks/k7m2xq/nuoc-chanh/"


@pytest.fixture
def desk(publisher, index):
    publisher.publish(lemon(claim={**lemon()["claim"], "appearances": [APPEARED]}))
    publisher.publish(sim())
    services.follow()
    return publisher


APPEARED = {"where": {"vi": "Một trang"}, "url": "https://tin-don.example/chanh?utm_source=zalo", "on": "2026-10-01"}


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        "http://127.0.0.1:8000/en/checks/k7m2xq/lemon-water/",
        "127.0.0.1:8000/checks/k7m2xq/",
        f"{OURS}?fbclid=xyz#nguon",
        f"Cái này còn đúng không mọi người ơi? {OURS}",
        "http://127.0.0.1:8000/checks/K7M2XQ/any-old-slug/",
        "https://tin-don.example/chanh",
        "Is this true? http://www.tin-don.example/chanh/",
    ],
)
def test_a_link_to_a_check_or_to_where_its_claim_stood_is_answered_by_it(desk, text):
    answer = services.answer(text, language="vi")
    assert (answer.outcome, [match.code for match in answer.matches]) == ("answer", ["k7m2xq"])
    assert answer.matches[0].language == "vi"
    assert answer.matches[0].score == 1.0


def test_a_link_to_an_imported_review_is_answered_by_it(publisher, index):
    review(
        "abcd1234", url="https://www.checker.example/2024/microwaves/", appearances=["https://rumour.example/p?id=7"]
    )
    review("efgh5678", url="https://checker.example/2024/other")
    services.follow()
    for text in (
        "https://checker.example/2024/microwaves",
        "rumour.example/p?id=7",
        "http://127.0.0.1:8000/reviews/abcd1234/",
    ):
        answer = services.answer(text, language="en")
        assert (answer.outcome, [match.code for match in answer.matches]) == ("answer", ["abcd1234"]), text


def test_two_links_or_words_that_lead_elsewhere_are_offered_instead(desk):
    both = services.answer(f"{OURS} http://127.0.0.1:8000/checks/s1mk0a/khoa-sim/")
    assert (both.outcome, [match.code for match in both.matches]) == ("suggest", ["k7m2xq", "s1mk0a"])
    other = services.answer(f"SIM điện thoại sẽ bị khóa sau hai giờ nếu không bấm phím 1. {OURS}", language="vi")
    assert other.outcome == "suggest"
    assert [match.code for match in other.matches][:2] == ["k7m2xq", "s1mk0a"]


@pytest.mark.parametrize(
    "text",
    [
        "https://elsewhere.example/checks/k7m2xq/nuoc-chanh/",
        "http://127.0.0.1:8000/record/k7m2xq/",
        "https://tin-don.example/",
        "https://tin-don.example/other",
        "http://127.0.0.1:8000/checks/zzzzzz/",
    ],
)
def test_another_page_is_no_answer(desk, text):
    assert services.answer(text).outcome != "answer"


def test_a_withdrawn_check_is_not_an_answer_to_its_own_address(desk):
    desk.withdraw(lemon())
    assert "k7m2xq" not in [match.code for match in services.answer(OURS).matches]


def test_a_bare_link_is_in_the_readers_own_language(desk):
    assert services.answer("https://elsewhere.example/x1/y2", language="en").language == "en"


def test_our_own_links_need_no_index(desk, index):
    engine.forget()
    shutil.rmtree(index)
    answer = services.answer(OURS)
    assert (answer.outcome, answer.available) == ("answer", True)


def test_a_page_of_ours_goes_by_every_name_of_the_desk(settings):
    settings.SITE_ADDRESS = "https://hoi.songlam.example"
    settings.ALLOWED_HOSTS = ["desk.songlam.example", "*"]
    for host in ("hoi.songlam.example", "www.hoi.songlam.example", "desk.songlam.example:8443"):
        assert [found.code for found in links.own(f"https://{host}/checks/k7m2xq")] == ["k7m2xq"]
    assert links.own("https://127.0.0.1/checks/k7m2xq") == []
