"""An error of storage: what the log may say of it, and what it leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

from django.db import connection


def said_of(error: Exception) -> str:
    """Kind and code of what a database raised, by which its manual explains it: `OperationalError: DiskFull 53100`.

    Its own words may quote a row or a statement, and so what somebody typed (H7).
    """
    cause = error.__cause__
    if cause is None:
        return type(error).__name__
    # SQLite's codes have names, PostgreSQL's are its SQLSTATE; who cannot be reached has none.
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return f"{type(error).__name__}: {type(cause).__name__} {code}".rstrip()


def let_go() -> None:
    """Close this thread's connection after an error of storage, so that the next request opens the database anew.

    SQLite opens a file that cannot be written just now for reading, and such a connection would go on refusing when
    it can be written again. Django keeps a connection for minutes.
    """
    if not connection.in_atomic_block:
        connection.close()


def can_be_written() -> bool:
    """Whether the files of SQLite's database may be written now; a transaction that changes nothing does not tell.

    True for a server's database, which is asked itself. No query.
    """
    if connection.vendor != "sqlite":
        return True
    name = Path(connection.settings_dict["NAME"])
    # Asked of the kernel, which knows better than the mode: of a file system that turned read-only, even for root.
    files = [name, *(name.with_name(f"{name.name}{suffix}") for suffix in ("-wal", "-shm"))]
    return all(os.access(file, os.W_OK) for file in files if file.exists())
