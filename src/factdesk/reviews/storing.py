"""One batch of reviews into the tables: what is new, what has changed, each change with the next number."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from factdesk.reviews.claimreview import ParsedReview
from factdesk.reviews.claimreview.parsed import FIELDS
from factdesk.reviews.identity import codes_of, is_rewording, key_of, page_of
from factdesk.reviews.models import ExternalReview, ReviewChange
from factdesk.reviews.selectors import head

#: PostgreSQL's advisory lock that a transaction with changes holds until it commits.
_LOCK = 0x_FAC7_4EF1


@dataclass(frozen=True, slots=True)
class Incoming:
    """A review that was read, with what it is known by."""

    review: ParsedReview
    source: str
    key: str
    page: str
    sha256: str

    @classmethod
    def of(cls, review: ParsedReview, source: str) -> Incoming:
        """`review` as it was read from `source`."""
        return cls(review, source[:1000], key_of(review), page_of(review), review.sha256())


@dataclass(slots=True)
class Outcome:
    """How many of a batch were what."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Plan:
    """What one transaction will write, filled review by review in the order in which they were read."""

    at: datetime.datetime
    rows: dict[str, ExternalReview]
    superseded: set[tuple[str, str]]
    new: dict[str, ExternalReview] = field(default_factory=dict)
    changed: dict[str, ExternalReview] = field(default_factory=dict)
    changes: list[ReviewChange] = field(default_factory=list)


def save(batch: Sequence[Incoming], *, seen: Collection[str] = (), dry_run: bool = False) -> Outcome:
    """Store a batch in one transaction; with `dry_run` take it back again.

    Args:
        batch: at most some thousands.
        seen: keys that the same import met just before, which are therefore still on their pages.
        dry_run: count only.
    """
    stored = dict(
        ExternalReview.objects.filter(key__in={item.key for item in batch}).values_list("key", "content_sha256")
    )
    pending = [item for item in batch if stored.get(item.key) != item.sha256]
    outcome = Outcome(unchanged=len(batch) - len(pending))
    if not pending:  # the usual case of a second import: nothing is locked
        return outcome
    with transaction.atomic():
        lock()
        plan = _planned(pending, outcome, present={item.key for item in batch} | set(seen))
        _write(plan)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def lock() -> None:
    """Be alone until this transaction ends, so that changes have no gaps and follow the order of commitment.

    SQLite: a write transaction is alone already (transaction_mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def number(changes: list[ReviewChange]) -> None:
    """Give `changes` the next numbers and store them. The caller holds the lock."""
    for seq, change in zip(count(head() + 1), changes, strict=False):
        change.seq = seq
    ReviewChange.objects.bulk_create(changes)


def as_parsed(row: ExternalReview) -> ParsedReview:
    """The row's content in the form in which it was read."""
    values: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    return ParsedReview(**{**values, "appearances": tuple(row.appearances)})


def _planned(pending: Sequence[Incoming], outcome: Outcome, *, present: Collection[str]) -> _Plan:
    rows = {row.key: row for row in ExternalReview.objects.filter(key__in={item.key for item in pending})}
    unknown_pages = {item.page for item in pending if item.key not in rows}
    on_page: dict[str, list[ExternalReview]] = {}
    for row in ExternalReview.objects.filter(page__in=unknown_pages).exclude(key__in=present):
        on_page.setdefault(row.page, []).append(row)
    known = {row.code for row in rows.values()} | {row.code for found in on_page.values() for row in found}
    superseded = set(
        ReviewChange.objects.filter(review_id__in=known)
        .exclude(previous_sha256="")
        .values_list("review_id", "previous_sha256")
    )
    plan = _Plan(at=timezone.now(), rows=rows, superseded=superseded)
    for item in pending:
        if item.key not in plan.rows and (reworded := _reworded(item, on_page)):
            plan.rows[item.key] = reworded
        _plan_one(item, plan, outcome)
    return plan


def _plan_one(item: Incoming, plan: _Plan, outcome: Outcome) -> None:
    row = plan.rows.get(item.key)
    if row is None:
        row = ExternalReview(key=item.key, page=item.page, first_seen_at=plan.at)
        _fill(row, item, plan.at)
        plan.rows[item.key] = plan.new[item.key] = row
        plan.changes.append(ReviewChange(review=row, kind=ReviewChange.Kind.NEW, at=plan.at))
        outcome.new += 1
    elif row.content_sha256 == item.sha256 or (row.code, item.sha256) in plan.superseded:
        # What this review said before is no news: an old file beside a new one would else change it back and forth.
        outcome.unchanged += 1
    else:
        plan.changes.append(
            ReviewChange(
                review=row,
                kind=ReviewChange.Kind.CHANGED,
                previous={**as_parsed(row).content(), "source": row.source},
                previous_sha256=row.content_sha256,
                at=plan.at,
            )
        )
        plan.superseded.add((row.code, row.content_sha256))
        _fill(row, item, plan.at)
        if row.key not in plan.new:
            plan.changed[row.code] = row
        outcome.changed += 1


def _reworded(item: Incoming, on_page: dict[str, list[ExternalReview]]) -> ExternalReview | None:
    """The stored review that this one is with its claim in better words: it was on the page and is there no more."""
    candidates = on_page.get(item.page, [])
    for row in candidates:
        if row.language == item.review.language and is_rewording(row.claim, item.review.claim):
            candidates.remove(row)
            return row
    return None


def _fill(row: ExternalReview, item: Incoming, at: datetime.datetime) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(item.review, name))
    row.appearances = list(item.review.appearances)
    row.key, row.page, row.source = item.key, item.page, item.source
    row.content_sha256, row.updated_at = item.sha256, at


def _write(plan: _Plan) -> None:
    taken = set(
        ExternalReview.objects.filter(code__in=[next(codes_of(key)) for key in plan.new]).values_list("code", flat=True)
    )
    for key, row in plan.new.items():
        row.code = _free_code(key, taken)
        taken.add(row.code)
    for change in plan.changes:
        change.review_id = change.review.code  # the code came after the change was planned
    ExternalReview.objects.bulk_create(plan.new.values())
    for row in plan.changed.values():
        row.save(force_update=True)
    number(plan.changes)


def _free_code(key: str, taken: Collection[str]) -> str:
    for position, code in enumerate(codes_of(key)):
        if code not in taken and (position == 0 or not ExternalReview.objects.filter(code=code).exists()):
            return code
    raise AssertionError("codes_of never ends")
