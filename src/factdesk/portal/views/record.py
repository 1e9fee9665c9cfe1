"""The public record: every publication, correction and withdrawal, by number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from factdesk.portal.views.pages import address_without_page, canonical_of, page_of
from factdesk.record import selectors
from factdesk.record.models import Entry


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Entries, newest first. Three queries."""
    page = page_of(request, Entry.objects.select_related("office").defer("line").order_by("-seq"))
    checks = selectors.published_by_codes({entry.code for entry in page})
    language = str(get_language())
    other = "vi" if language == "en" else "en"
    rows = [
        {"entry": entry, "check": checks.get((entry.code, language)) or checks.get((entry.code, other))}
        for entry in page
    ]
    context = {
        "rows": rows,
        "page": page,
        "page_address": address_without_page(request),
        "canonical": canonical_of(request, page),
    }
    return render(request, "portal/record.html", context)
