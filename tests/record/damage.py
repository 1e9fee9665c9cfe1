"""Damaging what the record has stored, as whoever owns the database or a failing disk could."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from factdesk.record.models import Entry
from tests.flushing import without_triggers


def damaged(entry: Entry, text: Callable[[str], str]) -> None:
    """Put `text` of what the entry's version says in its place."""
    _store(entry, "%s", text(entry.version.content))


def no_text_any_more(entry: Entry) -> None:
    """Put bytes in its place that are no text in any encoding; PostgreSQL would not store them."""
    _store(entry, "CAST(%s AS TEXT)", b'{"v":1,\xff\xfe')


def _store(entry: Entry, form: str, value: str | bytes) -> None:
    connection.check_constraints()  # PostgreSQL alters no table with checks pending
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_version SET content = {form} WHERE sha256 = %s", [value, entry.version_id])
        connection.check_constraints()
