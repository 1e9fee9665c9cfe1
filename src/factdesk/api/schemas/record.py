"""The public record."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from factdesk.api.schemas.base import Form

#: Numbers of entries are 64-bit in the database.
_LARGEST = 2**63 - 1


class RecordQuery(Form):
    """From which entry on, and how many."""

    after: Annotated[int, Field(ge=-1, le=_LARGEST, description="Number of the last entry that you have.")] = -1
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class RecordPage(Form):
    """Entries in order, each as its public line says it. `next` is the `after` of the next call, also at the end."""

    entries: list[dict[str, Any]]
    next: int
