"""The one question of this service: the form, and what is sent with it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from factdesk.portal.addresses import both, page_path
from factdesk.questions import services
from factdesk.questions.errors import TextRefused
from factdesk.questions.receipts import shown
from factdesk.record import selectors

#: Cards of newest checks on the home page.
_NEWEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The field, filled from `?q=` where a link gives it; reading never stores anything. One query."""
    return _page(request, text=request.GET.get("q", "")[: settings.QUESTION_MAX_LENGTH])


# No CSRF token: it would need a cookie, which public pages do not set. There is no login or session here that
# somebody else's page could misuse; a forged post stores what its author could as well send by himself.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question and lead to its own page; what cannot be taken comes back with what to do, the text kept."""
    if request.method != "POST":
        return redirect(page_path("home"))
    try:
        text, nonce = request.POST.get("text", ""), request.POST.get("nonce", "")[:64]
    except SuspiciousOperation:
        # More than the server reads at all: there is no text to hand back.
        fault = _("The text is far too long. Send the part that makes the claim.")
        return _page(request, faults=[("text", fault)], status=413)
    try:
        asked = services.ask(text=text, language=str(get_language()), nonce=nonce or None, door="web")
    except TextRefused as refused:
        return _page(request, text=text, nonce=nonce, faults=[("text", str(refused))], status=422)
    response = redirect(page_path("question", receipt=shown(asked.receipt)))
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    *,
    text: str = "",
    nonce: str = "",
    faults: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The home page, with what is wrong with the text where something is."""
    context = {
        "text": text,
        "nonce": nonce or secrets.token_urlsafe(16),
        "faults": faults or [],
        "examples": _examples(),
        "newest": selectors.published_checks(language=get_language(), withdrawn=False)[:_NEWEST],
        "alternates": both("home"),
        "canonical": f"{settings.SITE_ADDRESS}{page_path('home')}",
    }
    response = render(request, "portal/home.html", context, status=status)
    # Each form has its own nonce, and a page with a refused text is one person's: no shared cache may hold them.
    response.headers["Cache-Control"] = "private, no-cache" if status == 200 else "no-store"
    return response


def _examples() -> list[str]:
    """Questions that people everywhere ask."""
    return [
        _("Does hot lemon water cure cancer?"),
        _("A call says my SIM will be locked in two hours unless I press 1. Is it real?"),
        _("Does typing my PIN backwards at the cash machine call the police?"),
    ]
