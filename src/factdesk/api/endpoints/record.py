"""The public record: its entries by number, and what each published by its SHA-256."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view

from factdesk.api import conditional
from factdesk.api.errors import NoSuchVersion
from factdesk.api.guards import takes_only
from factdesk.api.schemas.record import RecordPage, RecordQuery
from factdesk.record import selectors

router = Router(tags=["record"])

_SHA256 = re.compile(r"[0-9a-f]{64}")


@router.get("", response=RecordPage, summary="Entries of the public record, in order")
@decorate_view(takes_only(RecordQuery))
def entries(request: HttpRequest, response: HttpResponse, query: Query[RecordQuery]) -> RecordPage:
    """Call again with `after` set to `next`; no entries means that you have them all. One query of the database."""
    response.headers["Cache-Control"] = conditional.REVALIDATE
    found = selectors.entries(after=query.after, limit=query.limit)
    return RecordPage(entries=[json.loads(entry.line) for entry in found], next=found[-1].seq if found else query.after)


@router.get("/versions/{sha256}", summary="What an entry published: canonical JSON (RFC 8785), byte for byte")
def version(request: HttpRequest, response: HttpResponse, sha256: str) -> Any:
    """The SHA-256 of the bytes is the name that they are asked by. One query of the database."""
    found = selectors.version(sha256) if _SHA256.fullmatch(sha256) else None
    if found is None:
        raise NoSuchVersion
    stored = HttpResponse(found.content.encode(), content_type="application/json")
    return conditional.known_by(request, stored, etag=sha256, cache=conditional.FOREVER) or stored
