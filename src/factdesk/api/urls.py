"""Addresses of the public API. Everything below /api/ is answered here, also what is not there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe

from factdesk.api.door import door
from factdesk.api.errors import UnknownAddress
from factdesk.api.health import health
from factdesk.api.v1 import api


def _unknown(request: HttpRequest) -> HttpResponse:
    raise UnknownAddress


def _behind_door(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """ninja's addresses, each entered through the door."""
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        # Its description answers every method by itself.
        view = require_safe(pattern.callback) if pattern.name == "openapi-json" else pattern.callback
        pattern.callback = door(view)
    return patterns


_patterns, _app, _namespace = api.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", door(health), name="health"),
    path("api/v1/", include((_behind_door(_patterns), _app), namespace=_namespace)),
    re_path(r"^api(?:/|$)", door(_unknown)),
]
