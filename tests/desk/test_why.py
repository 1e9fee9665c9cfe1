"""The panel "Why these suggestions?" on a group's page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from factdesk.answers import engine
from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import Document, translations
from factdesk.matching.matcher import Examined, MatchResult, ScoredMatch
from factdesk.questions.models import Group, Question
from tests.locale.test_screens import assert_vietnamese
from tests.matching.test_explain import FIRST, SECOND, candidate, scored, traced

#: The page itself, and one query more for the titles of what was found.
PAGE_QUERIES, MORE = 19, 1

ASKED = "chanh nong tri ung thu co dung khong"


class MadeUp:
    """A matcher that leaves a trace made by hand."""

    def __init__(self, *found):
        self.found, self.asked, self.outcome, self.translated = found, [], "suggest", []

    def match(self, text, **options):
        return self.examine(text).result

    def examine(self, text, *, trace=None, **options):
        self.asked.append((text, trace is not None))
        if trace is not None:
            made = traced(*self.found, translated=self.translated)
            for name in made.__slots__:
                setattr(trace, name, getattr(made, name))
        first = self.found[0].candidate.document
        return Examined([], MatchResult(self.outcome, "vi", 1.0, [ScoredMatch(first.key, 0.5, first, {})]))


@pytest.fixture
def check(desk):
    return desk.published()


@pytest.fixture
def matcher(check, monkeypatch):
    matcher = MadeUp(
        scored(candidate(1, check.code, [0.9, 0.8, 0.1, 0.2, 0.9]), **FIRST),
        scored(candidate(2, "gone00", [0.3, 0.8, 0.7, 0.9, 0.9]), **SECOND),
    )
    monkeypatch.setattr(engine, "matcher", lambda: matcher)
    return matcher


@pytest.fixture
def group(desk):
    now = timezone.now()
    group = Group.objects.create(
        label=ASKED, language="vi", languages=["vi"], count=1, first_asked_at=now, last_asked_at=now
    )
    given = {"door": "web", "language": "vi", "interface_language": "vi", "receipt_mac": "m", "outcome": "suggest"}
    Question.objects.create(asked_at=now, text=ASKED, group=group, **given)
    return group


@pytest.fixture
def signed_in(desk, client):
    def as_somebody(name, **who):
        client.force_login(desk.person(name, **who))
        return client

    return as_somebody


def address(group, query="?why=1"):
    return f"/desk/questions/inspect/{group.pk}/{query}"


def panel(response):
    return BeautifulSoup(response.content, "html.parser").find(id="why")


def test_until_it_is_opened_nothing_is_looked_up_for_it(signed_in, group, matcher):
    found = panel(signed_in("lan").get(address(group, "")))
    assert found.details is None
    assert found.a["href"] == "?why=1#why"
    assert {traces for _, traces in matcher.asked} == {False}


@pytest.mark.parametrize(("outcome", "heading"), [("suggest", "Vì sao gợi ý"), ("none", "Vì sao không gợi ý")])
@pytest.mark.parametrize("query", ["", "?why=1"])
def test_it_is_named_after_what_there_is(signed_in, group, matcher, outcome, heading, query):
    matcher.outcome = outcome
    assert heading in panel(signed_in("lan").get(address(group, query))).find(["a", "summary"]).get_text()


def test_opened_it_shows_what_matching_did(signed_in, group, matcher, check):
    found = panel(signed_in("lan").get(address(group)))
    assert found.details.has_attr("open")
    assert check.title in found.ol.get_text()
    assert "chanh nóng trị ung thư" in found.get_text()
    assert "12.5" in found.table.get_text()
    assert found.strong.get_text() == "ung"
    assert "thiếu ít con số của câu hỏi hơn" in found.get_text()


def test_a_text_in_another_language_is_said_to_be_one(signed_in, group, matcher, check):
    matcher.found[0].candidate.document = Document("k", "fact-check", check.code, "en", "", "")
    found = panel(signed_in("lan").get(address(group))).ol.find_all("li")
    assert ["Tiếng Anh" in each.get_text() for each in found] == [True, False]


@pytest.mark.parametrize("language", ["en", "vi", "fr"])
def test_words_of_the_other_language_are_shown_where_something_was_found_by_them(
    signed_in, group, matcher, check, language
):
    matcher.translated = translations.units("chanh trị ung thư", "vi", 9.0)
    matcher.found[0].candidate.document = Document("k", "fact-check", check.code, language, "", "")
    found = panel(signed_in("lan").get(address(group)))
    words = [each.get_text() for each in found.find_all("span", lang="en")]
    assert any("lemon" in each for each in words) is (language == "en")
    assert ("Các từ được tra sang ngôn ngữ kia" in found.get_text()) is (language == "en")


def test_no_words_come_from_the_index(signed_in, group, matcher):
    """A check that was taken back, or a title that was changed, may still be there."""
    found = panel(signed_in("lan").get(address(group))).get_text()
    assert "Bài gone00" not in found
    assert "không còn đăng" in found


def test_only_the_text_that_is_kept_is_looked_up(signed_in, group, matcher):
    """What redaction cut is in no column, and so can be in no step of the explanation."""
    signed_in("lan").get(address(group))
    assert {text for text, _ in matcher.asked} == {group.label}


@pytest.mark.parametrize("name", ["quan", "nobody"])
def test_who_does_not_work_at_the_desk_sees_nothing(client, desk, group, matcher, name):
    if name != "nobody":
        client.force_login(desk.person(name))
    answer = client.get(address(group))
    assert answer.status_code in (302, 403)
    assert matcher.asked == []


@pytest.mark.parametrize("name", ["lan", "hoa", "minh", "binh", "thu"])
def test_who_works_at_the_desk_sees_it(signed_in, group, matcher, name):
    assert panel(signed_in(name).get(address(group))).details


@pytest.mark.parametrize(("query", "queries"), [("", PAGE_QUERIES), ("?why=1", PAGE_QUERIES + MORE)])
def test_it_costs_one_query_where_it_is_opened(signed_in, group, matcher, django_assert_num_queries, query, queries):
    browser = signed_in("lan")
    browser.get(address(group, query))
    with django_assert_num_queries(queries):
        browser.get(address(group, query))


def test_it_is_vietnamese_through_and_through(signed_in, group, matcher):
    assert_vietnamese(signed_in("lan").get(address(group)))


def test_a_group_that_waits_no_more_has_none(signed_in, group, matcher):
    Group.objects.update(status="closed", reason="opinion")
    assert panel(signed_in("lan").get(address(group))) is None


def test_an_index_that_is_lost_meanwhile_leaves_the_page_whole(signed_in, group, matcher, monkeypatch):
    def gone(*_, **__):
        raise IndexUnavailable("missing", "gone")

    monkeypatch.setattr("factdesk.desk.why.explain", gone)
    assert panel(signed_in("lan").get(address(group))).details is None


def test_an_index_that_cannot_be_asked_is_not_asked_why(signed_in, group, monkeypatch):
    def gone():
        raise IndexUnavailable("missing", "gone")

    monkeypatch.setattr(engine, "matcher", gone)
    assert panel(signed_in("lan").get(address(group))) is None
