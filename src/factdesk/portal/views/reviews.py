"""Other publishers' checks, each under its publisher's own name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factdesk.portal.addresses import page_path
from factdesk.portal.outside import of_review
from factdesk.reviews import selectors


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One external review: the claim, the publisher's verdict in its own words, the link. One query."""
    review = selectors.review(code)
    if review is None:
        raise Http404
    address = page_path("review", code=code)
    if request.path_info != address:
        return HttpResponsePermanentRedirect(address)
    return render(request, "portal/review.html", {"review": of_review(review)})
