"""What the tests of H1, H3, H4 and H6 share: a refusal leaves everything as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from factdesk.checks.models import Approval, FactCheckPage
from factdesk.record.models import Entry, PublishedCheck, Version


def state() -> dict[str, Any]:
    """What the public has, what was approved, and what the desk calls live."""
    return {
        "entries": list(Entry.objects.values_list("seq", "line")),
        "versions": sorted(Version.objects.values_list("sha256", flat=True)),
        "published": list(
            PublishedCheck.objects.order_by("key").values_list("key", "seq", "rating", "title", "office")
        ),
        "approvals": list(Approval.objects.values_list("pk", "revision", "person")),
        "live": sorted(FactCheckPage.objects.filter(live=True).values_list("pk", "live_revision_id")),
        "pages": sorted(FactCheckPage.objects.values_list("pk", flat=True)),
    }


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Whatever happens inside, afterwards everything stands as before."""
    before = state()
    yield
    assert state() == before


def insert(table: str, **columns: Any) -> None:
    """One row by SQL, past every model."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    values = [json.dumps(value) if isinstance(value, (list, dict)) else value for value in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def execute(sql: str, *values: Any) -> None:
    """One statement, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
