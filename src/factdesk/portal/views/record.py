"""The public record: every publication, correction and withdrawal, by number."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from factdesk.portal.claimreview import in_language
from factdesk.portal.record_page import entries_shown, language_added
from factdesk.portal.views.pages import address_without_page, canonical_of, page_of
from factdesk.record import selectors
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import Entry, PublishedCheck

logger = logging.getLogger(__name__)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Entries, newest first. Three queries."""
    page = page_of(request, entries_shown().defer("line", "previous__line"))
    checks = selectors.published_by_codes({entry.code for entry in page})
    rows = [
        {"entry": entry, "check": _text(checks, entry.code), "new_language": language_added(entry)} for entry in page
    ]
    context = {
        "rows": rows,
        "page": page,
        "page_address": address_without_page(request),
        "canonical": canonical_of(request, page),
    }
    return render(request, "portal/record.html", context)


@require_safe
def show(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry, by its number: an address that is never another's. Three queries.

    Where its version is damaged the entry is still there, the page says so, and its status is 500.
    """
    entry = get_object_or_404(entries_shown(), seq=seq)
    damaged = _is_damaged(entry)
    context = {
        "entry": entry,
        "new_language": language_added(entry),
        "damaged": damaged,
        "check": _text(selectors.published_by_codes([entry.code]), entry.code),
        "reason": in_language(entry.reason, str(get_language())),
        "next": Entry.objects.filter(previous=entry).values_list("seq", flat=True).first(),
    }
    response = render(request, "portal/entry.html", context, status=500 if damaged else 200)
    response._has_been_logged = damaged  # type: ignore[attr-defined]  # with the version, which Django does not know
    return response


def _is_damaged(entry: Entry) -> bool:
    """Whether what is stored is not what this entry published; the log says which version that is."""
    try:
        selectors.require_whole(entry.version)
    except RecordDamaged as damage:
        logger.error("%s", damage)
        return True
    return False


def _text(checks: dict[tuple[str, str], PublishedCheck], code: str) -> PublishedCheck | None:
    """The check's text in the language of the page, or else in the other."""
    language = str(get_language())
    return checks.get((code, language)) or checks.get((code, "vi" if language == "en" else "en"))
