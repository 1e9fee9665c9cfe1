"""From what matching found to what may be shown: the words come from the published state, never from the index."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import override

from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK, AnsweredMatch, MatchRef
from factdesk.record import scale
from factdesk.record import selectors as record
from factdesk.record.models import PublishedCheck
from factdesk.reviews import selectors as reviews
from factdesk.reviews.models import ExternalReview


def shown(refs: Iterable[MatchRef], language: str) -> list[AnsweredMatch]:
    """What may be shown of `refs` now, in their order: withdrawn and vanished ones left out, each code once.

    A text in `language` is preferred, then the one that was found. At most one query for each kind.
    """
    refs = list(refs)
    checks = _checks(ref.code for ref in refs if ref.kind == FACT_CHECK)
    external = _reviews(ref.code for ref in refs if ref.kind == EXTERNAL_REVIEW)
    found: dict[tuple[str, str], AnsweredMatch] = {}
    for ref in refs:
        if (ref.kind, ref.code) in found:
            continue
        match: AnsweredMatch | None = None
        if ref.kind == FACT_CHECK:
            texts = checks.get(ref.code, {})
            row = texts.get(language) or texts.get(ref.language) or next(iter(texts.values()), None)
            match = _of_check(row, ref, language) if row else None
        elif (review := external.get(ref.code)) is not None:
            match = _of_review(review, ref)
        if match is not None:
            found[ref.kind, ref.code] = match
    return list(found.values())


def check_address(*, code: str, slug: str, language: str) -> str:
    """The public address of a published check's text, absolute."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{settings.SITE_ADDRESS}{prefix}/checks/{code}/{slug}/"


def _checks(codes: Iterable[str]) -> dict[str, dict[str, PublishedCheck]]:
    wanted = set(codes)
    by_code: dict[str, dict[str, PublishedCheck]] = {}
    if wanted:
        for (code, language), row in sorted(record.published_by_codes(wanted).items(), reverse=True):
            if not row.withdrawn:
                by_code.setdefault(code, {})[language] = row
    return by_code


def _reviews(codes: Iterable[str]) -> dict[str, ExternalReview]:
    wanted = set(codes)
    if not wanted:
        return {}
    return reviews.by_codes(wanted)


def _of_check(row: PublishedCheck, ref: MatchRef, language: str) -> AnsweredMatch:
    with override(language):
        label, publisher = scale.label(row.rating), row.office.name
    return AnsweredMatch(
        kind=FACT_CHECK,
        code=row.code,
        language=row.language,
        title=row.title,
        claim=row.claim,
        rating=row.rating or "",
        rating_label=label,
        publisher=publisher,
        url=check_address(code=row.code, slug=row.slug, language=row.language),
        score=ref.score,
        verdict=row.verdict,
    )


def _of_review(review: ExternalReview, ref: MatchRef) -> AnsweredMatch:
    return AnsweredMatch(
        kind=EXTERNAL_REVIEW,
        code=review.code,
        language=review.language,
        title=review.title or review.claim,
        claim=review.claim,
        rating="",
        rating_label=review.rating_text,
        publisher=review.publisher_name,
        url=review.url,
        score=ref.score,
    )
