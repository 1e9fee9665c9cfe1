"""Answers that need not be sent again: ETag, Last-Modified, 304."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

#: Kept by anybody, asked again each time: a correction is seen at once.
REVALIDATE = "public, max-age=0, must-revalidate"
#: What a hash names never changes.
FOREVER = "public, max-age=31536000, immutable"


def known_by(
    request: HttpRequest,
    response: HttpResponse,
    *,
    etag: str,
    cache: str = REVALIDATE,
    modified: datetime.datetime | None = None,
) -> HttpResponse | None:
    """Mark `response`; return the 304 (or 412) that the request's conditions ask for, None where it is to be sent.

    Args:
        etag: without its quotes; a strong one, so it must change whenever a byte of the answer does.
    """
    quoted = f'"{etag}"'
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = cache
    seconds = int(modified.timestamp()) if modified else None
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    answer = get_conditional_response(request, etag=quoted, last_modified=seconds, response=response)
    return None if answer is response else answer
