"""What every request for a public page passes through: no CSRF token, and words where the method makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """`view` as the public meets it. See docs/decisions/050 for why there is no token."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = render(request, "portal/405.html", {"alternates": {}}, status=405)
        refusal.headers["Allow"] = response.headers["Allow"]
        return refusal

    # Without this Django would ask a PUT for its token first and answer 403 where the method is what is wrong.
    enter.csrf_exempt = True  # type: ignore[attr-defined]
    return enter
