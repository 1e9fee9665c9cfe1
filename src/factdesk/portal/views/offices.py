"""Who speaks here: all offices, and one with what it has published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from factdesk.offices.models import Office
from factdesk.offices.selectors import own_portal_channel
from factdesk.portal.views.pages import address_without_page, canonical_of, page_of
from factdesk.record import selectors


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All offices in the order of their tree. One query."""
    return render(request, "portal/offices.html", {"offices": Office.objects.order_by("path")})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One office: what it is, its registered channel, its checks. Four queries."""
    office = get_object_or_404(Office, slug=slug)
    page = page_of(request, selectors.published_checks(language=get_language(), office=slug))
    return render(
        request,
        "portal/office.html",
        {
            "office": office,
            "channel": own_portal_channel(office),
            "page": page,
            "canonical": canonical_of(request, page),
            "page_address": address_without_page(request),
        },
    )
