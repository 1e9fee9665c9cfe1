"""Reading the whole index and record now and then: a flipped byte shows in no answer, and nobody would notice it."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path

from django.conf import settings

from factdesk.answers import engine
from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import MatchingError
from factdesk.matching.files import replace_atomically
from factdesk.record import inspection as record

logger = logging.getLogger(__name__)

#: Seconds between two readings; more where one takes so long that it would keep the disk busy.
EVERY = 300.0
_REST = 100


def inspect() -> list[str]:
    """Read every byte of the index and note for all processes what is wrong with it. No query.

    Returns:
        The faults; none where it is intact, or where there is no index to read, which is told elsewhere.
    """
    try:
        store = engine.store()
        store.refresh()
        generation = store.snapshot.manifest.generation
        faults = store.check()
        store.refresh()
    except (IndexUnavailable, MatchingError, OSError):
        return []  # missing, or replaced meanwhile: whoever asks next sees it
    if store.snapshot.manifest.generation != generation:
        return []
    known = faults_of(generation)
    if faults and faults != known:
        logger.error("the search index is damaged (%s); run `factdesk reindex`", "; ".join(faults[:3]))
    if faults != known:
        _write(generation, faults)
    return faults


def note(generation: str, fault: str) -> None:
    """Note what somebody ran into between two readings."""
    if not faults_of(generation):
        _write(generation, [fault])


class Inspector:
    """`inspect`, of the index and of the record, no more often than it is worth its time."""

    def __init__(self) -> None:
        self._next = 0.0

    def look(self) -> None:
        """One look, if it is time."""
        if time.monotonic() < self._next:
            return
        began = time.monotonic()
        inspect()
        record.inspect()
        ended = time.monotonic()
        self._next = ended + max(EVERY, _REST * (ended - began))


def faults_of(generation: str) -> list[str]:
    """What the last reading found wrong with this generation of the index's files."""
    try:
        report = json.loads(_report().read_bytes())
        return list(report["faults"]) if report["generation"] == generation else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def forget() -> None:
    """A new index is in the old one's place: what was found is about that no more."""
    _report().unlink(missing_ok=True)


def _write(generation: str, faults: list[str]) -> None:
    report = _report()
    report.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_atomically(report, json.dumps({"generation": generation, "faults": faults[:20]}).encode())


def _report() -> Path:
    return Path(settings.RUN_DIRECTORY) / "index.json"
