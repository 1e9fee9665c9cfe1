"""Reading the whole index and record now and then: a flipped byte shows in no answer, and nobody would notice it."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from pathlib import Path

from django.conf import settings

from factdesk.answers import engine
from factdesk.answers.errors import IndexUnavailable
from factdesk.matching import MatchingError
from factdesk.matching.files import replace_atomically, taking_turns
from factdesk.record import inspection as record

logger = logging.getLogger(__name__)

#: Seconds between two readings; more where one takes so long that it would keep the disk busy.
EVERY = 300.0
_REST = 100
#: Faults that are kept: one is enough to know what to do.
_KEPT = 20


def inspect() -> list[str]:
    """Read every byte of the index and note for all processes what is wrong with it. No query.

    Returns:
        The faults; none where it is intact, or where there is no index to read, which is told elsewhere.
    """
    try:
        store = engine.store()
        store.refresh()
        generation = store.snapshot.manifest.generation
        before = faults_of(generation)
        faults = store.check()
        store.refresh()
    except (IndexUnavailable, MatchingError, OSError):
        return []  # missing, or replaced meanwhile: whoever asks next sees it
    if store.snapshot.manifest.generation != generation:
        return []
    if faults == before == faults_of(generation):
        return faults  # nothing to write, and where the home is read-only nothing could be
    with _alone():
        known = faults_of(generation)
        # What somebody ran into during this reading may lie where it had been already.
        faults = [*faults, *(fault for fault in known if fault not in before and fault not in faults)][:_KEPT]
        if faults != known:
            _write({generation: faults})
    if faults and faults != known:
        logger.error("the search index is damaged (%s); run `factdesk reindex`", "; ".join(faults[:3]))
    return faults


def note(generation: str, fault: str) -> None:
    """Note what somebody ran into between two readings."""
    with _alone():
        noted = _noted()
        known = noted.get(generation, [])
        if fault not in known and len(known) < _KEPT:
            _write({**noted, generation: [*known, fault]})


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
    """What is known to be wrong with this generation of the index's files."""
    return _noted().get(generation, [])


def forget() -> None:
    """A new index is in the old one's place: what was found is about that no more."""
    with _alone():
        _report().unlink(missing_ok=True)


def _alone() -> contextlib.AbstractContextManager[None]:
    """Whoever changes the notes takes turns; reading them needs none."""
    return taking_turns(_report().with_suffix(".lock"))


def _noted() -> dict[str, list[str]]:
    """The notes: of each generation, its faults."""
    try:
        faults = json.loads(_report().read_bytes())["faults"]
        return {str(generation): list(found) for generation, found in faults.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(faults: dict[str, list[str]]) -> None:
    replace_atomically(_report(), json.dumps({"faults": faults}).encode())


def _report() -> Path:
    return Path(settings.RUN_DIRECTORY) / "index.json"
