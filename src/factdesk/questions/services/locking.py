"""The order in which rows are kept from others: a group before its questions, everywhere.

Two who took them in turn would wait for each other, and PostgreSQL would end one of them. A question without a group
may be taken alone: nobody who holds a group waits for it.
"""

from __future__ import annotations

import contextlib

from django.db import transaction
from django.db.models import QuerySet

from factdesk.questions.models import Group, Question


class _MovedError(Exception):
    """The question went into another group while its former one was waited for."""


def with_its_group(questions: QuerySet[Question]) -> Question | None:
    """The first of `questions`, kept with its group from everybody else until the caller's transaction ends.

    Five queries, of which two are the savepoint: what was kept in vain is let go before another group is taken.
    """
    while (seen := questions.first()) is not None:
        with contextlib.suppress(_MovedError), transaction.atomic():
            group = Group.objects.select_for_update().filter(pk=seen.group_id).first() if seen.group_id else None
            row = questions.select_for_update().filter(pk=seen.pk, group=group).first()
            if row is None:
                raise _MovedError
            row.group = group
            return row
    return None
