"""What can be asked of the external reviews. Indexes follow them by `changes` and a cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Max

from factdesk.reviews.models import ExternalReview, ReviewChange


def head() -> int:
    """The number of the newest change; -1 where there is none. One query."""
    newest = ReviewChange.objects.aggregate(newest=Max("seq"))["newest"]
    return -1 if newest is None else newest


def changes(*, after: int = -1, limit: int = 1000) -> list[ReviewChange]:
    """Up to `limit` changes that follow number `after`, in order, with their reviews as they are now. One query."""
    return list(ReviewChange.objects.filter(seq__gt=after).select_related("review").order_by("seq")[:limit])


def review(code: str) -> ExternalReview | None:
    """The review of this code, unless the desk has taken it out. One query."""
    return ExternalReview.objects.filter(code=code, removed=False).first()


def by_codes(codes: Iterable[str]) -> dict[str, ExternalReview]:
    """The reviews of these codes, without those taken out. One query."""
    return {found.code: found for found in ExternalReview.objects.filter(code__in=list(codes), removed=False)}


def count() -> int:
    """How many reviews there are, without those taken out. One query."""
    return ExternalReview.objects.filter(removed=False).count()


def all_reviews(*, chunk: int = 1000) -> Iterator[ExternalReview]:
    """Every review that is not taken out, by code; one query for `chunk` of them, memory for as many.

    Pages by code instead of holding one long query open, which would keep SQLite from trimming its log.
    """
    last = ""
    while True:
        rows = list(ExternalReview.objects.filter(code__gt=last, removed=False).order_by("code")[:chunk])
        yield from rows
        if len(rows) < chunk:
            return
        last = rows[-1].code
