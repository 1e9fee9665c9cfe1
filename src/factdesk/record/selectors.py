"""What the public side can ask: entries from a number on, versions, and the newest version of each thing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, QuerySet

from factdesk.record import content, inspection
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import Entry, PublishedCheck, PublishedPicture, Version


def head() -> int:
    """The number of the newest entry; -1 where there is none. One query."""
    newest = Entry.objects.aggregate(newest=Max("seq"))["newest"]
    return -1 if newest is None else newest


def entries(*, after: int = -1, limit: int = 1000) -> list[Entry]:
    """Up to `limit` entries that follow number `after`, in order: how every consumer follows the record. One query."""
    return list(Entry.objects.filter(seq__gt=after).order_by("seq")[:limit])


def version(sha256: str) -> Version | None:
    """The content that was published under this hash. One query.

    Raises:
        RecordDamaged: what is stored is something else.
    """
    return _whole(Version.objects.filter(pk=sha256).first())


def current_version(code: str) -> Version | None:
    """The newest version of a fact-check, withdrawn or not. One query.

    Raises:
        RecordDamaged: what is stored is not what was published.
    """
    entry = Entry.objects.filter(type="fact-check", code=code).select_related("version").order_by("-seq").first()
    return _whole(entry.version if entry else None)


def require_whole(found: Version) -> None:
    """Make sure that a version is what was published under its hash. No query.

    Raises:
        RecordDamaged: it is something else; that is noted for /healthz.
    """
    try:
        content.require_whole(found.content, found.sha256)
    except RecordDamaged:
        inspection.note(found.sha256)
        raise


def _whole(found: Version | None) -> Version | None:
    if found:
        require_whole(found)
    return found


def entries_of(code: str) -> list[Entry]:
    """Every entry of a fact-check, the newest first. One query."""
    return list(Entry.objects.filter(type="fact-check", code=code).order_by("-seq"))


def desk_revisions(code: str) -> set[int]:
    """Ids of the desk's revisions that were published under this code. For the desk alone. One query."""
    rows = Entry.objects.filter(type="fact-check", code=code).values_list("desk_revisions", flat=True)
    return {pk for row in rows for pk in row}


def published_check(*, code: str, language: str) -> PublishedCheck | None:
    """A published check in `language`, withdrawn or not; None where there is no such text. One query."""
    return PublishedCheck.objects.select_related("office").filter(code=code, language=language).first()


def published_languages(code: str) -> dict[str, str]:
    """The slug of a published check by language. One query."""
    return dict(PublishedCheck.objects.filter(code=code).values_list("language", "slug"))


def published_checks(
    *,
    language: str | None = None,
    sector: str | None = None,
    region: str | None = None,
    office: str | None = None,
    rating: str | None = None,
    withdrawn: bool | None = None,
) -> QuerySet[PublishedCheck]:
    """Published checks, newest first, with their offices. One query when it is read."""
    rows = PublishedCheck.objects.select_related("office")
    if language:
        rows = rows.filter(language=language)
    if office:
        rows = rows.filter(office__slug=office)
    if rating:
        rows = rows.filter(rating=rating)
    if withdrawn is not None:
        rows = rows.filter(withdrawn=withdrawn)
    for kind, slug in (("sector", sector), ("region", region)):
        if slug:
            rows = rows.filter(facets__kind=kind, facets__slug=slug)
    return rows


def published_by_codes(codes: Iterable[str]) -> dict[tuple[str, str], PublishedCheck]:
    """Published checks of these codes by (code, language). One query."""
    rows = PublishedCheck.objects.select_related("office").filter(code__in=list(codes))
    return {(row.code, row.language): row for row in rows}


def shows_picture(name: str) -> bool:
    """Whether any version that was ever published shows the kept picture of this name. One query."""
    return PublishedPicture.objects.filter(pk=name).exists()
