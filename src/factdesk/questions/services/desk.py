"""What the desk does with a group of questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from factdesk.offices.models import Person, Role
from factdesk.offices.selectors import has_role
from factdesk.questions import grouping
from factdesk.questions.errors import AlreadySettled, NoRole, NoSuchCheck, NoSuchReason
from factdesk.questions.grouping import WAITING
from factdesk.questions.models import Group, Question
from factdesk.questions.reasons import Reason
from factdesk.record import selectors as record


def attach_group(*, group: Group, code: str, by: Person) -> Group:
    """Let a published fact-check answer the whole group: every receipt in it shows that check from now on.

    Four queries, one transaction.

    Raises:
        NoRole: `by` has no role at the desk.
        NoSuchCheck: there is no published check with this code, or it has been withdrawn.
        AlreadySettled: the group is answered or closed.
    """
    code = code.strip().lower()
    texts = record.published_by_codes([code])
    if not texts or all(row.withdrawn for row in texts.values()):
        raise NoSuchCheck
    with _waiting(group, by) as row:
        row.status, row.fact_check_code = Group.Status.ANSWERED, code
    return row


def close_group(*, group: Group, reason: str, words: str = "", by: Person) -> Group:
    """Close a group that cannot be checked. The receipts show the reason. Three queries, one transaction.

    Args:
        reason: one of `reasons.Reason`.
        words: the desk's own explanation, shown with it; may be left out.

    Raises:
        NoRole, AlreadySettled
        NoSuchReason: not one of the desk's reasons (H1).
    """
    if reason not in Reason.values:
        raise NoSuchReason
    with _waiting(group, by) as row:
        row.status, row.reason, row.reason_words = Group.Status.CLOSED, reason, words.strip()
    return row


def mark_started(*, group: Group, code: str, by: Person) -> Group:
    """A fact-check has been begun for the group; once it is published under `code`, it answers the group.

    Raises:
        NoRole, AlreadySettled
    """
    with _waiting(group, by) as row:
        row.status, row.fact_check_code = Group.Status.IN_PROGRESS, code.strip().lower()
    return row


def reopen_group(*, group: Group, by: Person) -> Group:
    """Put a group back on the queue: it was answered or closed by mistake, or its check was withdrawn.

    Raises:
        NoRole
    """
    with _locked(group, by) as row:
        row.status, row.fact_check_code, row.reason, row.reason_words = Group.Status.OPEN, "", "", ""
    return row


def split_off(*, question: Question, by: Person) -> Group:
    """Take a question that asks something else out of its group, into a new one of its own. One transaction.

    Raises:
        NoRole, AlreadySettled
    """
    if question.group is None or question.group.count < 2:
        raise AlreadySettled
    means = grouping.meaning(question.text, question.language)
    with _waiting(question.group, by) as row:
        alone = grouping.start(question, means)
        row.count -= 1
        question.group = alone
        question.save(update_fields=["group"])
    return alone


@contextmanager
def _waiting(group: Group, by: Person) -> Iterator[Group]:
    with _locked(group, by) as row:
        if row.status not in WAITING:
            raise AlreadySettled
        yield row


@contextmanager
def _locked(group: Group, by: Person) -> Iterator[Group]:
    """The group as it is now, saved at the end with who dealt with it."""
    if not by.is_superuser and not has_role(person=by, roles=set(Role)):
        raise NoRole
    with transaction.atomic():
        row = Group.objects.select_for_update().get(pk=group.pk)
        yield row
        row.handled_by, row.handled_at = by, timezone.now()
        row.save()
