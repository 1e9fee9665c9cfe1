"""The one question of this service: the form, and what is sent with it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from factdesk.portal.addresses import both, page_path
from factdesk.questions import services
from factdesk.questions.errors import TextRefused
from factdesk.questions.receipts import shown
from factdesk.record import selectors
from factdesk.record.models import PublishedCheck

#: Cards of newest checks on the home page.
_NEWEST = 6
#: Newest checks among which examples are looked for; how many are shown, and how many characters they have at most.
_LOOKED_AT, _EXAMPLES, _SHORT = 30, 3, 90


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The field, filled from `?q=` or `?text=` where a link gives it; reading never stores anything. One query."""
    return _page(request, text=_text_of_link(request))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question and lead to its own page; what cannot be taken comes back with what to do, the text kept."""
    if request.method != "POST":
        text = _text_of_link(request)
        return _page(request, text=text) if text else redirect(page_path("home"))
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
    checks = _newest_checks()
    context = {
        "text": text,
        "nonce": nonce,
        "faults": faults or [],
        "examples": _examples(checks),
        "newest": checks[:_NEWEST],
        "alternates": both("home"),
        "canonical": f"{settings.SITE_ADDRESS}{page_path('home')}",
    }
    response = render(request, "portal/home.html", context, status=status)
    # Each form has its own nonce, and a page with a refused text is one person's: no shared cache may hold them.
    response.headers["Cache-Control"] = "private, no-cache" if status == 200 else "no-store"
    return response


def _text_of_link(request: HttpRequest) -> str:
    """The text that an address carries: for links and bookmarks, and where a form was sent by GET."""
    return (request.GET.get("q") or request.GET.get("text", ""))[: settings.QUESTION_MAX_LENGTH]


def _newest_checks() -> list[PublishedCheck]:
    """What the cards and the examples are made of. One query."""
    rows = selectors.published_checks(language=get_language(), withdrawn=False)
    return list(rows.defer("body", "evidence", "changes", "appearances")[:_LOOKED_AT])


def _examples(checks: list[PublishedCheck]) -> list[str]:
    """Claims to try the desk with, each of which a published check answers: short ones, of different subjects.

    Those that the cards below do not show come first.
    """
    rated = [check for check in checks[_NEWEST:] + checks[:_NEWEST] if check.rating]
    found: dict[tuple[str, ...], str] = {}
    for check in rated:
        if len(check.claim) <= _SHORT:
            found.setdefault(tuple(check.sectors), check.claim)
    return list(found.values())[:_EXAMPLES]
