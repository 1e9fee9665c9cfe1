"""Collects what is read into batches, stores them, and counts into the report."""

from __future__ import annotations

import sqlite3
from types import TracebackType

from factdesk.reviews import storing
from factdesk.reviews.claimreview import Found, Refusal
from factdesk.reviews.report import Report
from factdesk.reviews.storing import Incoming

#: Reviews in one transaction: small enough that a question is stored in between, large enough to be fast.
BATCH = 1000


class Batches:
    """Takes what is read, item by item. On leaving, what is left over is stored; after an error it is not."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._waiting: list[Incoming] = []
        self._seen: frozenset[str] = frozenset()
        self._rehearsed = _Rehearsed() if report.dry_run else None

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self._flush()
        if self._rehearsed:
            self._rehearsed.close()

    def take(self, found: Found | Refusal, source: str) -> None:
        """Take one review or refusal that was met in `source`."""
        if isinstance(found, Refusal):
            self.report.refuse(source, found.reason, found.place, found.detail)
            return
        self._waiting.append(Incoming.of(found.review, source))
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        keys = frozenset(item.key for item in batch)
        if self._rehearsed:
            batch = self._rehearsed.without_known(batch, self.report)
        outcome = storing.save(batch, seen=self._seen, dry_run=self.report.dry_run)
        self.report.new += outcome.new
        self.report.changed += outcome.changed
        self.report.unchanged += outcome.unchanged
        self._seen = keys


class _Rehearsed:
    """What a rehearsal has met in earlier batches, since nothing of it is in the tables.

    In a database of its own that SQLite keeps in a temporary file: memory does not grow with the import.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE met (key TEXT, sha256 TEXT, PRIMARY KEY (key, sha256)) WITHOUT ROWID")

    def without_known(self, batch: list[Incoming], report: Report) -> list[Incoming]:
        """The reviews that were not met before; the others are counted as they would have been."""
        self._database.execute("BEGIN")
        rest = []
        met_here = set()
        for item in batch:
            versions = {row[0] for row in self._database.execute("SELECT sha256 FROM met WHERE key = ?", [item.key])}
            if not versions or item.key in met_here:
                rest.append(item)
                met_here.add(item.key)
            elif item.sha256 in versions:
                report.unchanged += 1
            else:
                report.changed += 1
            self._database.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", [item.key, item.sha256])
        self._database.execute("COMMIT")
        return rest

    def close(self) -> None:
        """Drop it."""
        self._database.close()
