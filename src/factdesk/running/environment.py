"""What stands in the environment that no command can work with: said before anything is set up."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from urllib.parse import urlsplit

from factdesk.running.terminal import N_, said
from factdesk.settings.thresholds import ThresholdUnusable, thresholds

_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
_MOST_PROCESSES = 64


def refusal() -> str | None:
    """Why no command can work here, and what to write instead; None where all is well."""
    if not _names_a_database(os.environ.get("DATABASE_URL", "")):
        # It is not repeated: it may hold a password.
        return said(
            N_(
                "DATABASE_URL names no database of a kind that factdesk knows. Write postgres://USER:PASSWORD@HOST/NAME,"
                " or leave it out: then the desk keeps SQLite in FACTDESK_HOME."
            )
        )
    module = os.environ.get("DJANGO_SETTINGS_MODULE")
    if module and not _is_there(module):
        words = N_(
            "DJANGO_SETTINGS_MODULE is “%(written)s”, and there is no such module. Take it out of the environment."
        )
        return said(words) % {"written": module}
    level = os.environ.get("FACTDESK_LOG_LEVEL", "WARNING")
    if level not in logging.getLevelNamesMapping():
        words = N_("FACTDESK_LOG_LEVEL is “%(written)s”; write DEBUG, INFO, WARNING or ERROR.")
        return said(words) % {"written": level}
    address = os.environ.get("FACTDESK_ADDRESS")
    if address and not _is_address(address):
        words = N_("FACTDESK_ADDRESS is “%(written)s”; write the whole address, such as https://desk.example.")
        return said(words) % {"written": address}
    workers = os.environ.get("FACTDESK_WORKERS") or "1"
    if not (workers.isdecimal() and 0 < int(workers) <= _MOST_PROCESSES):
        words = N_("FACTDESK_WORKERS is “%(written)s”; give a number between 1 and %(most)s.")
        return said(words) % {"written": workers, "most": _MOST_PROCESSES}
    try:
        thresholds()
    except ThresholdUnusable as unusable:
        return said(unusable.message) % unusable.values
    return None


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _names_a_database(url: str) -> bool:
    if not url:
        return True
    import dj_database_url

    try:
        database = dj_database_url.parse(url)
    except ValueError:
        return False
    named = database.get("NAME") not in ("", ":memory:") or "service" in database.get("OPTIONS", {})
    return database.get("ENGINE") in _ENGINES and named


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
