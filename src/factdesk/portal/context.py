"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The public address, and this page's path in either language."""
    path = request.path_info
    bare = path[3:] or "/" if path == "/en" or path.startswith("/en/") else path
    return {"site_address": settings.SITE_ADDRESS, "path_vi": bare, "path_en": "/en" + bare}
