"""Two people act on one group at the same moment: one effect, and whoever came second is told in words."""

from __future__ import annotations

import pytest
from django.utils import timezone

from factdesk.checks.models import FactCheckPage
from factdesk.desk import services
from factdesk.questions import services as questions
from factdesk.questions.errors import AlreadySettled, NothingToSplit
from factdesk.questions.models import Group, Question
from tests.checks.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group(desk):
    """Two people asked in different words."""
    now = timezone.now()
    group = Group.objects.create(label="Cầu thu phí?", language="vi", count=2, first_asked_at=now, last_asked_at=now)
    for number, text in enumerate(["Cầu thu phí?", "Chợ dời đi đâu?"]):
        Question.objects.create(
            asked_at=now, door="web", text=text, language="vi", interface_language="vi", receipt_mac=str(number),
            outcome="none", group=group,
        )  # fmt: skip
    return group


def test_two_start_a_check_and_there_is_one(desk, group):
    people = [desk.person("lan"), desk.person("binh")]
    ended = at_once(*(lambda by=by: services.start_check(group=group, office=desk.office, by=by) for by in people))
    assert sorted(type(error) for error in ended if error) == [AlreadySettled]
    page, row = FactCheckPage.objects.get(), Group.objects.get()
    assert (row.status, row.fact_check_code, row.handled_by) == ("in-progress", page.code, page.owner)


def test_one_form_sent_twice_starts_one_check(desk, group):
    by = desk.person("lan")
    assert at_once(*[lambda: services.start_check(group=group, office=desk.office, by=by)] * 3) == [None] * 3
    assert FactCheckPage.objects.count() == 1


def test_one_closes_and_one_attaches(desk, group):
    check, lan, binh = desk.published(), desk.person("lan"), desk.person("binh")
    ended = at_once(
        lambda: questions.close_group(group=group, reason="opinion", by=lan),
        lambda: services.attach(group=group, code=check.code, by=binh),
    )
    assert [type(error) for error in ended if error] == [AlreadySettled]
    row = Group.objects.get()
    assert (row.status, row.handled_by) in [("closed", lan), ("answered", binh)]
    assert (row.reason == "") == (row.status == "answered")


def test_two_take_the_same_question_out(desk, group):
    question, people = Question.objects.last(), [desk.person("lan"), desk.person("binh")]
    ended = at_once(*(lambda by=by: questions.split_off(question=question, by=by) for by in people))
    assert [type(error) for error in ended if error] == [NothingToSplit]
    assert sorted(Group.objects.values_list("count", flat=True)) == [1, 1]
