"""Tables for the tests' databases, made once a run: two hundred migrations take longer than hundreds of tests.

`script/test` makes them (`python -m tests.tables make`) and names them in FACTDESK_TEST_TABLES: an SQLite file, or the
name of a database of the PostgreSQL server that TEST_DATABASE_URL names. Each worker takes a copy and has the
migrations look whether anything is missing. Without that variable, each worker makes its own.

A run drops its database when it ends; what a run left that was killed, the next one on this machine drops.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


def prepared() -> str:
    """Where the tables lie that were made before; empty where none were."""
    return os.environ.get("FACTDESK_TEST_TABLES", "")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> Iterator[bool]:
    """Put a copy of the tables in the place of this worker's database; keep what is there while making it ready."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not prepared():
        yield False
    elif database["ENGINE"].endswith("sqlite3"):
        place = Path(database["TEST"]["NAME"])
        shutil.copyfile(prepared(), place)
        yield True
        for file in place.parent.glob(f"{place.name}*"):
            file.unlink()
    else:
        database["TEST"]["TEMPLATE"] = prepared()
        yield False


def make(name: str) -> None:
    """Make the tables: in the file `name`, or in a database `name` on the server of TEST_DATABASE_URL.

    With the groups, the workflow and the tops of the desk, as after every set-up: a test's desk adds its offices.
    """
    from django.core.management import call_command
    from django.db import connection

    from factdesk.checks import permissions

    if connection.vendor == "postgresql":
        drop_left_behind()
        _on_server(f'CREATE DATABASE "{name}"')
        _on_server(f'COMMENT ON DATABASE "{name}" IS %s', f"{_made_here()}{os.getppid()}")
    connection.settings_dict["NAME"] = name
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    permissions.install()
    connection.close()


def drop(name: str) -> None:
    """Leave nothing on the server of TEST_DATABASE_URL, which may be somebody's own."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}"')


def drop_left_behind() -> None:
    """Drop what runs on this machine left on the server that live no longer; other machines may use it as well."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database")
        made = [(name, made[len(_made_here()) :]) for name, made in cursor if (made or "").startswith(_made_here())]
    for name, process in made:
        if not Path(f"/proc/{process}").exists():
            drop(name)


def _made_here() -> str:
    """How the note on a database of ours begins; the process of the run follows."""
    return f"tables of a run of factdesk's tests on {socket.gethostname()}, process "


def _on_server(statement: str, *values: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
    connection.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.test")
    import django

    django.setup()
    {"make": make, "drop": drop}[sys.argv[1]](sys.argv[2])
