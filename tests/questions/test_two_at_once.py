"""An asker replies while the desk or the worker deals with the group: they take turns and never wait for each other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from factdesk.answers import phrasings
from factdesk.answers.models import Phrasing
from factdesk.answers.results import MatchRef
from factdesk.offices.models import Membership, Person
from factdesk.questions import grouping, receipts, services
from factdesk.questions.likeness import Meaning
from factdesk.questions.models import Group, Label, Question
from factdesk.questions.services import jobs, labels
from tests.checks.test_two_at_once import at_once
from tests.record.builders import an_office

pytestmark = pytest.mark.django_db(transaction=True)
#: SQLite has one lock for all, so nobody can hold one and wait for another.
postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the order of locks is PostgreSQL's matter")

OFFERED = MatchRef("fact-check", "k7m2xq", "vi", 0.9)
TOLL, MARKET = "Cầu thu phí?", "Chợ dời đi đâu?"


@pytest.fixture
def lan(db):
    person = Person.objects.create(username="lan")
    Membership.objects.create(person=person, office=an_office(), role="researcher")
    return person


def waiting(*texts: str, **fields: Any) -> tuple[Group, list[str]]:
    """A group of questions that were offered a check, and their receipts."""
    now = timezone.now()
    group = Group.objects.create(
        label=texts[0], language="vi", count=len(texts), first_asked_at=now, last_asked_at=now, **fields
    )
    return group, [asked(text, group) for text in texts]


def asked(text: str, group: Group) -> str:
    receipt = receipts.random_receipt()
    Question.objects.create(
        asked_at=timezone.now(), door="web", text=text, language="vi", interface_language="vi",
        receipt_mac=receipts.mac(receipt), outcome="suggest", matches=[asdict(OFFERED)], group=group,
    )  # fmt: skip
    return receipt


def of(receipt: str) -> Question:
    return Question.objects.get(receipt_mac=receipts.mac(receipt))


def begun(act: Callable[[], Any]) -> Callable[[], None]:
    """Begin `act` on a connection of its own, and come back when it waits for this one, or is over.

    Returns what to call once this one has let go: it waits for the end of `act`, which must be a good one.
    """
    backend: list[int] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    def ended() -> None:
        thread.join(timeout=60)
        assert not thread.is_alive()
        assert failed == []

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 30
    while thread.is_alive() and not (backend and _waits(backend[0])):
        assert time.monotonic() < deadline, "it neither waits nor ends"
        time.sleep(0.01)
    return ended


def _waits(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [backend])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("reply", ["this-one", "not-this", "undone"])
@postgresql
def test_a_reply_waits_for_the_desk_and_the_desk_not_for_the_reply(lan, reply):
    group, (toll, market) = waiting(TOLL, MARKET)
    if reply == "undone":
        services.reply_not_this(market)
    act = {
        "this-one": lambda: services.reply_this_one(market, OFFERED.key),
        "not-this": lambda: services.reply_not_this(market),
        "undone": lambda: services.undo_not_this(market),
    }[reply]
    with transaction.atomic():
        services.lock_open(group=group, by=lan)
        ended = begun(act)
        # The reply that waits for the group must not hold the question meanwhile: this takes it out into another.
        apart = services.split_off(question=of(market), by=lan)
    ended()
    assert of(toll).group == group
    assert of(market).reply == ("" if reply == "undone" else reply)
    # It went on with the group in which the question is now.
    assert of(market).group == (None if reply == "this-one" else apart)
    counted = {row.pk: (row.count, row.suggested) for row in Group.objects.all()}
    expected = {"this-one": {}, "not-this": {apart.pk: (1, 0)}, "undone": {apart.pk: (1, 1)}}[reply]
    assert counted == {group.pk: (1, 1), **expected}


@postgresql
def test_a_reply_waits_for_the_withdrawal_and_the_withdrawal_not_for_the_reply(monkeypatch):
    """The worker takes what a withdrawn check answered back to the queue; its groups first, then their questions."""
    group, (toll, _) = waiting(TOLL, MARKET, status=Group.Status.ANSWERED, fact_check_code=OFFERED.code)
    monkeypatch.setattr(jobs, "_suggested", lambda code: [])
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        ended = begun(lambda: jobs._take_back({OFFERED.code}))
        # Whoever has the group gets the question too.
        assert Question.objects.select_for_update(nowait=True).get(pk=of(toll).pk).group == group
    ended()
    group.refresh_from_db()
    assert (group.status, of(toll).withdrawn_code) == ("open", OFFERED.code)


@postgresql
def test_a_group_that_was_reopened_meanwhile_is_not_taken_back(lan, monkeypatch):
    monkeypatch.setattr(jobs, "_suggested", lambda code: [])
    group, (toll, _) = waiting(TOLL, MARKET, status=Group.Status.ANSWERED, fact_check_code=OFFERED.code)
    with transaction.atomic():
        services.reopen_group(group=group, by=lan)
        ended = begun(lambda: jobs._take_back({OFFERED.code}))
    ended()
    assert (Group.objects.get().handled_by, of(toll).withdrawn_code) == (lan, "")


@postgresql
def test_two_who_take_the_same_reply_back_take_two_labels_back():
    """Nothing leads from a label to its question: both would take the newest, and one label would stay for ever."""
    receipts_ = [*waiting(TOLL)[1], *waiting(TOLL)[1]]
    for receipt in receipts_:
        services.reply_not_this(receipt)
    assert Label.objects.count() == 2
    with transaction.atomic():
        services.undo_not_this(receipts_[0])
        ended = begun(lambda: services.undo_not_this(receipts_[1]))
    ended()
    assert not Label.objects.exists()


@postgresql
def test_bringing_lone_groups_together_waits_for_the_desk_and_takes_no_settled_group_away(lan, monkeypatch):
    group, (toll,) = waiting(TOLL)
    monkeypatch.setattr(grouping.engine, "encoder", lambda: None)
    monkeypatch.setattr(grouping, "meaning", lambda text, language: Meaning())
    with transaction.atomic():
        services.lock_open(group=group, by=lan)
        ended = begun(grouping.regroup)
        assert Question.objects.select_for_update(nowait=True).get(pk=of(toll).pk).group == group
        services.close_group(group=group, reason="opinion", by=lan)
    ended()
    assert (Group.objects.get().status, of(toll).group) == ("closed", group)


def test_a_reply_and_the_desk_at_once(lan):
    for _ in range(3):
        group, (toll, market) = waiting(TOLL, MARKET)
        ended = at_once(
            lambda receipt=market: services.reply_this_one(receipt, OFFERED.key),
            lambda group=group: services.close_group(group=group, reason="opinion", by=lan),
            lambda receipt=toll: services.reply_not_this(receipt),
        )
        assert ended == [None] * 3
        assert [of(receipt).reply for receipt in (toll, market)] == ["not-this", "this-one"]
        assert of(toll).group == group


@postgresql
def test_two_who_attach_to_one_check_lose_no_phrasing(lan):
    """Whoever comes second reads the labels that the first has stored, and gives the change the next number."""
    texts = ("Cầu Bến Đông thu phí xe máy từ tháng sau phải không?", "Chợ Đầm Sen dời sang bên kia sông thật không?")
    groups = [waiting(text, status=Group.Status.IN_PROGRESS, fact_check_code="k7m2xq")[0] for text in texts]
    for group in groups:
        Group.objects.filter(pk=group.pk).update(attached_at=timezone.now())

    def answer(group: Group) -> None:
        with transaction.atomic():
            row = Group.objects.select_for_update().get(pk=group.pk)
            with labels.kept(row.questions.all()):
                row.status = Group.Status.ANSWERED
                row.save()

    with transaction.atomic():
        answer(groups[0])
        ended = begun(lambda: answer(groups[1]))
    ended()
    assert set(Phrasing.objects.values_list("text", "place")) == {(texts[0], 1), (texts[1], 2)}
    assert phrasings.head() == 1
