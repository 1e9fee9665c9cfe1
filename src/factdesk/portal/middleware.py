"""What every public answer passes through."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from factdesk.answers.storage import let_go, said_of
from factdesk.record.errors import RecordDamaged

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageByAddress:
    """The language of a public page is that of its address alone: `/en/…` is English, everything else Vietnamese.

    No cookie and no header is asked, so that a page is the same for everybody and may be cached. Wagtail sets the
    language of the desk itself, by each person's own choice.
    """

    def __init__(self, get_response: GetResponse) -> None:
        # Inside the language, so that error pages get their headers too; never to be had without the other.
        self.get_response = PublicHeaders(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "vi"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PublicHeaders:
    """Public pages load nothing but this desk's own files, run no inline script, and are framed by nobody else:
    Wagtail's editor shows its previews in a frame.

    The desk (Wagtail) and the API's documentation have needs of their own and are left alone. A ClaimReview block is
    data, not script, so it needs no exception.
    """

    POLICY = "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            "script-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(("/desk/", "/api/")):
            if response.status_code >= 400:
                # Their forms have a nonce of one person's: no cache may hand it to somebody else.
                response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("Content-Security-Policy", self.POLICY)
            response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class StorageTrouble:
    """A full disk or a locked database: 503 with Retry-After, and nothing is acknowledged that is not stored. A version
    of the record that is not its hash: 500 and a page that says so, on whichever screen it was needed.

    The API answers its own troubles, in its own form, before they come here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what is wrong with storage into an answer that says what to do."""
        match exception:
            case OperationalError() | InterfaceError():
                logger.error("the database takes nothing now: %s", said_of(exception))
                let_go()
                response = render(request, "portal/503.html", {**_sent(request), "alternates": {}}, status=503)
                response.headers["Retry-After"] = "60"
            case RecordDamaged():
                logger.error("%s", exception)  # it names the version, and nothing of whoever asks
                response = render(request, "portal/damaged.html", {"alternates": {}}, status=500)
            case _:
                return None
        # Django would log the path of every 5xx, and a path may hold a receipt (H7).
        response._has_been_logged = True  # type: ignore[attr-defined]
        response.headers["Cache-Control"] = "no-store"
        return response


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was typed, so that the page can hand it back: it exists nowhere else."""
    try:
        return {"text": request.POST.get("text", ""), "nonce": request.POST.get("nonce", "")[:64]}
    except (SuspiciousOperation, OSError):
        return {}
