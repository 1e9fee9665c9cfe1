"""What every request to the API passes through: its language, HEAD, OPTIONS, CORS, and problems for all that fails.

A wrapper around the views and not a middleware, so that nothing else of the desk is ever open to other origins.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_vary_headers

from factdesk.api import problems
from factdesk.api.errors import MethodNotAllowed
from factdesk.api.language import language_of

View = Callable[..., HttpResponse]

#: Response headers that a script of another origin may read.
_EXPOSED = "ETag, Link, Location, Retry-After"
_DAY = "86400"


def door(view: View) -> View:
    """`view` as the public meets it."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        method = request.method
        with translation.override(language):
            try:
                request.method = "GET" if method == "HEAD" else method
                response = view(request, *args, **kwargs)
            except Exception as exception:
                response = problems.answer(request, exception)
            finally:
                # The server takes the body off a HEAD by the method it sees.
                request.method = method
            if isinstance(response, HttpResponseNotAllowed):
                response = _other_method(request, response)
        if response.headers.get("Content-Type") == problems.CONTENT_TYPE:
            response.headers["Content-Language"] = language
            patch_vary_headers(response, ["Accept-Language"])
        # Data is made for readers of both languages, whatever the page around it.
        response.headers.setdefault("Content-Language", "vi, en")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return response

    enter.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is ever asked for, so none can be misused
    return enter


def _other_method(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
    """The answer to OPTIONS, and to a method that the address does not take."""
    methods = {*(part.strip() for part in refusal.headers["Allow"].split(",")), "OPTIONS"}
    if "GET" in methods:
        methods.add("HEAD")
    allow = ", ".join(sorted(methods))
    if request.method != "OPTIONS":
        response = problems.answer(request, MethodNotAllowed())
        response.headers["Allow"] = allow
        return response
    return HttpResponse(
        status=204,
        headers={
            "Allow": allow,
            "Access-Control-Allow-Methods": allow,
            "Access-Control-Allow-Headers": "Content-Type, Accept-Language, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": _DAY,
            "Cache-Control": "no-store",
        },
    )
