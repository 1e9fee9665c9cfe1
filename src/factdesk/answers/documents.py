"""From published texts to what the index holds of them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable

from django.conf import settings

from factdesk.answers.models import LANGUAGES, MOST, Phrasing
from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK, MatchRef
from factdesk.matching import Document
from factdesk.matching.documents import PHRASING_OF
from factdesk.record.models import PublishedCheck
from factdesk.reviews.models import ExternalReview

_TAG = re.compile(r"<[^>]*>")
#: The index keeps the beginning of a body; claims are found by title and claim.
_BODY_LENGTH = 4000


def of_check(row: PublishedCheck) -> Document:
    """The text of a published check in one language."""
    body = " ".join(html.unescape(_TAG.sub(" ", row.body)).split())
    return Document(
        key=check_key(row.code, row.language),
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


def of_phrasings(rows: Iterable[Phrasing], languages: Collection[str]) -> list[Document]:
    """The phrasings `rows` of one check that has texts in `languages`; none where it has no text.

    Each names the text of the check in its own language, or one in another where there is none.
    """
    standing = [language for language, _ in settings.LANGUAGES if language in languages]
    return [
        Document(
            key=phrasing_key(row.code, row.language, row.place),
            kind=FACT_CHECK,
            code=row.code,
            language=row.language,
            title="",
            claim=row.text,
            extra={PHRASING_OF: check_key(row.code, row.language if row.language in standing else standing[0])},
        )
        for row in rows
        if standing
    ]


def ref(document: Document, score: float) -> MatchRef:
    """What a found document stands for: a phrasing for the text of its check that it names."""
    shown: str = document.extra.get(PHRASING_OF, "")
    language = shown.rpartition(":")[2] if shown else document.language
    return MatchRef(document.kind, document.code, language, score)


def check_key(code: str, language: str) -> str:
    """The key that a text of a check has in the index."""
    return f"{FACT_CHECK}:{code}:{language}"


def check_keys(code: str) -> set[str]:
    """Every key that the texts of a check may have in the index."""
    return {check_key(code, language) for language, _ in settings.LANGUAGES}


def phrasing_key(code: str, language: str, place: int) -> str:
    """The key that a phrasing has in the index."""
    return f"{check_key(code, language)}#{place}"


def phrasing_keys(code: str) -> set[str]:
    """Every key that the phrasings of a check may have in the index."""
    return {phrasing_key(code, language, place) for language in LANGUAGES for place in range(1, MOST + 1)}


def review_key(code: str, language: str) -> str:
    """The key that a review has in the index."""
    return f"{EXTERNAL_REVIEW}:{code}:{language or 'und'}"
