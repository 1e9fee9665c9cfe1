"""From any exception to problem details (RFC 9457), in the language that was asked for."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.storage import let_go
from factdesk.api import errors, faults
from factdesk.questions.errors import QuestionRefused
from factdesk.record.errors import RecordDamaged

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The problem that `exception` means to whoever sent `request`. Never raises."""
    match exception:
        case errors.ApiRefused():
            return _of_refusal(request, exception)
        case QuestionRefused():
            return problem(request, status=exception.status, code=exception.code, detail=str(exception))
        case IndexUnavailable():
            return problem(
                request,
                status=503,
                code=exception.code,
                detail=_("The search index is not available. Questions are still taken and answered later."),
                headers={"Retry-After": "60"},
            )
        case ValidationError():
            return _of_refusal(request, errors.InvalidRequest(*faults.named(exception.errors)))
        case RequestDataTooBig():
            return _of_refusal(request, errors.BodyTooLarge())
        case UnreadablePostError() | HttpError(status_code=400):
            # ninja says 400 of a body that its parser could not read.
            return _of_refusal(request, errors.InvalidJson())
        case Http404():
            return _of_refusal(request, errors.UnknownAddress())
        case RecordDamaged():
            logger.error("%s", exception)  # it names the version, and nothing of whoever asks
            return _of_refusal(request, errors.VersionDamaged())
        case OperationalError() | InterfaceError():
            _log(exception)
            let_go()
            return _of_refusal(request, errors.StorageUnavailable())
    _log(exception)
    return _of_refusal(request, errors.InternalFault())


def problem(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    detail: str,
    found: Iterable[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One problem; `found` says what is wrong with which field."""
    body = {
        "type": "about:blank",
        "title": _title(status),
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "errors": [{"field": field, "message": message} for field, message in found],
    }
    response = HttpResponse(
        # A path may hold any bytes: escaped, it is always text.
        json.dumps(body, separators=(",", ":")),
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
    # Django would log the path of every 5xx, and a path may hold a receipt (H7); what matters is logged here.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _of_refusal(request: HttpRequest, refusal: errors.ApiRefused) -> HttpResponse:
    return problem(
        request,
        status=refusal.status,
        code=refusal.code,
        detail=str(refusal),
        found=refusal.errors,
        headers=refusal.headers,
    )


def _title(status: int) -> str:
    """The status in words: with the type "about:blank" the title is HTTP's own phrase (RFC 9457, 4.2.1)."""
    match status:
        case 404:
            return _("Not found")
        case 405:
            return _("Method not allowed")
        case 411:
            return _("Length required")
        case 413:
            return _("Content too large")
        case 415:
            return _("Unsupported media type")
        case 422:
            return _("Unprocessable content")
        case 500:
            return _("Internal server error")
        case 503:
            return _("Service unavailable")
    return HTTPStatus(status).phrase


def _log(exception: Exception) -> None:
    """Where it happened, without the exception's own words: those may repeat what a resident typed (H7)."""
    frames = traceback.extract_tb(exception.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    logger.error("%s at %s", type(exception).__name__, places)
