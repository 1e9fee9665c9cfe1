"""The desk attaches, closes, begins and splits; every receipt tells it."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from factdesk.answers import services as answers
from factdesk.offices.models import Membership, Person
from factdesk.questions import selectors, services
from factdesk.questions.errors import (
    AlreadySettled,
    CheckWithdrawn,
    NoRole,
    NoSuchCheck,
    NoSuchReason,
    NothingToSplit,
)
from factdesk.questions.models import Group, Question
from factdesk.questions.reasons import Reason
from tests.answers.builders import lemon
from tests.questions.builders import NEW, queued

TOLL = "Nghe nói tháng sau cầu Bến Đông thu phí xe máy, đúng không ạ?"


@pytest.fixture
def asked(desk):
    return queued()


def test_attaching_a_check_answers_every_receipt(asked, lan):
    other = queued(language="en")
    services.attach_group(group=Group.objects.get(), code="K7M2XQ ", by=lan)
    for receipt, language in ((asked.receipt, "vi"), (other.receipt, "en")):
        status = selectors.status(receipt, language=language)
        assert (status.state, status.matches[0].code, status.matches[0].language) == ("answered", "k7m2xq", language)
    assert Group.objects.get().handled_by == lan


@pytest.mark.parametrize("code", ["", "zzzzzz", "not a code", "k7m2xq\x00"])
def test_only_a_published_check_can_be_attached(asked, lan, code):
    with pytest.raises(NoSuchCheck):
        services.attach_group(group=Group.objects.get(), code=code, by=lan)
    assert Group.objects.get().status == "open"


def test_a_withdrawn_check_cannot_be_attached(asked, lan, desk):
    desk.withdraw(lemon())
    with pytest.raises(CheckWithdrawn):
        services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)


@pytest.mark.parametrize("reason", Reason.values)
def test_closing_shows_the_reason(asked, lan, reason):
    services.close_group(group=Group.objects.get(), reason=reason, words=" Đây là ý kiến. ", by=lan)
    with override("en"):
        status = selectors.status(asked.receipt)
        assert status.reason == Reason(reason).label
    assert (status.state, status.reason_words, status.matches) == ("closed", "Đây là ý kiến.", ())


def test_closing_needs_a_reason(asked, lan):
    with pytest.raises(NoSuchReason):
        services.close_group(group=Group.objects.get(), reason="because", by=lan)


@pytest.mark.parametrize(
    "wrong", [{"status": "closed"}, {"status": "closed", "reason": "because"}, {"status": "answered"}, {"status": "x"}]
)
def test_the_database_holds_it_too(asked, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.update(**wrong)


def test_beginning_shows_that_it_is_being_checked(asked, lan):
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    assert selectors.status(asked.receipt).state == "in-progress"


def test_a_settled_group_must_be_opened_again_first(asked, lan):
    group = Group.objects.get()
    services.close_group(group=group, reason="satire", by=lan)
    for act in (
        lambda: services.attach_group(group=group, code="k7m2xq", by=lan),
        lambda: services.close_group(group=group, reason="opinion", by=lan),
        lambda: services.mark_started(group=group, code="abc123", by=lan),
        lambda: services.split_off(question=Question.objects.get(), by=lan),
    ):
        with pytest.raises(AlreadySettled) as refused:
            act()
        assert "lan" in str(refused.value)
    services.reopen_group(group=group, by=lan)
    assert selectors.status(asked.receipt).state == "waiting"
    services.attach_group(group=group, code="k7m2xq", by=lan)


def test_somebody_without_a_role_settles_nothing(asked):
    stranger = Person.objects.create(username="stranger")
    group = Group.objects.get()
    for act in (
        lambda: services.attach_group(group=group, code="k7m2xq", by=stranger),
        lambda: services.close_group(group=group, reason="satire", by=stranger),
        lambda: services.mark_started(group=group, code="abc123", by=stranger),
        lambda: services.reopen_group(group=group, by=stranger),
    ):
        with pytest.raises(NoRole):
            act()
    assert Group.objects.get().status == "open"


@pytest.mark.parametrize(
    "act",
    [
        lambda group, by: services.attach_group(group=group, code="k7m2xq", by=by),
        lambda group, by: services.close_group(group=group, reason="satire", words=" Báo hài. ", by=by),
        lambda group, by: services.mark_started(group=group, code="abc123", by=by),
        lambda group, by: services.reopen_group(group=group, by=by),
    ],
)
def test_the_same_step_twice_has_one_effect(asked, lan, act):
    act(Group.objects.get(), lan)
    before = Group.objects.values().get()
    act(Group.objects.get(), lan)
    assert Group.objects.values().get() == before


def test_whoever_comes_second_is_told_who_came_first(asked, lan):
    seen = Group.objects.get()
    other = Person.objects.create(username="binh", first_name="Bình")
    Membership.objects.create(person=other, office=lan.memberships.get().office, role="editor")
    services.close_group(group=seen, reason="satire", by=lan)
    with pytest.raises(AlreadySettled) as refused, override("en"):
        services.close_group(group=seen, reason="satire", by=other)
    with override("en"):
        assert "closed already" in str(refused.value)
        assert "by lan" in str(refused.value)
    assert Group.objects.get().handled_by == lan


def test_a_second_check_is_not_begun_while_one_is_being_written(asked, lan):
    services.mark_started(group=Group.objects.get(), code="abc123", by=lan)
    with pytest.raises(AlreadySettled):
        services.mark_started(group=Group.objects.get(), code="def456", by=lan)
    assert Group.objects.get().fact_check_code == "abc123"


def test_the_administrator_of_the_machine_settles_nothing(asked, lan):
    Membership.objects.update(role="administrator")
    with pytest.raises(NoRole):
        services.close_group(group=Group.objects.get(), reason="satire", by=lan)


def test_a_group_that_is_gone_meanwhile_is_told(desk, lan):
    asked = services.ask(text="nước chanh nóng chữa khỏi ung thư?", language="vi", door="web")
    services.reply_not_this(asked.receipt)
    seen = Group.objects.get()
    services.undo_not_this(asked.receipt)
    with pytest.raises(AlreadySettled):
        services.close_group(group=seen, reason="satire", by=lan)


def test_questions_that_ask_something_else_are_split_off_with_their_equals(asked, lan):
    for text in (TOLL, TOLL, "Cầu Bến Đông thu phí xe máy hay không?"):
        queued(text)
    group = Group.objects.get()
    assert group.count == 4
    alone = services.split_off(question=Question.objects.filter(text=TOLL).first(), by=lan)
    assert (alone.count, alone.label, Group.objects.get(pk=group.pk).count) == (2, TOLL, 2)
    assert not Group.objects.get(pk=group.pk).questions.filter(text=TOLL).exists()
    with pytest.raises(NothingToSplit):
        services.split_off(question=Question.objects.filter(text=TOLL).first(), by=lan)


def test_each_wording_is_shown_once_and_how_often_it_was_asked(asked, django_assert_num_queries):
    for text in (TOLL, TOLL, NEW, TOLL):
        queued(text)
    group = Group.objects.get()
    with django_assert_num_queries(2):
        found = selectors.wordings_of(group, 10)
    assert [(wording.question.text, wording.times) for wording in found] == [(TOLL, 3), (NEW, 2)]
    assert len(selectors.wordings_of(group, 1)) == 1


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("cầu bến đông", True),
        ("CAU BEN DONG", True),
        ("thu phi cau", True),
        ("cầ", True),
        ("tháng sau phí", True),
        ("cầu Lam Giang", False),
        ("%", False),
        ("_", False),
        ("\x00", True),
        ("' OR 1=1", False),
    ],
)
def test_texts_are_searched_with_or_without_diacritics(asked, searched, found):
    queued(TOLL)
    assert selectors.waiting_groups(text=searched).exists() == found


def test_languages_are_those_in_which_people_asked(asked):
    queued("តើវាពិតទេថាទឹកក្រូចឆ្មារព្យាបាលជំងឺមហារីក")
    assert selectors.languages_asked() == ["km", "vi"]


@pytest.mark.parametrize(
    ("asked_at", "today"),
    [
        ("2026-11-23T16:59:00Z", 0),
        ("2026-11-23T17:00:00Z", 1),
        ("2026-11-24T16:59:00Z", 1),
    ],
)
@pytest.mark.parametrize("elsewhere", ["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Auckland"])
def test_today_begins_at_midnight_where_the_desk_is(desk, monkeypatch, asked_at, today, elsewhere):
    queued(asked_at=datetime.datetime.fromisoformat(asked_at))
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime.fromisoformat("2026-11-24T16:59:59Z"))
    with timezone.override(elsewhere):
        assert selectors.todays_counts()["asked"] == today
        assert selectors.waiting_groups(age="today").count() == today


def test_a_withdrawn_check_tells_why(asked, lan, desk):
    services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)
    desk.withdraw(lemon())
    status = selectors.status(asked.receipt, language="en")
    assert (status.state, status.matches) == ("withdrawn", ())
    assert (status.withdrawn.code, status.withdrawn.reason) == ("k7m2xq", "The source was retracted.")
    assert status.withdrawn.url.endswith("/en/checks/k7m2xq/lemon-water/")


def test_an_answer_that_was_withdrawn_since_tells_it(desk):
    asked = services.ask(text="nước chanh nóng chữa khỏi ung thư?", language="vi", door="web")
    assert selectors.status(asked.receipt).state == "answered"
    desk.withdraw(lemon())
    assert selectors.status(asked.receipt).state == "withdrawn"


def test_how_many_asked_is_told_from_five_on(desk):
    receipts = [queued().receipt for _ in range(4)]
    assert selectors.status(receipts[0]).others is None
    queued()
    assert selectors.status(receipts[0]).others == 5


def test_status_takes_few_queries(asked, lan, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        selectors.status(asked.receipt)
    services.attach_group(group=Group.objects.get(), code="k7m2xq", by=lan)
    with django_assert_max_num_queries(2):
        selectors.status(asked.receipt)


def test_the_queue_is_filtered_and_ordered(desk, places, django_assert_num_queries):
    old = timezone.now() - datetime.timedelta(days=10)
    for _ in range(3):
        bridge = queued(asked_at=old)
    smell = queued("Where does the smell at night in Lam Giang come from?", "en")
    services.set_place(bridge.receipt, "health", "vinh")
    first, second = bridge.question.group, smell.question.group
    with django_assert_num_queries(1):
        assert list(selectors.waiting_groups()) == [second, first]
    assert list(selectors.waiting_groups(order="largest")) == [first, second]
    assert list(selectors.waiting_groups(sector="health", region="vinh")) == [first]
    assert list(selectors.waiting_groups(language="en")) == [second]
    assert list(selectors.waiting_groups(age="day")) == [second]
    assert list(selectors.waiting_groups(age="month", order="largest")) == [first, second]
    assert list(selectors.waiting_groups(status="closed")) == []
    assert list(selectors.waiting_groups(sector="nothing")) == []
    assert selectors.questions_of(first).count() == 3


def test_todays_counts(publisher, index, django_assert_num_queries):
    services.ask(text=NEW, language="vi", door="web")
    publisher.publish(lemon())
    answers.follow()
    services.ask(text="nước chanh nóng chữa khỏi ung thư?", language="vi", door="web")
    queued(asked_at=timezone.now() - datetime.timedelta(days=3))
    with django_assert_num_queries(2):
        counts = selectors.todays_counts()
    assert counts == {
        "asked": 2, "answered": 1, "suggested": 0, "none": 1, "pending": 0, "waiting": 1, "in_progress": 0,
        "undecided": 0,
    }  # fmt: skip
