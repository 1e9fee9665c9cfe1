"""A run that was killed leaves its database on somebody's server; the next one drops it, and nobody else's."""

from __future__ import annotations

import os
import subprocess

import pytest
from django.db import connection

from tests import tables

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("databases of a run"),  # all workers are on one server
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="an SQLite file goes with its folder"),
]


def names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'of_test_tables_%%'")
        return {name for (name,) in cursor}


@pytest.fixture
def made():
    """Make a database with a note of who made it; gone afterwards, whatever the test does."""

    def make(name: str, note: str | None) -> None:
        tables._on_server(f'CREATE DATABASE "{name}"')
        if note is not None:
            tables._on_server(f'COMMENT ON DATABASE "{name}" IS %s', note)

    yield make
    for name in names():
        tables.drop(name)


def a_process_that_is_gone() -> int:
    return int(subprocess.run(["sh", "-c", "echo $$"], capture_output=True, check=True).stdout)


def test_what_a_killed_run_left_is_dropped_and_nothing_else(made):
    gone = a_process_that_is_gone()
    made("of_test_tables_killed", f"{tables._made_here()}{gone}")
    made("of_test_tables_living", f"{tables._made_here()}{os.getpid()}")
    made("of_test_tables_elsewhere", f"tables of a run of factdesk's tests on another.example, process {gone}")
    made("of_test_tables_somebodys", "our payroll")
    made("of_test_tables_unsaid", None)
    tables.drop_left_behind()
    assert names() == {f"of_test_tables_{which}" for which in ("living", "elsewhere", "somebodys", "unsaid")}


def test_a_run_notes_who_made_its_database_and_drops_what_was_left(made, monkeypatch):
    made("of_test_tables_killed", f"{tables._made_here()}{a_process_that_is_gone()}")
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", connection.settings_dict["NAME"])
        # Two hundred migrations are not what this is about.
        patch.setattr("django.core.management.call_command", lambda *_, **__: None)
        patch.setattr("factdesk.checks.permissions.install", lambda: None)
        tables.make("of_test_tables_new")
    connection.close()
    assert names() == {"of_test_tables_new"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'of_test_tables_new'"
        )
        assert cursor.fetchone() == (f"{tables._made_here()}{os.getppid()}",)
