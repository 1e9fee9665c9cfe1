"""`/healthz`: whether asks can be taken, and the state of each part."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from factdesk.answers.selectors import index_state
from factdesk.answers.storage import can_be_written, let_go, said_of
from factdesk.answers.worker import worker_state
from factdesk.api.disk import disk_state, stops_questions
from factdesk.api.language import language_of
from factdesk.record.inspection import damaged

logger = logging.getLogger(__name__)

#: Milliseconds that the check waits for another writer; a write takes a few.
_PATIENCE = 1000


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while questions can be stored, even where they wait for an answer (`degraded`); 503 otherwise (`down`)."""
    with translation.override(language_of(request)):
        found = states()
    down = found["status"] == "down"
    return JsonResponse(found, status=503 if down else 200, headers={"Retry-After": "60"} if down else {})


def states() -> dict[str, Any]:
    """`status` as a whole, and each part with its own `state`; what is in words, in the language that is active."""
    disk = disk_state()
    database = _database()
    taken = database["state"] == "ok" and not stops_questions(disk)
    index = _index() if taken else {"state": "unknown"}
    worker = worker_state()
    record = _record()
    if not taken:
        status = "down"
    elif all(part["state"] == "ok" for part in (index, worker, record, disk)):
        status = "ok"
    else:
        status = "degraded"
    return {
        "status": status,
        "database": database,
        "index": index,
        "worker": worker,
        "record": record,
        "disk": disk,
    }


def _database() -> dict[str, str]:
    """Whether a write transaction can begin: asked of the database, at the price of its lock for an instant."""
    if not can_be_written():
        return {"state": "read-only"}
    try:
        with _short_patience(), transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SHOW transaction_read_only")
                if cursor.fetchone()[0] == "on":
                    return {"state": "read-only"}
            else:
                cursor.execute("SELECT 1 FROM record_entry LIMIT 1")
    except DatabaseError as error:
        logger.error("the database takes no write: %s", said_of(error))
        let_go()
        return {"state": "unavailable"}
    return {"state": "ok"}


@contextmanager
def _short_patience() -> Iterator[None]:
    """Wait for SQLite's lock no longer than a probe should; the connection is a thread's own."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout={usual}")


def _record() -> dict[str, Any]:
    """How many versions are known not to be what was published; the log names them. No query."""
    known = damaged()
    return {"state": "damaged" if known else "ok", "damaged": len(known)}


def _index() -> dict[str, Any]:
    """The index's state without its detail, which names files of this machine and is for the log."""
    try:
        state = index_state()
    except DatabaseError:
        return {"state": "unknown"}
    return {name: state[name] for name in ("state", "documents", "cursor", "learned")}
