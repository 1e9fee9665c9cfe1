"""Two people press at the same moment, on a real database: one after the other, nothing twice, nothing lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from factdesk.checks import services
from factdesk.checks.errors import ReviewOver
from factdesk.checks.models import FactCheckPage
from factdesk.record import selectors
from factdesk.record.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Exception | None]:
    """Do all of `acts` at the same moment, each on a connection of its own, and say how each one ended."""
    ready = threading.Barrier(len(acts))
    ended: list[Exception | None] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait(timeout=30)
            act()
        except Exception as error:
            ended[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return ended


def deciding(desk, page, name, decision="approve") -> Callable[[], None]:
    """Somebody's press on "Approve and publish", or on "Request changes", with the page as they read it."""
    person = desk.person(name)
    state = FactCheckPage.objects.get(pk=page.pk).current_workflow_task_state

    def act() -> None:
        state.task.specific.on_action(state, person, decision)

    return act


def submitted(desk, page, by="lan"):
    services.submit(FactCheckPage.objects.get(pk=page.pk), desk.person(by))
    return page


def numbers() -> list[int]:
    return list(Entry.objects.order_by("seq").values_list("seq", flat=True))


@pytest.mark.parametrize("names", [("minh", "thu"), ("minh", "minh")])
def test_the_same_revision_approved_twice_is_one_entry(desk, names):
    page = submitted(desk, desk.draft())
    ended = at_once(*(deciding(desk, page, name) for name in names))
    assert numbers() == [0]
    assert None in ended
    # Whoever came second is told so in words.
    assert all(error is None or isinstance(error, ReviewOver) for error in ended)
    page = FactCheckPage.objects.get(pk=page.pk)
    assert page.live
    assert not page.workflow_in_progress


def test_different_checks_approved_at_once_are_numbered_without_a_gap(desk):
    pages = [submitted(desk, desk.draft(title=f"Bài {number}")) for number in range(4)]
    ended = at_once(*(deciding(desk, page, name) for page, name in zip(pages, ["minh", "thu"] * 2, strict=True)))
    assert ended == [None] * 4
    assert numbers() == [0, 1, 2, 3]
    assert {entry.code for entry in Entry.objects.all()} == {page.code for page in pages}
    times = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_a_text_and_its_translation_approved_at_once_are_both_in_the_newest_version(desk):
    page = desk.published()
    translation = desk.translated(page)
    desk.publish(translation)
    desk.edit(page, by="lan", verdict="Sai hoàn toàn. Đó chỉ là nước uống.")
    desk.edit(translation, by="hoa", verdict="Entirely false. It is a drink.")
    submitted(desk, page)
    submitted(desk, translation, by="hoa")
    ended = at_once(deciding(desk, page, "minh"), deciding(desk, translation, "thu"))
    assert ended == [None, None]
    assert numbers() == [0, 1, 2, 3]
    texts = json.loads(selectors.current_version(page.code).content)["texts"]
    assert texts["vi"]["verdict"] == "Sai hoàn toàn. Đó chỉ là nước uống."
    assert texts["en"]["verdict"] == "Entirely false. It is a drink."


def test_withdrawing_while_an_update_is_approved_ends_withdrawn(desk):
    page = desk.published()
    desk.edit(page, by="lan", verdict="Sai hoàn toàn.")
    submitted(desk, page)
    lead = desk.person("thu")

    def withdraw() -> None:
        check = FactCheckPage.objects.get(pk=page.pk)
        services.withdraw(check=check, by=lead, reason={"vi": "Sai nguồn.", "en": "Wrong source."})

    approved, withdrawn = at_once(deciding(desk, page, "minh"), withdraw)
    assert withdrawn is None
    assert approved is None or isinstance(approved, ReviewOver)
    assert numbers() == list(range(2 if approved else 3))
    assert selectors.published_check(code=page.code, language="vi").withdrawn
    assert not FactCheckPage.objects.get(pk=page.pk).live


def test_approving_and_requesting_changes_at_once_is_one_decision(desk):
    page = submitted(desk, desk.draft())
    approved, rejected = at_once(deciding(desk, page, "minh"), deciding(desk, page, "thu", "reject"))
    assert sorted([approved is None, rejected is None]) == [False, True]
    assert isinstance(approved or rejected, ReviewOver)
    page = FactCheckPage.objects.get(pk=page.pk)
    assert page.live is (approved is None)
    assert numbers() == ([0] if page.live else [])
    assert page.workflow_states.get().status == ("approved" if page.live else "needs_changes")
