"""Why a text got its answer: in the words of what is published now, at the command line too."""

from __future__ import annotations

import json

import pytest
from django.utils.translation import override

from factdesk import cli
from factdesk.answers import engine, services
from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import explain_words
from tests.answers.builders import lemon, review, sim

ASKED = "uong nuoc chanh nong chua khoi ung thu dung khong??? 🍋"


@pytest.fixture
def desk(publisher, index):
    publisher.publish(lemon())
    publisher.publish(sim())
    services.follow()
    return publisher


def explained(text=ASKED, language="vi"):
    return services.explain(text, services.answer(text, language=language), language=language)


def test_it_tells_what_matching_did(desk):
    found = explained().explanation
    assert found.candidates[0].code == "k7m2xq"
    assert {step.name for step in found.steps} >= {"pictures", "frames"}
    assert found.read_as.startswith("uống nước chanh")
    assert (found.candidates[0].places.words, found.candidates[0].places.final) == (1, 1)
    assert found.outcome == services.answer(ASKED).outcome
    assert found.reasons


def test_a_check_that_was_taken_back_is_not_shown_from_the_index(desk):
    desk.withdraw(lemon())
    given = services.explain(ASKED, services.answer("🙂"), language="vi")
    assert lemon()["texts"]["vi"]["title"] not in given.as_text()
    assert lemon()["texts"]["vi"]["claim"] not in json.dumps(given.as_json(), ensure_ascii=False)


def test_titles_are_in_the_interfaces_language(desk):
    assert lemon()["texts"]["en"]["title"] in explained(language="en").as_text()


def test_a_link_to_this_desks_own_page_is_the_reason(desk):
    text = "xem http://127.0.0.1:8000/checks/s1mk0a/khoa-sim/"
    assert [reason.message for reason in explained(text).explanation.reasons] == [explain_words.LINKED]


def test_two_queries_are_enough(desk, django_assert_max_num_queries):
    review()
    services.follow()
    given = services.answer(ASKED)
    with django_assert_max_num_queries(2):
        services.explain(ASKED, given)


STRANGE = {
    "empty": "",
    "emoji": "🙂🙂🙂",
    "marks": "a" + "\u0301" * 10_000,
    "half": "\ud800",
    "long": "x " * 9_000,
    "hebrew": "שלום עולם",
    "nought": "\x00",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_text_makes_it_fail(desk, text, language):
    with override(language):
        found = explained(text, language)
        json.dumps(found.as_json())
        assert found.as_text()


def test_an_empty_desk_is_explained(publisher, index):
    assert [reason.message for reason in explained().explanation.reasons] == [explain_words.NOTHING]


def test_without_an_index_it_says_so(desk, monkeypatch):
    given = services.answer(ASKED)
    engine.forget()

    def gone():
        raise IndexUnavailable("missing", "gone")

    monkeypatch.setattr(engine, "matcher", gone)
    with pytest.raises(IndexUnavailable):
        services.explain(ASKED, given)


@pytest.mark.parametrize(("language", "said"), [("vi", "Khi đọc câu hỏi"), ("en", "What reading did")])
def test_the_command_prints_it_after_the_answer(desk, capsys, language, said):
    assert cli.main(["ask", "--explain", "--language", language, ASKED]) == 0
    printed = capsys.readouterr().out
    assert printed.index("/checks/k7m2xq/") < printed.index(said) < printed.index("BM25")


def test_the_command_gives_it_as_json(desk, capsys):
    assert cli.main(["ask", "--explain", "--json", ASKED]) == 0
    given = json.loads(capsys.readouterr().out)
    assert set(given) == {"outcome", "language", "took_ms", "matches", "explanation"}
    assert given["explanation"]["candidates"][0]["code"] == "k7m2xq"
    assert given["explanation"]["outcome"] == given["outcome"]


def test_without_being_asked_the_command_explains_nothing(desk, capsys):
    assert cli.main(["ask", "--json", ASKED]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"outcome", "language", "took_ms", "matches"}
