"""A question's own page: its receipt is the only key. Not kept by any cache, not named in any link that leads away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factdesk.offices import selectors as offices
from factdesk.portal.addresses import page_path
from factdesk.portal.question_page import page_of
from factdesk.questions import selectors, services
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NotOffered
from factdesk.questions.receipts import normalised, shown

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


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


@csrf_exempt  # as for asking: no cookie, nothing to misuse
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
    try:
        status = selectors.status(meant or "")
    except NoSuchReceipt as error:
        return _find_again(request, receipt[:40], str(error), 404)
    view = page_of(status)
    context = {
        "view": view,
        "said": request.GET.get("said", ""),
        "sectors": offices.sectors() if view.offers_place else [],
        "regions": offices.regions() if view.offers_place else [],
    }
    return render(request, "portal/question.html", context)


@csrf_exempt
@_secret
@require_POST
def not_this(request: HttpRequest, receipt: str) -> HttpResponse:
    """“This is not what I asked”: the question goes to the desk."""
    return _reply(request, receipt, lambda meant: services.reply_not_this(meant), said="not-this")


@csrf_exempt
@_secret
@require_POST
def this(request: HttpRequest, receipt: str) -> HttpResponse:
    """“Yes, this one”: one of the suggestions becomes the answer."""
    return _reply(request, receipt, lambda meant: services.reply_this_one(meant, request.POST.get("match", "")))


@csrf_exempt
@_secret
@require_POST
def place(request: HttpRequest, receipt: str) -> HttpResponse:
    """What the question is about and where; both optional."""
    sector, region = request.POST.get("sector") or None, request.POST.get("region") or None
    return _reply(request, receipt, lambda meant: services.set_place(meant, sector=sector, region=region), said="place")


def _reply(request: HttpRequest, receipt: str, say: Callable[[str], object], *, said: str = "") -> HttpResponse:
    """Say it to the desk, then show the question's page again."""
    meant = normalised(receipt)
    if meant is None:
        raise Http404
    try:
        say(meant)
    except NoSuchReceipt as error:
        return _find_again(request, receipt[:40], str(error), 404)
    except (NotOffered, NoSuchPlace):
        # Only a form that was altered or has grown old sends what was not offered: show what is offered now.
        pass
    return _see(meant, said)


def _see(receipt: str, said: str = "") -> HttpResponse:
    """On to the question's page, by its receipt as it is written."""
    response = redirect(page_path("question", receipt=shown(receipt)) + (f"?said={said}" if said else ""))
    response.status_code = 303
    return response


def _find_again(request: HttpRequest, typed: str, fault: str, status: int) -> HttpResponse:
    """The form for a receipt once more, with what is wrong."""
    context = {"receipt": typed, "faults": [("receipt", fault)], "alternates": {}}
    return render(request, "portal/find_question.html", context, status=status)
