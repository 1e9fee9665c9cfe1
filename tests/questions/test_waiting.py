"""What waits is looked up again: after a publication, and when the index is back."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import OperationalError

from factdesk.answers import services as answers
from factdesk.answers.results import Answer
from factdesk.questions import selectors, services
from factdesk.questions.models import Group, Question
from factdesk.questions.services import jobs
from factdesk.questions.services import reviewed as reviewed_module
from tests.answers.builders import lemon, review, sim
from tests.questions.builders import queued


@pytest.fixture
def waiting(publisher, index):
    """A question about SIM cards, with no check published yet."""
    return services.ask(text="SIM điện thoại bị khóa sau hai giờ nếu không bấm phím 1?", language="vi", door="web")


def test_publishing_answers_the_groups_that_wait_for_it(waiting, publisher):
    other = queued()
    publisher.publish(sim())
    assert services.answer_waiting() == 0, "not before the index has it"
    answers.follow()
    assert services.answer_waiting() == 1
    assert selectors.status(waiting.receipt).matches[0].code == "s1mk0a"
    assert selectors.status(other.receipt).state == "waiting"
    assert services.answer_waiting() == 0


MAYOR = "Chủ tịch xã Sông Lam sắp cấm xe đạp trong chợ phải không?"


@pytest.fixture
def astray(waiting):
    """The question about SIM cards twice, in a group that asks about something else."""
    again = services.ask(text=f"{waiting.question.text} ", language="vi", door="web")
    other = services.ask(text=MAYOR, language="vi", door="web")
    group = Question.objects.get(pk=other.question.pk).group
    Question.objects.filter(pk__in=[waiting.question.pk, again.question.pk]).update(group=group)
    Group.objects.filter(pk=group.pk).update(count=3)
    Group.objects.exclude(pk=group.pk).delete()
    return waiting, again, other


@pytest.mark.parametrize("status", ["open", "in-progress"])
def test_a_wording_is_answered_though_its_group_asks_about_something_else(astray, publisher, status):
    *those, other = astray
    Group.objects.update(status=status, fact_check_code="abc123" if status == "in-progress" else "")
    publisher.publish(sim())
    answers.follow()
    assert services.answer_waiting() == 1
    for asked in those:
        found = selectors.status(asked.receipt)
        assert (found.state, found.matches[0].code) == ("answered", "s1mk0a")
    assert selectors.status(other.receipt).state == ("waiting" if status == "open" else "in-progress")
    rest = Group.objects.get(status=status)
    assert (rest.label, rest.count) == (MAYOR, 1)
    assert Group.objects.get(status="answered").count == 2


def test_what_a_wording_was_answered_by_is_taken_back_when_it_is_withdrawn(astray, publisher):
    publisher.publish(sim())
    answers.follow()
    services.answer_waiting()
    publisher.withdraw(sim())
    answers.follow()
    services.answer_waiting()
    assert selectors.status(astray[0].receipt).state == "withdrawn"


def test_a_wording_whose_asker_refused_the_check_is_left_to_the_desk(astray, publisher):
    offered = [{"kind": "fact-check", "code": "s1mk0a", "language": "vi", "score": 0.5}]
    Question.objects.filter(pk=astray[0].question.pk).update(outcome="suggest", reply="not-this", matches=offered)
    publisher.publish(sim())
    answers.follow()
    assert services.answer_waiting() == 0
    assert Group.objects.get().count == 3


def test_no_more_wordings_are_looked_up_than_the_bound_and_the_likeliest_first(astray, publisher, monkeypatch):
    group = Group.objects.get()
    for number in range(5):
        asked = services.ask(text=f"{MAYOR} Còn xe ba bánh số {number} thì sao?", language="vi", door="web")
        Question.objects.filter(pk=asked.question.pk).update(group=group)
    Group.objects.exclude(pk=group.pk).delete()
    monkeypatch.setattr(jobs, "_WORDINGS", 1)
    looked_up = []
    real = jobs.answer
    monkeypatch.setattr(jobs, "answer", lambda text, **options: looked_up.append(text) or real(text, **options))
    publisher.publish(sim())
    answers.follow()
    assert services.answer_waiting() == 1
    typical, *others = looked_up
    assert typical != astray[0].question.text
    assert others == [astray[0].question.text]
    looked_up.clear()
    services.answer_waiting()
    assert not looked_up, "nothing new"


def test_a_check_that_was_begun_for_a_group_answers_it_when_it_is_published(waiting, publisher, lan):
    services.mark_started(group=Group.objects.get(), code="k7m2xq", by=lan)
    publisher.publish(lemon())
    answers.follow()
    assert services.answer_waiting() == 1
    assert selectors.status(waiting.receipt).matches[0].code == "k7m2xq"


def test_a_check_about_something_else_answers_nobody(waiting, publisher):
    publisher.publish(lemon())
    answers.follow()
    assert services.answer_waiting() == 0
    assert selectors.status(waiting.receipt).state == "waiting"


def test_nothing_new_costs_two_queries(waiting, django_assert_max_num_queries):
    services.answer_waiting()
    with django_assert_max_num_queries(2):
        services.answer_waiting()


@pytest.fixture
def imported(waiting):
    """A question that waits, another one, and a review of exactly what the first asks, imported meanwhile."""
    other = services.ask(text=MAYOR, language="vi", door="web")
    review(claim="SIM điện thoại bị khóa sau hai giờ nếu không bấm phím 1.", title="", language="vi")
    return waiting, other


def looked_up(reviewed: services.WaitingForReviews, times: int = 3) -> int:
    return sum(reviewed.look_up() for _ in range(times))


def test_a_review_that_was_imported_answers_who_waits(imported):
    waiting, other = imported
    reviewed = services.WaitingForReviews()
    assert looked_up(reviewed) == 0, "not before the index has it"
    answers.follow()
    assert looked_up(reviewed) == 1
    status = selectors.status(waiting.receipt)
    assert (status.state, status.matches[0].kind) == ("answered", "external-review")
    assert selectors.status(other.receipt).state == "waiting"
    assert [group.label for group in Group.objects.all()] == [MAYOR]


@pytest.mark.parametrize("change", [{"group__status": "in-progress"}, {"reply": "not-this"}])
def test_what_somebody_has_in_hand_is_left_to_them(imported, change):
    waiting, _ = imported
    if "reply" in change:
        Question.objects.filter(pk=waiting.question.pk).update(**change)
    else:
        Group.objects.update(status="in-progress", fact_check_code="abc123")
    answers.follow()
    assert looked_up(services.WaitingForReviews()) == 0
    assert selectors.status(waiting.receipt).state != "answered"


def test_all_who_wait_are_looked_up_a_few_at_a_time_and_then_nobody(imported, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(reviewed_module, "_AT_ONCE", 1)
    answers.follow()
    reviewed = services.WaitingForReviews()
    assert [reviewed.look_up() for _ in range(3)].count(1) == 1
    with django_assert_num_queries(1):
        assert reviewed.look_up() == 0


@pytest.mark.parametrize("fault", ["an error", "no index"])
def test_a_question_that_could_not_be_looked_up_is_not_forgotten(imported, monkeypatch, fault):
    answers.follow()
    reviewed = services.WaitingForReviews()
    with monkeypatch.context() as patched:

        def broken(text, **_):
            if fault == "an error":
                raise OperationalError("database is locked")
            return Answer(outcome="none", language="und", took_ms=0.0, available=False)

        patched.setattr(reviewed_module, "answer", broken)
        for _ in range(2):
            with pytest.raises(OperationalError) if fault == "an error" else nullcontext():
                assert reviewed.look_up() == 0
    assert looked_up(reviewed) == 1
    assert selectors.status(imported[0].receipt).state == "answered"


def test_pending_questions_are_looked_up_when_the_index_is_back(publisher, no_index, settings, tmp_path):
    asked = services.ask(text="nước chanh nóng chữa khỏi ung thư?", language="vi", door="web")
    assert services.match_pending() == 0
    status = selectors.status(asked.receipt)
    assert (status.state, status.looked_up) == ("waiting", False)
    publisher.publish(lemon())
    answers.reindex()
    assert services.match_pending() == 1
    status = selectors.status(asked.receipt)
    assert (status.state, status.looked_up, status.matches[0].code) == ("answered", True, "k7m2xq")
