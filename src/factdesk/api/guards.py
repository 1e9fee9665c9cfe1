"""What is asked of a request before its fields are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from factdesk.api import problems
from factdesk.api.errors import ApiRefused, BodyTooLarge, InvalidRequest, LengthMissing, NotJson
from factdesk.api.faults import named

Run = Callable[..., HttpResponse]

#: Bytes of one character at most: an astral one as two escapes of JSON, `\\ud83d\\ude00`.
_BYTES_A_CHARACTER = 12
#: For the other fields and the JSON around them.
_ROOM = 10_000


def largest_body() -> int:
    """Bytes of the longest question that is taken, however it is escaped; never more than Django reads."""
    limit: int = settings.QUESTION_MAX_LENGTH * _BYTES_A_CHARACTER + _ROOM
    return min(limit, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def takes_json(run: Run) -> Run:
    """Refuse a body that is not said to be JSON or is too large, before a byte of it is read."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            _check_body(request)
        except ApiRefused as refusal:
            return problems.answer(request, refusal)
        return run(request, **kwargs)

    return guarded


def takes_only(query: type[BaseModel]) -> Callable[[Run], Run]:
    """Refuse parameters that `query` does not have: a filter spelt wrong must not give the unfiltered list."""

    def decorate(run: Run) -> Run:
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            unknown = sorted(set(request.GET) - set(query.model_fields))
            if unknown:
                findings = [{"loc": ("query", name), "type": "extra_forbidden"} for name in unknown]
                return problems.answer(request, InvalidRequest(*named(findings)))
            return run(request, **kwargs)

        return guarded

    return decorate


def _check_body(request: HttpRequest) -> None:
    if request.content_type != "application/json":
        raise NotJson
    if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise NotJson
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        raise LengthMissing
    if int(length) > largest_body():
        raise BodyTooLarge
