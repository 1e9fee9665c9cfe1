"""A published check as schema.org ClaimReview, after Google's fact-check guide."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from factdesk.portal.addresses import absolute, check_path, page_path
from factdesk.record.models import PublishedCheck
from factdesk.record.scale import BY_SLUG, Rating

#: The two ends of the desk's scale, where a rating is a degree of truth.
_WORST, _BEST = 1, 5
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def of(check: PublishedCheck) -> dict[str, Any] | None:
    """The ClaimReview of a rated check that stands; None for one that is unrated or withdrawn."""
    if check.withdrawn or not check.rating:
        return None
    office = {
        "@type": "Organization",
        "name": check.office.name,
        "url": absolute(page_path("office", check.language, slug=check.office.slug)),
    }
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": absolute(check_path(check)),
        "inLanguage": check.language,
        "name": check.title,
        "claimReviewed": check.claim,
        "reviewRating": _rating(BY_SLUG[check.rating]),
        "author": office,
        "datePublished": timezone.localtime(check.published_at).date().isoformat(),
        "dateModified": timezone.localtime(check.updated_at).date().isoformat(),
        "itemReviewed": _claim(check),
        "citation": [
            {"@type": "CreativeWork", "name": item["title"], "url": item["url"], "publisher": item["publisher"]}
            for item in check.evidence
        ],
    }
    corrections = [
        {"@type": "CorrectionComment", "text": reason, "datePublished": change["at"][:10]}
        for change in check.changes
        if change["kind"] == "correct" and (reason := in_language(change["reason"], check.language))
    ]
    if corrections:
        review["correction"] = corrections
    return review


def as_script(review: dict[str, Any] | None) -> SafeString:
    """JSON that cannot close the script element it stands in."""
    text = json.dumps(review, ensure_ascii=False, separators=(",", ":")) if review else ""
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  (no < > & is left)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in `language`, or else in the language that there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def _rating(rating: Rating) -> dict[str, Any]:
    """The verdict in words; a number only where the rating is a degree of truth."""
    words: dict[str, Any] = {"@type": "Rating", "alternateName": str(rating.label)}
    if rating.value is None:
        return words
    return {**words, "ratingValue": rating.value, "bestRating": _BEST, "worstRating": _WORST}


def _claim(check: PublishedCheck) -> dict[str, Any]:
    """What was checked: who is cited as having said it, where it was seen and when first."""
    claim: dict[str, Any] = {"@type": "Claim"}
    if check.claimant:
        claim["author"] = {"@type": "Organization", "name": check.claimant}
    dates = sorted(seen["on"] for seen in check.appearances if seen["on"])
    if dates:
        claim["datePublished"] = dates[0]
    addresses = [{"@type": "CreativeWork", "url": seen["url"]} for seen in check.appearances if seen["url"]]
    if addresses:
        claim["appearance"] = addresses
    return claim
