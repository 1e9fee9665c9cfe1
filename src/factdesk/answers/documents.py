"""From published texts to what the index holds of them."""

from __future__ import annotations

import html
import re

from django.conf import settings

from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK
from factdesk.matching import Document
from factdesk.record.models import PublishedCheck
from factdesk.reviews.models import ExternalReview

_TAG = re.compile(r"<[^>]*>")
#: The index keeps the beginning of a body; claims are found by title and claim.
_BODY_LENGTH = 4000


def of_check(row: PublishedCheck) -> Document:
    """The text of a published check in one language."""
    body = " ".join(html.unescape(_TAG.sub(" ", row.body)).split())
    return Document(
        key=f"{FACT_CHECK}:{row.code}:{row.language}",
        kind=FACT_CHECK,
        code=row.code,
        language=row.language,
        title=row.title,
        claim=row.claim,
        body=f"{row.verdict} {body}".strip()[:_BODY_LENGTH],
        addresses=tuple(place["url"] for place in row.appearances if place["url"]),
        extra={"rating": row.rating, "seq": row.seq},
    )


def of_review(review: ExternalReview) -> Document:
    """The claim of an external review."""
    language = review.language or "und"
    return Document(
        key=review_key(review.code, language),
        kind=EXTERNAL_REVIEW,
        code=review.code,
        language=language,
        title=review.title,
        claim=review.claim,
        addresses=(review.url, *review.appearances),
        extra={"rating": review.rating_text, "publisher": review.publisher_name, "url": review.url},
    )


def check_keys(code: str) -> set[str]:
    """Every key that a check may have in the index."""
    return {f"{FACT_CHECK}:{code}:{language}" for language, _ in settings.LANGUAGES}


def review_key(code: str, language: str) -> str:
    """The key that a review has in the index."""
    return f"{EXTERNAL_REVIEW}:{code}:{language or 'und'}"
