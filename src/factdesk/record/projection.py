"""From the record to the public side: what one entry changes in the `Published…` tables.

A pure function of the record, so that `rebuild` gives what grew, row for row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from factdesk.record import pictures
from factdesk.record.content import opened
from factdesk.record.errors import RecordDamaged
from factdesk.record.models import Entry, PublishedCheck, PublishedFacet, PublishedPicture


def apply(entry: Entry) -> None:
    """Bring the projection up to `entry`. Runs in the caller's transaction.

    Raises:
        RecordDamaged: its version is not what its hash says.
    """
    try:
        content = opened(entry.version.content, entry.version_id)
    except RecordDamaged as damage:
        raise RecordDamaged(damage.sha256, damage.why, f"{entry.seq} ({entry.code})") from damage
    before = {row.language: row for row in PublishedCheck.objects.filter(code=entry.code)}
    first_published = min((row.published_at for row in before.values()), default=entry.at)
    if before:
        PublishedCheck.objects.filter(code=entry.code).delete()
    rows = []
    for language in sorted(content["texts"]):
        row = _row(entry, content, language, first_published)
        _note_change(row, entry, before.get(language))
        rows.append(row)
    PublishedCheck.objects.bulk_create(rows)
    PublishedFacet.objects.bulk_create(
        PublishedFacet(key=f"{row.key}:{kind}:{slug}", check_key=row, kind=kind, slug=slug)
        for row in rows
        for kind, slugs in (("sector", row.sectors), ("region", row.regions))
        for slug in slugs
    )
    shown = [PublishedPicture(name=name, seq=entry.seq) for name in pictures.named_in(row.body for row in rows)]
    PublishedPicture.objects.bulk_create(shown, ignore_conflicts=True)


def rebuild(progress: Callable[[int, int, str], None] | None = None) -> int:
    """Make the projection again from the record alone, in one transaction; readers see the old one until it commits.

    Returns:
        The number of entries that were replayed.

    Raises:
        RecordDamaged: an entry's version is not what its hash says; the projection stays as it was.
    """
    with transaction.atomic():
        PublishedPicture.objects.all().delete()
        PublishedFacet.objects.all().delete()
        PublishedCheck.objects.all().delete()
        total = Entry.objects.count()
        done = 0
        for entry in Entry.objects.select_related("version").order_by("seq").iterator(chunk_size=500):
            apply(entry)
            done += 1
            if progress:
                progress(done, total, "record")
    return done


def _note_change(row: PublishedCheck, entry: Entry, before: PublishedCheck | None) -> None:
    """Say on `row` that this entry changed it; an update that changed only other languages leaves it as it was."""
    if before is None:
        return
    if entry.kind == Entry.Kind.UPDATE and _reads_the_same(row, before):
        row.changes, row.updated_at = before.changes, before.updated_at
        return
    change = {"seq": entry.seq, "at": _stamp(entry), "kind": entry.kind, "reason": entry.reason}
    row.changes = [*before.changes, change]


_BOOKKEEPING = {"seq", "version_sha256", "changes", "updated_at"}


def _reads_the_same(row: PublishedCheck, before: PublishedCheck) -> bool:
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in _BOOKKEEPING]
    pairs = ((getattr(row, name), getattr(before, name)) for name in names)
    # A fresh row holds the date as the version writes it, a stored one as a date.
    return all(new == old or str(new) == str(old) for new, old in pairs)


def _row(entry: Entry, content: dict[str, Any], language: str, first_published: Any) -> PublishedCheck:
    text, claim, withdrawn = content["texts"][language], content["claim"], content["withdrawn"]
    return PublishedCheck(
        key=f"{entry.code}:{language}",
        code=entry.code,
        language=language,
        seq=entry.seq,
        version_sha256=entry.version_id,
        office_id=entry.office_id,
        slug=text["slug"],
        title=text["title"],
        claim=text["claim"],
        claim_kind=claim["kind"],
        claim_language=claim["language"],
        claimant=(claim["claimant"] or {}).get(language, ""),
        appearances=[
            {"where": a["where"].get(language, ""), "url": a["url"], "on": a["on"]} for a in claim["appearances"]
        ],
        rating=content["rating"],
        verdict=text["verdict"],
        body=text["body"],
        behind=text["behind"],
        topics=content["topics"].get(language, []),
        sectors=content["sectors"],
        regions=content["regions"],
        evidence=[{**item, "note": item["note"].get(language, "")} for item in content["evidence"]],
        authors=content["authors"],
        approvals=text["approvals"],
        changes=[],
        checked_on=content["checked_on"],
        published_at=first_published,
        updated_at=entry.at,
        withdrawn=withdrawn is not None,
        withdrawn_reason=withdrawn["reason"].get(language, next(iter(withdrawn["reason"].values())))
        if withdrawn
        else "",
        sample=content["sample"],
    )


def _stamp(entry: Entry) -> str:
    return entry.at.strftime("%Y-%m-%dT%H:%M:%SZ")
