"""What every public answer passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageByAddress:
    """The language of a public page is that of its address alone: `/en/…` is English, everything else Vietnamese.

    No cookie and no header is asked, so that a page is the same for everybody and may be cached. Wagtail sets the
    language of the desk itself, by each person's own choice.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "vi"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class StorageTrouble:
    """A full disk or a locked database: 503 with Retry-After, and nothing is acknowledged that is not stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a database that cannot take a write now into an answer that says what to do."""
        if not isinstance(exception, OperationalError):
            return None
        detail = _("The desk cannot store anything at this moment. Nothing was saved; please try again in a minute.")
        headers = {"Retry-After": "60"}
        if request.path_info.startswith("/api/"):
            problem = {"type": "about:blank", "title": _("Cannot store now"), "status": 503, "detail": detail}
            return JsonResponse(
                {**problem, "code": "storage-unavailable"},
                status=503,
                headers=headers,
                content_type="application/problem+json",
            )
        return HttpResponse(detail, status=503, headers=headers, content_type="text/plain; charset=utf-8")
