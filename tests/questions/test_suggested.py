"""Questions that were offered suggestions: the desk sees them, counted apart until their askers have said something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factdesk.answers.results import Answer
from factdesk.questions import selectors, services
from factdesk.questions.models import Group, Question
from tests.answers.builders import lemon

SUBJECT = "Nước chanh nóng uống buổi sáng có làm hỏng dạ dày không?"


@pytest.fixture
def suggesting(desk, monkeypatch):
    """Matching that is not sure: it offers what it finds, whatever it finds."""
    from factdesk.questions.services import asking

    real = asking.answer

    def unsure(text: str, *, language: str | None = None) -> Answer:
        found = real("Uống nước chanh nóng chữa khỏi ung thư.", language=language)
        return replace(found, outcome="suggest")

    monkeypatch.setattr(asking, "answer", unsure)
    return monkeypatch


def ask(text: str = SUBJECT):
    return services.ask(text=text, language="vi", door="web")


def counts() -> tuple[int, int]:
    group = Group.objects.get()
    return group.count, group.suggested


def test_it_is_grouped_and_its_asker_still_chooses(suggesting):
    asked = ask()
    assert counts() == (1, 1)
    status = selectors.status(asked.receipt)
    assert (status.state, status.matches[0].code) == ("suggested", "k7m2xq")


def test_it_does_not_crowd_the_queue_until_its_asker_says_that_it_is_none(suggesting):
    asked = ask()
    assert not selectors.waiting_groups().exists()
    assert selectors.waiting_groups(status="suggested").get().count == 1
    services.reply_not_this(asked.receipt)
    assert selectors.waiting_groups().get().suggested == 0
    assert not selectors.waiting_groups(status="suggested").exists()
    services.undo_not_this(asked.receipt)
    assert counts() == (1, 1)
    assert selectors.status(asked.receipt).state == "suggested"


def test_whoever_says_yes_leaves_the_desk_alone(suggesting):
    asked = ask()
    ask()
    services.reply_this_one(asked.receipt, "fact-check:k7m2xq")
    assert counts() == (1, 1)


def test_it_stands_with_others_that_ask_the_same(suggesting):
    ask()
    suggesting.undo()
    question = Question.objects.create(
        asked_at=Question.objects.get().asked_at, door="web", text=SUBJECT, language="vi", interface_language="vi",
        receipt_mac="other", outcome="none",
    )  # fmt: skip
    from factdesk.questions import grouping

    grouping.join(question, grouping.meaning(SUBJECT, "vi"))
    assert counts() == (2, 1)
    assert selectors.waiting_groups().get().count == 2


def test_what_the_desk_attaches_answers_it(suggesting, lan):
    asked = ask()
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    status = selectors.status(asked.receipt)
    assert (status.state, status.matches[0].code) == ("answered", "s1mk0a")


def test_while_the_desk_checks_it_the_choice_stays_open(suggesting, lan):
    asked = ask()
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    assert selectors.status(asked.receipt).state == "suggested"
    services.reply_not_this(asked.receipt)
    assert selectors.status(asked.receipt).state == "in-progress"
    assert counts() == (1, 0)


def test_the_first_screen_counts_them_apart(suggesting):
    ask()
    found = selectors.todays_counts()
    assert (found["suggested"], found["waiting"], found["undecided"]) == (1, 0, 1)


def test_a_question_answered_at_once_by_a_check_withdrawn_since_is_with_the_desk(desk):
    text = "Uống nước chanh nóng chữa khỏi ung thư."
    asked, refused = ask(text), ask(text)
    services.reply_this_one(ask(text).receipt, "fact-check:k7m2xq:vi")
    services.reply_not_this(refused.receipt)
    services.answer_waiting()
    desk.withdraw(lemon())
    from factdesk.answers import services as answers

    answers.follow()
    services.answer_waiting()
    assert counts() == (3, 0)
    status = selectors.status(asked.receipt)
    assert (status.state, status.withdrawn.code) == ("withdrawn", "k7m2xq")
    assert selectors.status(refused.receipt).why == "not-this"


def test_what_takes_the_place_of_a_withdrawn_check_answers(desk, lan):
    asked = ask("Uống nước chanh nóng chữa khỏi ung thư.")
    services.answer_waiting()
    desk.withdraw(lemon())
    from factdesk.answers import services as answers

    answers.follow()
    services.answer_waiting()
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    status = selectors.status(asked.receipt)
    assert (status.state, status.why, status.withdrawn.code) == ("in-progress", "withdrawn", "k7m2xq")
    services.attach_group(group=Group.objects.get(), code="s1mk0a", by=lan)
    assert selectors.status(asked.receipt).matches[0].code == "s1mk0a"


def test_when_nothing_of_what_was_suggested_stands_it_is_on_the_queue(suggesting, desk):
    asked = ask()
    suggesting.undo()
    offered = Question.objects.get().matches
    Question.objects.update(matches=[match for match in offered if match["code"] == "k7m2xq"])
    services.answer_waiting()
    desk.withdraw(lemon())
    from factdesk.answers import services as answers

    answers.follow()
    services.answer_waiting()
    assert counts() == (1, 0)
    assert selectors.waiting_groups().exists()
    status = selectors.status(asked.receipt)
    assert (status.state, status.withdrawn.code) == ("withdrawn", "k7m2xq")
