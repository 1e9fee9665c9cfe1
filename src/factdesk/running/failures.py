"""What a command says when it cannot go on: a sentence with what to do, and no traceback."""

from __future__ import annotations

import logging

from factdesk.running.terminal import N_, said

logger = logging.getLogger(__name__)

#: PostgreSQL's codes for a table and a column that are not there, and how SQLite begins to say so.
_NO_TABLE = ("42P01", "42703")
_NO_TABLE_IN_WORDS = ("no such table", "no such column")


def sentence(error: Exception) -> str | None:
    """Why the command ends, and what to do about it, in the terminal's language.

    None for what is a mistake of the program: its traceback is for whoever mends it. The others' is there where
    FACTDESK_LOG_LEVEL is DEBUG.
    """
    from django.db import Error as DatabaseTrouble

    from factdesk.answers.errors import IndexUnavailable
    from factdesk.matching import MatchingError

    logger.debug("this ended the command", exc_info=error)
    if isinstance(error, DatabaseTrouble):
        return _of_database(error)
    if isinstance(error, IndexUnavailable) and error.state == "busy":
        return said(N_("another process is writing to the search index. Try again when it is done."))
    if isinstance(error, IndexUnavailable | MatchingError):
        unusable = N_(
            "the text encoder or the search index cannot be used: %(reason)s `factdesk prepare --no-sample` makes both"
            " ready."
        )
        return said(unusable) % {"reason": _first_line(error)}
    if isinstance(error, UnicodeEncodeError):
        return said(N_("an argument is not text in UTF-8. Type it anew."))
    if isinstance(error, OSError):
        trouble = N_(
            "%(what)s: %(reason)s. See that there is room on the disk and that this user may write below FACTDESK_HOME."
        )
        what = error.filename if isinstance(error.filename, str) else type(error).__name__
        return said(trouble) % {"what": what, "reason": error.strerror or error}
    return None


def _of_database(error: Exception) -> str:
    words = _first_line(error)
    if getattr(error.__cause__, "sqlstate", None) in _NO_TABLE or words.startswith(_NO_TABLE_IN_WORDS):
        return said(N_("the database lacks tables. `factdesk prepare --no-sample` makes the tables of this version."))
    unusable = N_("the database cannot be used: %(error)s. Check DATABASE_URL and free space.")
    return said(unusable) % {"error": words.rstrip(".")}


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
