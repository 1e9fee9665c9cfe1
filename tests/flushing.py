"""Let tests with real transactions empty the database, which the record's triggers would refuse.

Prefer plain `django_db` tests, whose transaction is rolled back: they need none of this. Tests with
`transaction=True` or `live_server` flush all tables at their end; around that, and only there, the triggers are put
aside. The rows that migrations made are put back, so that the next test finds its roots and its permissions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase
from wagtail.models import Collection, Locale, Page

_KEPT = ("record_entry", "record_version", "checks_approval")

_flush = TransactionTestCase._fixture_teardown


@contextmanager
def without_triggers() -> Iterator[None]:
    """The append-only tables without their triggers, which are back afterwards exactly as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in _KEPT:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            try:
                yield
            finally:
                for table in _KEPT:
                    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        names = ", ".join(f"'{table}'" for table in _KEPT)
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({names})")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        try:
            yield
        finally:
            for _name, sql in triggers:
                cursor.execute(sql)


def _permissions() -> dict[tuple[str, str, str], str]:
    of = Permission.objects.values_list("content_type__app_label", "content_type__model", "codename", "name")
    return {(app, model, codename): name for app, model, codename, name in of}


def _flush_everything(case: Any) -> None:
    permissions = _permissions()
    with without_triggers():
        _flush(case)
    # Those of models are there again by now; Wagtail's migrations made others.
    for app, model, codename in permissions.keys() - _permissions().keys():
        about, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        Permission.objects.create(content_type=about, codename=codename, name=permissions[app, model, codename])
    if not Locale.objects.exists():
        Locale.objects.create(language_code="vi")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


def install() -> None:
    """Take Django's way of emptying the database for this process over; called once, by tests/conftest.py."""
    TransactionTestCase._fixture_teardown = _flush_everything  # type: ignore[method-assign]
