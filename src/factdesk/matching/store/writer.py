"""Changing a store. See layout.py for the files and manifest.py for what makes a change count."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factdesk.matching.documents import Document, searched_text, to_line
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.errors import EncoderMismatch, StoreDamaged
from factdesk.matching.store import layout, manifest
from factdesk.matching.store.column import Column
from factdesk.matching.store.lexical import LexicalWriter
from factdesk.matching.store.lock import WriterLock
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.snapshot import Snapshot

Floats = npt.NDArray[np.float32]


class Writer:
    """Takes documents in and out; nothing counts before `commit`. Use it as a context: leaving drops what is open.

    A put with a known key replaces that document: the old one is declared dead, the new one is appended.

    Raises:
        StoreBusy: another writer is at work.
        StoreDamaged, StoreMissing
    """

    def __init__(
        self, path: Path, encoder: TextEncoder | None = None, done: Callable[[], object] | None = None
    ) -> None:
        self._path, self._encoder, self._done = path, encoder, done
        self._lock = WriterLock(path)
        try:
            self._open()
        except BaseException:
            self._lock.release()
            raise

    def _open(self) -> None:
        self._state = manifest.read(self._path)
        if self._encoder is not None and self._encoder.name != self._state.encoder:
            raise EncoderMismatch(self._path, self._state.encoder, self._encoder.name)
        home = self._path / self._state.generation
        self._before = Snapshot(self._path, self._state)
        self._columns = {
            name: Column(home / name, self._state.files.get(name, 0)) for name in [*layout.every_file(), layout.BATCHES]
        }
        try:
            self._lexical = LexicalWriter(home / layout.LEXICAL)
        except ValueError as error:
            raise StoreDamaged(self._path, f"the index of words cannot be opened for writing ({error})") from error
        self._start()
        self._lexical.forget_from(self._state.documents)

    def _start(self) -> None:
        self._documents = self._state.documents
        self._fresh: dict[str, int] = {}  # keys put since the last commit
        self._died: set[int] = set()

    def put(self, documents: Sequence[Document], vectors: Floats | None = None) -> None:
        """Add documents, replacing those with the same keys.

        Args:
            vectors: float32 (n, dimension), the encoder's `passages` of each `searched_text`; made here when left out.

        Raises:
            ValueError: vectors do not fit, or are left out and the writer was opened without an encoder.
        """
        if not documents:
            return
        if vectors is None:
            if self._encoder is None:
                raise ValueError("give vectors, or open the writer with an encoder")
            vectors = self._encoder.passages([searched_text(document) for document in documents])
        if vectors.shape != (len(documents), self._state.dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"vectors must be finite and of shape ({len(documents)}, {self._state.dimension})")
        self._kill([document.key for document in documents])
        for document, vector in zip(documents, vectors, strict=True):
            if document.key in self._fresh:  # twice in one call: the later one counts
                self._died.add(self._fresh[document.key])
            self._append(document, vector)

    def _append(self, document: Document, vector: Floats) -> None:
        number, shelf = self._documents, layout.shelf(document.language)
        columns = self._columns
        columns[layout.OFFSETS].append(columns[layout.DOCUMENTS].length.to_bytes(8, "little"))
        columns[layout.DOCUMENTS].append(to_line(document))
        columns[layout.KEYS].append(layout.key_hash(document.key).to_bytes(8, "little"))
        columns[layout.ROWS_OF[shelf]].append(number.to_bytes(4, "little"))
        columns[layout.CODES_OF[shelf]].append(np.packbits(vector > 0).tobytes())
        columns[layout.VECTORS_OF[shelf]].append(vector.astype("<f2").tobytes())
        self._lexical.add(number, document)
        self._fresh[document.key] = number
        self._documents += 1

    def remove(self, keys: Iterable[str]) -> int:
        """Take documents out by key; unknown keys are passed over. How many were taken out."""
        before = len(self._died)
        self._kill(list(keys))
        return len(self._died) - before

    def _kill(self, keys: list[str]) -> None:
        for key in keys:
            if key in self._fresh:
                self._died.add(self._fresh.pop(key))
        hashes = {layout.key_hash(key) for key in keys}
        known = np.flatnonzero(np.isin(self._before.keys, np.fromiter(hashes, dtype=np.uint64, count=len(hashes))))
        if not len(known):
            return
        wanted = set(keys)
        for number in known.tolist():
            if number not in self._died and self._before.lives(number) and self._before.document(number).key in wanted:
                self._died.add(number)

    def commit(self, cursor: Mapping[str, int] | None = None) -> None:
        """Make everything since the last commit count, at once, for every process; it survives a power cut.

        Args:
            cursor: how far the caller's sources have been followed; kept names that are not given stay as they were.
        """
        for number in sorted(self._died):
            self._columns[layout.DEAD].append(number.to_bytes(4, "little"))
        self._note_batch()
        known_dead = self._before.dead_numbers(self._state.lexical_dead)
        self._lexical.forget(known_dead)
        self._lexical.commit()
        state = manifest.successor(
            self._state,
            cursor={**self._state.cursor, **(cursor or {})},
            files={name: column.length for name, column in self._columns.items()},
            documents=self._documents,
            dead=self._state.dead + len(self._died),
            lexical_dead=self._state.lexical_dead + len(known_dead),
        )
        manifest.write(self._path, state)
        self._settle(state)

    def _note_batch(self) -> None:
        spans = {}
        for name in layout.every_file():
            column = self._columns[name]
            digest = column.sync()
            if digest is not None:
                spans[name] = [column.committed, column.length, digest]
        if spans:
            self._columns[layout.BATCHES].append(json.dumps(spans, separators=(",", ":")).encode() + b"\n")
            self._columns[layout.BATCHES].sync()

    def _settle(self, state: Manifest) -> None:
        for column in self._columns.values():
            column.settle()
        self._state = state
        self._before = Snapshot(self._path, state, self._before)
        self._start()
        if self._done is not None:
            self._done()

    def close(self) -> None:
        """Let go; what was not committed is dropped."""
        try:
            self._lexical.close()
            for column in self._columns.values():
                column.close()
        finally:
            self._lock.release()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
