"""What the log may say of an error of storage."""

from __future__ import annotations


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
