"""A question's own page: its receipt is the only key. Not kept by any cache, not named in any link that leads away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factdesk.offices import selectors as offices
from factdesk.portal.addresses import both, page_path
from factdesk.portal.question_page import page_of
from factdesk.questions import selectors, services
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NotOffered
from factdesk.questions.receipts import normalised, shown

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

#: What the question's page says that was just taken, and where on it: the form for the place stands below all else.
_SAID = {"not-this": "?said=not-this", "this": "?said=this#reply", "place": "?said=place#place-title"}


def _secret(view: View[P]) -> View[P]:
    """Keep the receipt in the address out of caches, search engines and the Referer of every link."""

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


@_secret
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The form for a receipt. It is posted, so that no log of addresses sees a receipt that was mistyped."""
    if request.method != "POST":
        return render(request, "portal/find_question.html")
    typed = request.POST.get("receipt", "")[:60]
    if not typed.strip():
        return _find_again(request, "", _("Write your receipt: ten letters and figures."), 422)
    receipt = normalised(typed)
    if receipt is None:
        return _find_again(request, typed, _("A receipt has ten letters and figures. Look whether all are there."), 422)
    return _see(receipt)


@_secret
@require_safe
def show(request: HttpRequest, receipt: str) -> HttpResponse:
    """The question's state: answered, suggested, waiting, being checked, closed. At most eight queries."""
    meant = normalised(receipt)
    if meant is not None and receipt != shown(meant):
        return _see(meant)
    return _page(request, receipt, said=request.GET.get("said", ""))


@_secret
@require_POST
def not_this(request: HttpRequest, receipt: str) -> HttpResponse:
    """“This is not what I asked”: the question goes to the desk."""
    return _reply(request, receipt, lambda: services.reply_not_this(receipt), said="not-this")


@_secret
@require_POST
def undo(request: HttpRequest, receipt: str) -> HttpResponse:
    """“It was what I asked after all”: the page shows again what it showed."""
    return _reply(request, receipt, lambda: services.undo_not_this(receipt))


@_secret
@require_POST
def this(request: HttpRequest, receipt: str) -> HttpResponse:
    """“Yes, this is it”: one of the suggestions becomes the answer, or what answers is confirmed (`stay`)."""
    said = "this" if request.POST.get("stay") else ""
    return _reply(request, receipt, lambda: services.reply_this_one(receipt, request.POST.get("match", "")), said=said)


@_secret
@require_POST
def place(request: HttpRequest, receipt: str) -> HttpResponse:
    """What the question is about and where; both optional."""
    sector, region = request.POST.get("sector") or None, request.POST.get("region") or None
    return _reply(request, receipt, lambda: services.set_place(receipt, sector=sector, region=region), said="place")


def _reply(request: HttpRequest, receipt: str, say: Callable[[], object], *, said: str = "") -> HttpResponse:
    """Say it to the desk, then show the question's page again; what was refused is said there first."""
    try:
        say()
    except NoSuchReceipt as error:
        return _find_again(request, receipt[:40], str(error), 404)
    except NotOffered as error:
        return _page(request, receipt, faults=[("state", str(error))])
    except NoSuchPlace as error:
        return _page(request, receipt, faults=[("sector", str(error))])
    return _see(normalised(receipt) or "", said)


def _page(
    request: HttpRequest, receipt: str, *, said: str = "", faults: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The question's page as it stands now, with what was not taken of a reply."""
    try:
        status = selectors.status(receipt)
    except NoSuchReceipt as error:
        return _find_again(request, receipt[:40], str(error), 404)
    view = page_of(status)
    context = {
        "view": view,
        "said": said,
        "faults": faults or [],
        "sectors": offices.sectors() if view.offers_place else [],
        "regions": offices.regions() if view.offers_place else [],
        # A reply has no page of its own in the other language; the question has.
        "alternates": both("question", receipt=view.receipt),
    }
    return render(request, "portal/question.html", context, status=422 if faults else 200)


def _see(receipt: str, said: str = "") -> HttpResponse:
    """On to the question's page, by its receipt as it is written."""
    response = redirect(page_path("question", receipt=shown(receipt)) + _SAID.get(said, ""))
    response.status_code = 303
    return response


def _find_again(request: HttpRequest, typed: str, fault: str, status: int) -> HttpResponse:
    """The form for a receipt once more, with what is wrong."""
    context = {"receipt": typed, "faults": [("receipt", fault)], "alternates": both("find-question")}
    return render(request, "portal/find_question.html", context, status=status)
