"""An entry of the record as its readers see it."""

from __future__ import annotations

import json

from django.db.models import QuerySet

from factdesk.record.models import Entry, Version


def entries_shown() -> QuerySet[Entry]:
    """Entries, newest first, with their offices and what `language_added` looks at. One query."""
    return Entry.objects.select_related("office", "version", "previous__version").order_by("-seq")


def language_added(entry: Entry) -> str:
    """The language in which this update published the check for the first time; "" where it is no such update."""
    if entry.kind != Entry.Kind.UPDATE or entry.previous is None:
        return ""
    before, now = _languages(entry.previous.version), _languages(entry.version)
    return min(now - before, default="") if before else ""


def _languages(version: Version) -> set[str]:
    """The languages of a version; none where it cannot be read: the list of entries is there even then."""
    try:
        return set(json.loads(version.content)["texts"])
    except (ValueError, KeyError, TypeError):
        return set()
