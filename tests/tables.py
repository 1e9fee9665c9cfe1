"""Tables for the tests' databases, made once a run: two hundred migrations take longer than hundreds of tests.

`script/test` makes them (`python -m tests.tables make`) and names them in FACTDESK_TEST_TABLES: an SQLite file, or the
name of a database of the PostgreSQL server that TEST_DATABASE_URL names. Each worker takes a copy and has the
migrations look whether anything is missing. Without that variable, each worker makes its own.
"""

from __future__ import annotations

import os
import shutil
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
        _on_server(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    permissions.install()
    connection.close()


def drop(name: str) -> None:
    """Leave nothing on the server of TEST_DATABASE_URL, which may be somebody's own."""
    _on_server(f'DROP DATABASE IF EXISTS "{name}"')


def _on_server(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings.test")
    import django

    django.setup()
    {"make": make, "drop": drop}[sys.argv[1]](sys.argv[2])
