"""A draft in the shape of what is published, for the preview beside the editor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone

from factdesk.checks import body, content
from factdesk.record import selectors as record_selectors
from factdesk.record.days import today
from factdesk.record.models import PublishedCheck

if TYPE_CHECKING:
    from factdesk.checks.models import FactCheckPage


def as_published(page: FactCheckPage) -> PublishedCheck:
    """`page` as the public page would be given it. Never stored; what is missing stays empty."""
    now = timezone.now()
    stored = record_selectors.current_version(page.code)
    return PublishedCheck(
        key=f"{page.code}:{page.language}",
        code=page.code,
        language=page.language,
        seq=-1,
        version_sha256="",
        office=page.office,
        slug=content.public_slug(page, json.loads(stored.content) if stored else None),
        title=page.title,
        claim=page.claim,
        claim_kind=page.claim_kind,
        claim_language=page.claim_language,
        claimant=page.claimant,
        appearances=[
            {"where": row.where, "url": row.url or None, "on": row.on.isoformat() if row.on else None}
            for row in page.appearances.all()
        ],
        rating=page.rating or None,
        verdict=page.verdict,
        body=body.render(page.body),
        topics=content.split_topics(page.topics),
        sectors=sorted(sector.slug for sector in page.sectors.all()),
        regions=sorted(region.slug for region in page.regions.all()),
        evidence=[
            {
                "title": row.title,
                "publisher": row.publisher,
                "url": row.url,
                "read_on": row.read_on.isoformat() if row.read_on else "",
                "primary": row.primary,
                "sha256": row.copy_id or "",
                "media_type": row.copy.media_type if row.copy else "",
                "note": row.note,
            }
            for row in page.evidence.all()
        ],
        authors=content.split_authors(page.authors),
        checked_on=page.checked_on or today(),
        published_at=now,
        updated_at=now,
        sample=page.sample,
    )
