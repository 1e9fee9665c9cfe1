"""What a check's page says beyond the check itself: names of areas and offices, its changes, its other language."""

from __future__ import annotations

from typing import Any

from factdesk.offices import selectors as offices
from factdesk.offices.models import Office, Role
from factdesk.portal.addresses import LANGUAGES, check_path, page_path
from factdesk.portal.claimreview import in_language
from factdesk.record.models import Entry, PublishedCheck


def context_of(check: PublishedCheck, texts: dict[str, PublishedCheck]) -> dict[str, Any]:
    """The template's context for `check`; `texts` holds it in every language it has. At most three queries."""
    # A withdrawn check is no longer in the lists of a subject or an area, so it does not lead there.
    listed = not check.withdrawn
    alternates = {language: check_path(text) for language, text in sorted(texts.items())}
    return {
        "check": check,
        "sectors": [s for s in offices.sectors() if s.slug in check.sectors] if listed and check.sectors else [],
        "regions": [r for r in offices.regions() if r.slug in check.regions] if listed and check.regions else [],
        "former": _former_rating(check) if check.withdrawn else None,
        "approvals": _approvals(check),
        "changes": _changes(check),
        "corrected": any(change["kind"] == "correct" for change in check.changes),
        "alternates": alternates,
        # The switch always leads somewhere: to the other text, or to the page that says there is none yet.
        "switch": {
            language: alternates.get(language) or page_path("check-short", language, code=check.code)
            for language in LANGUAGES
        },
    }


def _approvals(check: PublishedCheck) -> list[dict[str, Any]]:
    """Who approved, by role and office. No query where the check's own office approved, else one."""
    slugs = {approval["office"] for approval in check.approvals}
    known = {check.office.slug: check.office}
    if slugs - known.keys():
        known = {office.slug: office for office in Office.objects.filter(slug__in=slugs)}
    roles = dict(Role.choices)
    return [
        {"role": roles.get(approval["role"], approval["role"]), "office": known.get(approval["office"])}
        for approval in check.approvals
    ]


def _former_rating(check: PublishedCheck) -> str | None:
    """The rating that a withdrawn check had, to be shown struck out. One query."""
    entry = Entry.objects.filter(seq=check.seq).values("previous__version__rating").first()
    return entry["previous__version__rating"] if entry else None


def _changes(check: PublishedCheck) -> list[dict[str, Any]]:
    """Updates, corrections and the withdrawal, newest first, with the reason in the check's language."""
    return [{**change, "reason": in_language(change["reason"], check.language)} for change in reversed(check.changes)]
