"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from factdesk.portal.addresses import absolute


def site(request: HttpRequest) -> dict[str, object]:
    """The desk's name and public address, and this page's path in either language.

    A page whose address differs by more than the prefix (a check has a slug a language) gives its own `alternates`.
    """
    path = request.path_info
    bare = path[3:] or "/" if path == "/en" or path.startswith("/en/") else path
    return {
        "desk_name": settings.WAGTAIL_SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "canonical": absolute(path),
        "alternates": {"vi": bare, "en": "/en" + bare},
    }
