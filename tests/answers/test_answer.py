"""A text gets what is published about it, in the asker's language, and nothing that is not published any more."""

from __future__ import annotations

import json

import pytest

from factdesk.answers import engine, services
from factdesk.answers.hydrate import shown
from factdesk.answers.results import MatchRef
from factdesk.record.models import PublishedCheck
from tests.answers.builders import change, lemon, review, sim

ASKED = "uống nước chanh nóng chữa khỏi ung thư phải không?"


@pytest.fixture
def desk(publisher, index):
    publisher.publish(lemon())
    publisher.publish(sim())
    services.follow()
    return publisher


def test_it_answers_with_the_published_check(desk):
    answer = services.answer(ASKED, language="vi")
    assert (answer.outcome, answer.language, answer.available) == ("answer", "vi", True)
    first = answer.matches[0]
    assert (first.code, first.language, first.rating, first.publisher) == ("k7m2xq", "vi", "false", "Sở Y tế")
    assert first.url == "http://127.0.0.1:8000/checks/k7m2xq/nuoc-chanh/"


def test_the_object_has_exactly_the_keys_that_were_promised(desk):
    given = json.loads(json.dumps(services.answer(ASKED).as_json()))
    assert set(given) == {"outcome", "language", "took_ms", "matches"}
    assert set(given["matches"][0]) == {"id", "kind", "title", "claim", "rating", "publisher", "url", "score"}
    assert 0 <= given["matches"][0]["score"] <= 1
    assert given["matches"][0]["kind"] == "fact-check"


def test_the_text_is_in_the_interfaces_language_where_there_is_one(desk):
    first = services.answer(ASKED, language="en").matches[0]
    assert (first.language, first.publisher) == ("en", "Department of Health")
    assert first.rating_label == "False"
    assert first.url == "http://127.0.0.1:8000/en/checks/k7m2xq/lemon-water/"


def test_a_check_without_such_a_text_is_shown_as_it_is(desk):
    first = services.answer("có phải SIM bị khóa sau hai giờ nếu không bấm phím 1?", language="en").matches[0]
    assert (first.code, first.language) == ("s1mk0a", "vi")


def test_a_withdrawn_check_never_answers_although_the_index_still_has_it(desk):
    desk.withdraw(lemon())
    answer = services.answer(ASKED)
    assert "k7m2xq" not in [match.code for match in answer.matches]
    assert answer.outcome != "answer"


def test_a_check_that_vanished_from_the_projection_never_answers(desk):
    PublishedCheck.objects.filter(code="k7m2xq").delete()
    answer = services.answer(ASKED)
    assert "k7m2xq" not in [match.code for match in answer.matches]
    assert answer.outcome != "answer"


def test_only_the_match_that_was_judged_to_answer_answers():
    refs = [MatchRef("fact-check", "gone00", "vi", 0.9), MatchRef("fact-check", "k7m2xq", "vi", 0.5)]
    second = type("Match", (), {"kind": "fact-check", "code": "k7m2xq"})()
    assert services._honest("answer", refs, [second]) == "suggest"
    assert services._honest("answer", refs, []) == "none"
    assert services._honest("suggest", refs, []) == "none"
    assert services._honest("suggest", refs, [second]) == "suggest"


def test_another_publishers_words_stay_its_own(publisher, index):
    review()
    services.follow()
    first = services.answer("does microwaved food lose every vitamin and cause tumours?", language="vi").matches[0]
    assert first.kind == "external-review"
    assert (first.publisher, first.rating_label) == ("Checker Example", "Pants on fire")
    assert first.url == "https://checker.example/abcd1234"
    assert first.rating == ""


def test_a_review_that_was_taken_out_is_not_shown_although_the_index_still_has_it(publisher, index):
    row = review()
    services.follow()
    row.removed = True
    row.save()
    assert services.answer("does microwaved food lose every vitamin and cause tumours?").matches == ()
    change(row, "removed")


def test_two_queries_are_enough(desk, django_assert_max_num_queries):
    review()
    services.follow()
    with django_assert_max_num_queries(2):
        services.answer(ASKED)


def test_showing_matches_costs_one_query_a_kind(desk, django_assert_num_queries):
    row = review()
    refs = [MatchRef("external-review", row.code, "en", 0.4), MatchRef("fact-check", "k7m2xq", "vi", 0.5)] * 3
    with django_assert_num_queries(2):
        assert [match.code for match in shown(refs, "vi")] == [row.code, "k7m2xq"]


@pytest.mark.parametrize("text", ["", "🙂🙂🙂", "a" + "\u0301" * 10_000, "\ud800", "x" * 100_000, "שלום עולם", "\x00"])
def test_no_text_makes_it_fail(desk, text):
    assert services.answer(text).available


def test_a_language_it_was_not_made_for_is_told(desk):
    assert not services.answer("これは本当ですか").language_known
    assert services.answer(ASKED).language_known


def test_the_interface_language_is_one_of_the_desks_own(desk):
    assert services.answer(ASKED, language="fr").matches[0].language == "vi"
    assert services.answer(ASKED, language="en-GB").matches[0].language == "en"


def test_threads_share_one_encoder(desk):
    import threading

    seen = []
    threads = [threading.Thread(target=lambda: seen.append(engine.encoder())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in seen}) == 1


def test_a_desk_answers_by_the_thresholds_that_it_chose(desk, settings):
    asked = "Does drinking hot lemon juice cure cancer"
    assert services.answer(asked).outcome == "answer"
    settings.MATCHING_THRESHOLDS = {"answer": 0.999}
    engine.forget()
    assert services.answer(asked).outcome == "suggest"
    assert services.answer("Uống nước chanh nóng chữa khỏi ung thư.").outcome == "answer", "a copy of the claim"
