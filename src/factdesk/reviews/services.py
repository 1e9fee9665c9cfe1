"""What the room does: import reviews, and take one out or put it back."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from django.db import transaction
from django.utils import timezone

from factdesk import outbound
from factdesk.outbound import OutboundRefused
from factdesk.reviews import sources as places
from factdesk.reviews import storing
from factdesk.reviews.batches import BATCH, Batches
from factdesk.reviews.claimreview import Place, read
from factdesk.reviews.errors import NoSuchReview
from factdesk.reviews.models import ExternalReview, ReviewChange
from factdesk.reviews.report import Report


class Progress(Protocol):
    """Called now and then: bytes read, bytes in all (0 where that is not known), and which source."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


def import_claimreviews(
    sources: Iterable[str],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    policy: outbound.Policy | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Read ClaimReviews and store what is new or has changed. Nothing that a review links to is fetched.

    Each 1,000 reviews are a transaction: an import that is stopped keeps what it has stored, and the next one goes on.
    One bad item never stops the others; it stands in the report.

    Args:
        sources: files, folders, http(s) addresses, or "-" for standard input.
        dry_run: store nothing; the report says what would have been.
        progress: called with bytes read, bytes in all (or 0) and the source's name.
        policy: what may be connected to; the default lets only the public network through.
        stdin: what "-" means; the default is the process's own.
    """
    names = list(sources)
    report = Report(dry_run=dry_run)
    total = places.size_of(names) if progress else 0
    with Batches(report) as batches:
        done, last = 0, ""
        for name in names:
            for source in places.opened(name, policy=policy or outbound.Policy(), stdin=stdin or sys.stdin.buffer):
                if isinstance(source, places.NotOpened):
                    report.refuse(source.name, source.reason, Place(), source.detail)
                    continue
                for _ in _taken(source, batches):
                    if progress:
                        progress(done + source.position(), total, source.name)
                done, last = done + source.position(), source.name
    if progress and last:
        progress(done, total or done, last)
    return report


def remove_review(code: str) -> None:
    """Take a review out of what is shown; it stays in the tables, and no import brings it back. Raises NoSuchReview."""
    _set_removed(code, removed=True)


def restore_review(code: str) -> None:
    """Show a review again that was taken out. Raises NoSuchReview."""
    _set_removed(code, removed=False)


def _set_removed(code: str, *, removed: bool) -> None:
    with transaction.atomic():
        storing.lock()
        review = ExternalReview.objects.filter(code=code).first()
        if review is None:
            raise NoSuchReview(code)
        if review.removed == removed:
            return
        review.removed = removed
        review.updated_at = timezone.now()
        review.save(update_fields=["removed", "updated_at"])
        kind = ReviewChange.Kind.REMOVED if removed else ReviewChange.Kind.RESTORED
        storing.number([ReviewChange(review=review, kind=kind, at=review.updated_at)])


def _taken(source: places.Opened, batches: Batches) -> Iterator[None]:
    """Read one source into `batches`; gives a sign of life now and then."""
    met = 0
    try:
        for found in read(source.file, address=source.address, content_type=source.content_type):
            batches.take(found, source.name)
            met += 1
            if met % BATCH == 0:
                yield
    except OutboundRefused as refused:
        batches.report.refuse(source.name, refused.code, Place(), refused.detail)
    except OSError as error:
        batches.report.refuse(source.name, "unreadable", Place(), error.strerror or "")
    yield
