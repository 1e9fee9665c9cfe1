"""Copying what lives to a new generation, so that what died takes no room; while others read and write.

Most is copied from a snapshot, without the writer's lock; what came meanwhile is added in rounds, the last of them
under the lock, where there is little left to do. Then the manifest is swapped. A crash at any instant leaves the old
generation, and a directory that the next compaction takes away.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from factdesk.matching.errors import StoreBusy
from factdesk.matching.store import checking, generations, layout, manifest
from factdesk.matching.store.lock import WriterLock
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.store.writer import Writer

LEAST, SHARE = 5000, 5  # from so many dead documents on, where they are one of so many
_BATCH = 128  # documents: a twentieth of a second's work
_REST = 1.0  # seconds of rest for each second of work: whoever asks meanwhile has the processor at least half the time
_FEW = 500  # documents that may be left for the time under the lock
_ROUNDS = 20  # where more keeps coming than that, it waits for another time
_PATIENCE, _PAUSE = 30.0, 0.05  # seconds to wait for another writer, and between two tries
_SAMPLE = 4000


def _never() -> bool:
    return False


def compact(
    path: Path | str,
    enough: Callable[[], bool] = _never,
    *,
    least: int = LEAST,
    share: int = SHARE,
    rest: float = _REST,
) -> bool:
    """Give the store a generation without what died, where that is worth it; whether it has one now.

    Leaves a store alone that has a byte that is not what was written: copied, nobody would know of it any more.

    Args:
        enough: asked now and then; where it says so, the work is dropped.
        least, share: from `least` dead documents on, where at least one of `share` is dead.
        rest: seconds of rest after each second of work.

    Raises:
        StoreMissing, StoreDamaged, FormatMismatch
        OSError: the disk is full or a rebuild took the files away meanwhile.
    """
    path = Path(path)
    state = manifest.read(path)
    workshop = path / layout.COMPACTING
    if state.dead < max(least, 1) or state.dead * share < state.documents:
        if workshop.exists():  # of one that was broken off
            _clear(workshop)
        return False
    workshop.mkdir(exist_ok=True)
    try:
        lock = WriterLock(workshop)
    except StoreBusy:
        return False  # somebody else is at it
    try:
        return _Compaction(path, workshop, enough, rest).run()
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        lock.release()


def _clear(workshop: Path) -> None:
    try:
        lock = WriterLock(workshop)
    except StoreBusy:
        return
    shutil.rmtree(workshop, ignore_errors=True)
    lock.release()


class _Compaction:
    """One run."""

    def __init__(self, path: Path, workshop: Path, enough: Callable[[], bool], rest: float) -> None:
        self._path, self._made = path, workshop / "store"
        self._enough, self._rest = enough, rest
        shutil.rmtree(self._made, ignore_errors=True)
        self._source = Snapshot(path, manifest.read(path))
        self._copied = 0  # documents of the source that have been dealt with, living or dead
        self._noticed = 0  # entries of its dead list

    def run(self) -> bool:
        """Whether the new generation is in place."""
        state = self._source.manifest
        if checking.column_faults(self._path / state.generation, state):
            return False
        self._made.mkdir()
        generations.make(self._made, "000001")
        manifest.write(self._made, Manifest(state.encoder, state.dimension, "000001", state.token_width))
        if not self._copy_most():
            return False
        deadline = time.monotonic() + _PATIENCE
        while not self._enough():
            try:
                lock = WriterLock(self._path)
            except StoreBusy:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_PAUSE)
                continue
            try:
                return self._finish()
            finally:
                lock.release()
        return False

    def _copy_most(self) -> bool:
        """All but a few of the documents, without the lock; whether it may be finished."""
        for _ in range(_ROUNDS):
            with Writer(self._made) as writer:
                if not self._copied:
                    for language in layout.LANGUAGES:
                        if (spread := self._source.spread(language, _SAMPLE)) is not None:
                            writer.centre_on(language, spread)
                if not self._copy(writer, self._rest):
                    return False
                writer.commit()
            # The writer is closed: whatever merging of words that led to is over.
            if not self._look_again():
                return False
            if self._source.manifest.documents - self._copied <= _FEW:
                return True
        return False

    def _look_again(self) -> bool:
        """Take the newest state; whether it is of the generation that is being copied."""
        state = manifest.read(self._path)
        if state.generation != self._source.manifest.generation:
            return False
        self._source = Snapshot(self._path, state, self._source)
        return True

    def _copy(self, writer: Writer, rest: float) -> bool:
        """Bring the copy to the snapshot at hand; whether all was done."""
        self._bury(writer)
        living = self._source.living(self._copied)
        for start in range(0, len(living), _BATCH):
            if self._enough():
                return False
            began = time.monotonic()
            numbers = living[start : start + _BATCH]
            vectors, tokens = self._source.made_of(numbers)
            writer.put([self._source.document(number) for number in numbers.tolist()], vectors, tokens)
            if rest:
                time.sleep((time.monotonic() - began) * rest)
        self._copied = self._source.manifest.documents
        return True

    def _bury(self, writer: Writer) -> None:
        """Take out of the copy what has died since it was made."""
        died = [number for number in self._source.dead_numbers(self._noticed) if number < self._copied]
        self._noticed = self._source.manifest.dead
        # Each lived when it was copied, so the copy has it under its key and nothing newer yet.
        writer.remove([self._source.document(number).key for number in died])

    def _finish(self) -> bool:
        """What is left, under the lock, and the swap."""
        if not self._look_again():
            return False
        now = self._source.manifest
        with Writer(self._made) as writer:
            self._copy(writer, 0)
            writer.commit(now.cursor)
        made = manifest.read(self._made)
        generations.put_in_place(self._path, self._made, replace(made, commits=now.commits + 1))
        return True
