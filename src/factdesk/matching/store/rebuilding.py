"""Building a store anew beside the old one, and putting it in its place at one instant.

What costs is making vectors. So those of texts that have not changed are taken from the old store; and a rebuild that
was broken off leaves its workshop, in which the next one goes on.
"""

import itertools
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from factdesk.matching.documents import Document, searched_text
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.errors import FormatMismatch, StoreDamaged, StoreMissing
from factdesk.matching.progress import Progress, silent
from factdesk.matching.store import checking, generations, layout, manifest
from factdesk.matching.store.lock import WriterLock
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.passages import passages, token_width
from factdesk.matching.store.shelf import Floats, Tokens
from factdesk.matching.store.snapshot import Snapshot
from factdesk.matching.store.store import Store
from factdesk.matching.store.writer import Writer

_BATCH = 256
_COMMIT_EVERY = 15.0  # seconds of work that a rebuild broken off may lose
_SAMPLE = 4000  # vectors of an old shelf that say where the centre of the new one is

Cursor = Mapping[str, int]


def rebuild(
    path: Path | str,
    encoder: TextEncoder,
    documents: Iterable[Document],
    cursor: Cursor | Callable[[], Cursor],
    progress: Progress = silent,
    total: int = 0,
    helpers: Sequence[TextEncoder] = (),
) -> Store:
    """Replace the store at `path`, whatever state it is in, by one with these documents.

    Readers of the old one go on with it until their next refresh. A crash leaves the old one, and what was made so far
    for the next rebuild.

    Args:
        documents: each key once.
        cursor: kept in the new store; a function is asked when all documents have been taken.
        total: how many documents are to be expected, for the progress.
        helpers: further encoders with the same name; each makes vectors in a thread of its own, beside `encoder`.

    Raises:
        StoreBusy: another process is writing.
    """
    path = Path(path)
    path.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(path)
    try:
        workshop = path / layout.REBUILDING
        old = _Known(_intact(path, encoder))
        _open_workshop(workshop, encoder)
        with Writer(workshop, encoder) as writer:
            for language in layout.LANGUAGES:
                if old.snapshot is not None and (spread := old.snapshot.spread(language, _SAMPLE)) is not None:
                    writer.centre_on(language, spread)
            _Filling(writer, old, [encoder, *helpers]).fill(documents, cursor, progress, total)
        commits = old.snapshot.manifest.commits if old.snapshot else 0
        state = manifest.read(workshop)
        generations.put_in_place(path, workshop, replace(state, commits=max(commits, state.commits) + 1))
        shutil.rmtree(workshop, ignore_errors=True)
    finally:
        lock.release()
    return Store.open(path, encoder.name)


def _intact(path: Path, encoder: TextEncoder, *, words: bool = False) -> Snapshot | None:
    """What a store holds, where it fits the encoder and every byte is what was written.

    Args:
        words: look at the index of words too.
    """
    try:
        state = manifest.read(path, also=() if words else manifest.WITH_OTHER_WORDS)
        if (state.encoder, state.dimension, state.token_width) != (
            encoder.name,
            encoder.dimension,
            token_width(encoder),
        ):
            return None
        snapshot = Snapshot(path, state)
        look = checking.faults if words else checking.column_faults
        return None if look(path / state.generation, state) else snapshot
    except (StoreMissing, StoreDamaged, FormatMismatch, OSError, TypeError):
        return None


def _open_workshop(workshop: Path, encoder: TextEncoder) -> None:
    """Leave the workshop of a rebuild that was broken off, or make a new one."""
    if _intact(workshop, encoder, words=True) is not None:
        return
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir()
    generation = "000001"
    generations.make(workshop, generation)
    manifest.write(workshop, Manifest(encoder.name, encoder.dimension, generation, token_width(encoder)))


class _Known:
    """Vectors of texts that are the same as they were."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot

    def take(self, batch: "_Batch") -> None:
        """Fill in what is known of a batch."""
        if self.snapshot is None or not self.snapshot.count:
            return
        numbers = self.snapshot.numbers({batch.documents[place].key for place in batch.missing})
        held = []
        for place in batch.missing:
            document = batch.documents[place]
            number = numbers.get(document.key)
            if number is not None and searched_text(self.snapshot.document(number)) == searched_text(document):
                held.append((place, number))
        if not held:
            return
        vectors, tokens = self.snapshot.made_of(np.array([number for _, number in held]))
        for (place, _), vector, made in zip(held, vectors, tokens, strict=True):
            batch.vectors[place], batch.tokens[place] = vector, made
        batch.missing = sorted(set(batch.missing) - {place for place, _ in held})


@dataclass
class _Batch:
    """Documents on their way.

    Args:
        missing: places of those that have no vector yet.
        work: what makes the missing ones, once somebody has been asked to.
    """

    documents: list[Document]
    vectors: list[Floats | None] = field(default_factory=list)
    tokens: list[Tokens | None] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    work: "Future[None] | None" = None

    def __post_init__(self) -> None:
        count = len(self.documents)
        self.vectors, self.tokens, self.missing = [None] * count, [None] * count, list(range(count))


class _Filling:
    """Brings documents into the workshop in their order, while encoders make what is missing of the next ones."""

    def __init__(self, writer: Writer, old: _Known, encoders: Sequence[TextEncoder]) -> None:
        self._writer, self._old = writer, old
        self._begun = _Known(writer.before)  # of a rebuild that was broken off
        self._seen = np.zeros(writer.before.manifest.documents, dtype=np.bool_)
        self._changed: set[str] = set()  # keys that it had with something else
        self._free: SimpleQueue[TextEncoder] = SimpleQueue()
        for encoder in encoders:
            self._free.put(encoder)
        self._threads = len(encoders)
        self._width = writer.before.manifest.token_width

    def fill(
        self,
        documents: Iterable[Document],
        cursor: Cursor | Callable[[], Cursor],
        progress: Progress,
        total: int,
    ) -> None:
        """Take all documents and commit."""
        done, committed = 0, time.monotonic()
        with ThreadPoolExecutor(self._threads, "encoder") as pool:
            try:
                for batch in self._ahead(pool, iter(documents)):
                    self._put(batch)
                    done += len(batch.documents)
                    progress(done, max(done, total), "indexing")
                    if time.monotonic() - committed >= _COMMIT_EVERY:
                        self._writer.commit()
                        committed = time.monotonic()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        self._remove_unseen()
        self._writer.commit(cursor() if callable(cursor) else cursor)

    def _ahead(self, pool: ThreadPoolExecutor, documents: Iterator[Document]) -> Iterator[_Batch]:
        """Batches in order; the next ones are being worked on meanwhile."""
        waiting: deque[_Batch] = deque()
        while taken := list(itertools.islice(documents, _BATCH)):
            batch = _Batch(taken)
            self._begun.take(batch)
            self._old.take(batch)
            if batch.missing:
                batch.work = pool.submit(self._encode, batch)
            waiting.append(batch)
            while waiting and (waiting[0].work is None or waiting[0].work.done() or len(waiting) > 2 * self._threads):
                yield self._done(waiting.popleft())
        while waiting:
            yield self._done(waiting.popleft())

    @staticmethod
    def _done(batch: _Batch) -> _Batch:
        if batch.work is not None:
            batch.work.result()
        return batch

    def _encode(self, batch: _Batch) -> None:
        encoder = self._free.get()
        try:
            texts = [searched_text(batch.documents[place]) for place in batch.missing]
            vectors, tokens = passages(encoder, texts, self._width)
        finally:
            self._free.put(encoder)
        for order, place in enumerate(batch.missing):
            batch.vectors[place] = vectors[order]
            batch.tokens[place] = tokens[order] if tokens is not None else None

    def _put(self, batch: _Batch) -> None:
        places = [place for place, document in enumerate(batch.documents) if not self._is_there(document)]
        if not places:
            return
        if len(self._seen):
            self._changed.update(batch.documents[place].key for place in places)
        vectors = [vector for place in places if (vector := batch.vectors[place]) is not None]
        tokens = [made for place in places if (made := batch.tokens[place]) is not None]
        self._writer.put(
            [batch.documents[place] for place in places], np.stack(vectors), tokens if self._width else None
        )

    def _is_there(self, document: Document) -> bool:
        """Whether a rebuild that was broken off had got as far as this document; noted, for it stays."""
        begun = self._begun.snapshot
        if begun is None or not len(self._seen):
            return False
        number = begun.find(document.key)
        if number is None or begun.document(number) != document:
            return False
        self._seen[number] = True
        return True

    def _remove_unseen(self) -> None:
        """Take out what a rebuild that was broken off had taken in and is no longer among the documents."""
        begun = self._begun.snapshot
        if begun is not None and len(self._seen):
            unseen = (begun.document(number).key for number in begun.living().tolist() if not self._seen[number])
            self._writer.remove([key for key in unseen if key not in self._changed])
