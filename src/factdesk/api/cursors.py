"""Cursors: where a reader of a list stands. Opaque and signed, so that their form may change with us.

They name the last row by what never changes about it, so rows that come, change or go meanwhile neither hide another
nor show it twice.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.core import signing

from factdesk.api.errors import InvalidCursor

_SALT = "factdesk.api.cursor"


def write(of: str, *place: Any) -> str:
    """A cursor of the list `of` at `place`."""
    return signing.dumps([of, *place], salt=_SALT)


def read(cursor: str, *, of: str) -> list[Any]:
    """The place in the list `of`.

    Raises:
        InvalidCursor: it was not made by this desk, or for another list.
    """
    try:
        name, *place = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvalidCursor from error
    if name != of:
        raise InvalidCursor
    return place


def stamp(moment: datetime.datetime) -> str:
    """A moment as a cursor carries it."""
    return moment.astimezone(datetime.UTC).isoformat()


def moment(stamped: str) -> datetime.datetime:
    """The moment that `stamp` wrote."""
    return datetime.datetime.fromisoformat(stamped)
