"""What the desk does with a group of questions. The same step taken twice by one person has one effect."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from factdesk.offices.models import Person, Role
from factdesk.offices.selectors import has_role
from factdesk.questions import grouping
from factdesk.questions.errors import (
    AlreadySettled,
    CheckWithdrawn,
    NoRole,
    NoSuchCheck,
    NoSuchReason,
    NothingToSplit,
)
from factdesk.questions.grouping import WAITING
from factdesk.questions.models import Group, Question
from factdesk.questions.reasons import Reason
from factdesk.questions.services import labels
from factdesk.record import selectors as record

#: The administrator runs the machine and does not work on content.
_AT_THE_DESK = set(Role) - {Role.ADMINISTRATOR}


def attach_group(*, group: Group, code: str, by: Person) -> Group:
    """Let a published fact-check answer the whole group: every receipt in it shows that check from now on.

    What was asked is labelled with it, and the best of it becomes phrasings of the check. Some twenty queries,
    whatever its size, in one transaction.

    Raises:
        NoRole: `by` has no role at the desk.
        NoSuchCheck: there is no published check with this code; CheckWithdrawn: not any more.
        AlreadySettled: the group is answered or closed otherwise.
    """
    code = code.strip().lower()
    texts = record.published_by_codes([code]) if "\0" not in code else {}
    if not texts:
        raise NoSuchCheck
    if all(row.withdrawn for row in texts.values()):
        raise CheckWithdrawn
    return _settle(group, by, status=Group.Status.ANSWERED, fact_check_code=code)


def close_group(*, group: Group, reason: str, words: str = "", by: Person) -> Group:
    """Close a group that cannot be checked. The receipts show the reason. Four queries and more
    where something was refused, one transaction.

    Args:
        reason: one of `reasons.Reason`.
        words: the desk's own explanation, shown with it; may be left out.

    Raises:
        NoRole, AlreadySettled
        NoSuchReason: not one of the desk's reasons (H1).
    """
    if reason not in Reason.values:
        raise NoSuchReason
    words = words.replace("\0", "").strip()
    return _settle(group, by, status=Group.Status.CLOSED, reason=reason, reason_words=words)


def mark_started(*, group: Group, code: str, by: Person) -> Group:
    """A fact-check has been begun for the group; once it is published under `code`, it answers the group.

    Raises:
        NoRole
        AlreadySettled: the group does not wait any more, or another check has been begun for it.
    """
    code = code.strip().lower()
    return _settle(group, by, taking=[Group.Status.OPEN], status=Group.Status.IN_PROGRESS, fact_check_code=code)


def lock_open(*, group: Group, by: Person) -> Group:
    """The group as it is now, kept from everybody else until the caller's transaction ends.

    Raises:
        NoRole
        AlreadySettled: nobody can begin with it any more.
    """
    row = _lock(group, by)
    if row.status != Group.Status.OPEN:
        raise _settled(row)
    return row


def reopen_group(*, group: Group, by: Person) -> Group:
    """Put a group back on the queue: it was answered or closed by mistake, or nobody goes on with its check.

    Raises:
        NoRole
    """
    with transaction.atomic():
        row = _lock(group, by)
        if row.status != Group.Status.OPEN:
            with labels.kept(row.questions.all()):
                row.status, row.attached_at = Group.Status.OPEN, None
                row.fact_check_code, row.reason, row.reason_words = "", "", ""
                _keep(row, by)
            grouping.recount(row)
    return row


def split_off(*, question: Question, by: Person) -> Group:
    """Take a question that asks something else, and all in its very words, out into a new group. One transaction.

    Raises:
        NoRole
        AlreadySettled: its group is answered or closed.
        NothingToSplit: nobody else is in its group.
    """
    if question.group is None:
        raise NothingToSplit
    means = grouping.meaning(question.text, question.language)
    with transaction.atomic():
        row = _lock(question.group, by)
        if row.status not in WAITING:
            raise _settled(row)
        same = list(row.questions.select_for_update().filter(text=question.text).order_by("pk"))
        if not same or len(same) == row.count:
            raise NothingToSplit
        alone = grouping.start(same[0], means)
        Question.objects.filter(pk__in=[each.pk for each in same]).update(group=alone)
        for changed in (row, alone):
            _keep(changed, by)
            grouping.recount(changed)
    return alone


def _settle(group: Group, by: Person, *, taking: Iterable[str] = WAITING, **to: str) -> Group:
    """Change the group, if it waits, to what `to` says. Whoever has done just that already is told that it is done."""
    with transaction.atomic():
        row = _lock(group, by)
        if row.handled_by_id == by.pk and all(getattr(row, name) == value for name, value in to.items()):
            return row
        if row.status not in taking:
            raise _settled(row)
        with labels.kept(row.questions.all()):
            for name, value in to.items():
                setattr(row, name, value)
            row.attached_at = timezone.now() if to.get("fact_check_code") else None
            _keep(row, by)
    return row


def _lock(group: Group, by: Person) -> Group:
    if not has_role(person=by, roles=_AT_THE_DESK):
        raise NoRole
    row = Group.objects.select_for_update().filter(pk=group.pk).first()
    if row is None:
        # Everybody who asked has left it meanwhile.
        raise AlreadySettled("gone")
    return row


def _keep(row: Group, by: Person) -> None:
    row.handled_by, row.handled_at = by, timezone.now()
    row.save()


def _settled(row: Group) -> AlreadySettled:
    return AlreadySettled(row.status, str(row.handled_by or ""), row.handled_at)
