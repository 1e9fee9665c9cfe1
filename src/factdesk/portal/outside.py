"""Another publisher's check as the pages show it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from factdesk.reviews.models import ExternalReview


@dataclass(frozen=True, slots=True)
class OutsideReview:
    """What may be said of a check that is not ours: its publisher's name, words, date and link."""

    publisher: str
    title: str
    claim: str
    rating_label: str
    url: str
    language: str
    date: datetime.date | None


def of_review(review: ExternalReview) -> OutsideReview:
    """The review as a page shows it."""
    return OutsideReview(
        publisher=review.publisher_name,
        title=review.title,
        claim=review.claim,
        rating_label=review.rating_text,
        url=review.url,
        language=review.language,
        date=review.reviewed_on,
    )
