"""Other publishers' checks, each under its publisher's own name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from factdesk.portal.outside import of_review
from factdesk.reviews import selectors


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One external review: the claim, the publisher's verdict in its own words, the link. One query."""
    review = selectors.review(code)
    if review is None:
        raise Http404
    return render(request, "portal/review.html", {"review": of_review(review)})
