"""Changing a store. See layout.py for the files and manifest.py for what makes a change count."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from factdesk.matching.documents import Document, searched_text, to_line
from factdesk.matching.encoder.model import TextEncoder
from factdesk.matching.errors import EncoderMismatch, StoreDamaged
from factdesk.matching.store import finer, layout, manifest, signs
from factdesk.matching.store.column import Column
from factdesk.matching.store.lexical import LexicalWriter
from factdesk.matching.store.lock import WriterLock
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.passages import passages, token_width
from factdesk.matching.store.pieces import Pieces
from factdesk.matching.store.shelf import EXACT_BELOW, Floats, Tokens, spread_out
from factdesk.matching.store.snapshot import Snapshot

_BLOCK = 4096  # rows coded at once
_SAMPLE = 4000  # rows that say where a shelf's centre is


class Writer:
    """Takes documents in and out; nothing counts before `commit`. Use it as a context: leaving drops what is open.

    A put with a known key replaces that document: the old one is declared dead, the new one is appended.

    Raises:
        StoreBusy: another writer is at work.
        StoreDamaged, StoreMissing, FormatMismatch, EncoderMismatch
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
        self._check_encoder()
        home = self._path / self._state.generation
        self._before = Snapshot(self._path, self._state)
        self._columns = {
            name: Column(home / name, self._state.files.get(name, 0)) for name in [*layout.every_file(), layout.BATCHES]
        }
        try:
            self._lexical = LexicalWriter(home / layout.LEXICAL)
        except ValueError as error:
            raise StoreDamaged(self._path, f"the index of words cannot be opened for writing ({error})") from error
        self._centres = {language: self._before.centre(language) for language in layout.LANGUAGES}
        self._start()
        self._lexical.forget_from(self._state.documents)

    def _check_encoder(self) -> None:
        if self._encoder is None:
            return
        has, wanted = self._state, self._encoder
        if wanted.name != has.encoder:
            raise EncoderMismatch(self._path, has.encoder, wanted.name)
        # A store made for no token vectors takes none, whatever the encoder could make.
        if has.token_width and (width := token_width(wanted)) != has.token_width:
            raise EncoderMismatch(
                self._path,
                f"{has.encoder} with {has.token_width} numbers a token",
                f"{wanted.name} with {width}",
            )

    def _start(self) -> None:
        self._documents = self._state.documents
        self._fresh: dict[str, int] = {}  # keys put since the last commit
        self._fresh_checks: dict[tuple[str, str], set[str]] = {}
        self._died: set[int] = set()

    @property
    def before(self) -> Snapshot:
        """The state of the last commit, to which `put` and `remove` are added."""
        return self._before

    def put(
        self, documents: Sequence[Document], vectors: Floats | None = None, tokens: Sequence[Tokens] | None = None
    ) -> None:
        """Add documents, replacing those with the same keys.

        Args:
            vectors: float32 (n, dimension), the encoder's `passages` of each `searched_text`; made here when left out.
            tokens: of each document, int8 (tokens, token_width); to be given with vectors where the store keeps them.

        Raises:
            ValueError: vectors do not fit, or are left out and the writer was opened without an encoder.
        """
        if not documents:
            return
        if vectors is None:
            if self._encoder is None:
                raise ValueError("give vectors, or open the writer with an encoder")
            texts = [searched_text(document) for document in documents]
            vectors, tokens = passages(self._encoder, texts, self._state.token_width)
        self._check_vectors(len(documents), vectors, tokens)
        self._kill([document.key for document in documents])
        first = self._documents
        for number, document in enumerate(documents, first):
            if document.key in self._fresh:  # twice in one call: the later one counts
                self._died.add(self._fresh[document.key])
            self._lexical.add(number, document)
            self._fresh[document.key] = number
            self._fresh_checks.setdefault((document.kind, document.code), set()).add(document.key)
        self._documents += len(documents)
        self._append_documents(documents)
        shelves = np.array([layout.shelf(document.language) for document in documents])
        for language in layout.LANGUAGES:
            places = np.flatnonzero(shelves == language)
            if len(places):
                self._append_meanings(language, first + places, vectors[places])
                if self._state.token_width and tokens is not None:
                    self._append_tokens(language, [tokens[place] for place in places.tolist()])

    def _check_vectors(self, count: int, vectors: Floats, tokens: Sequence[Tokens] | None) -> None:
        if vectors.shape != (count, self._state.dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"vectors must be finite and of shape ({count}, {self._state.dimension})")
        width = self._state.token_width
        if not width:
            return
        if tokens is None or len(tokens) != count:
            raise ValueError(f"give the token vectors of each of {count} documents")
        if any(made.dtype != np.int8 or made.ndim != 2 or made.shape[1] != width for made in tokens):
            raise ValueError(f"token vectors must be 8-bit numbers of shape (tokens, {width})")

    def _append_documents(self, documents: Sequence[Document]) -> None:
        lines = [to_line(document) for document in documents]
        ends = np.cumsum([len(line) for line in lines], dtype=np.uint64)
        starts = np.concatenate([[0], ends[:-1]]).astype("<u8") + np.uint64(self._columns[layout.DOCUMENTS].length)
        keys = [layout.key_hash(document.key) for document in documents]
        checks = [layout.check_hash(document.kind, document.code) for document in documents]
        self._columns[layout.OFFSETS].append(starts.tobytes())
        self._columns[layout.DOCUMENTS].append(b"".join(lines))
        self._columns[layout.KEYS].append(np.array(keys, dtype="<u8").tobytes())
        self._columns[layout.CHECKS].append(np.array(checks, dtype="<u8").tobytes())

    def _append_meanings(self, language: str, numbers: npt.NDArray[np.int64], vectors: Floats) -> None:
        halves = vectors.astype("<f2")
        self._columns[layout.ROWS_OF[language]].append(numbers.astype("<u4").tobytes())
        self._columns[layout.VECTORS_OF[language]].append(halves.tobytes())
        centre = self._centres[language]
        if centre is not None:
            self._append_codes(language, halves.astype(np.float32), centre)

    def _append_codes(self, language: str, vectors: Floats, centre: Floats) -> None:
        bits, second = self._columns[layout.CODES_OF[language]], self._columns[layout.FINER_OF[language]]
        width = self._state.dimension // 8
        # Not behind codes that were made before there was a second bit: rows would not be told apart.
        if bits.length // width == second.length // finer.width(self._state.dimension):
            second.append(finer.encode(vectors, centre).tobytes())
        codes, factors = signs.encode(vectors, centre)
        bits.append(codes.tobytes())
        self._columns[layout.FACTORS_OF[language]].append(factors.astype("<f4").tobytes())

    def _append_tokens(self, language: str, tokens: Sequence[Tokens]) -> None:
        column = self._columns[layout.TOKENS_OF[language]]
        sizes = np.cumsum([0, *(made.size for made in tokens)], dtype=np.uint64)[:-1]
        self._columns[layout.STARTS_OF[language]].append((sizes + np.uint64(column.length)).astype("<u8").tobytes())
        column.append(b"".join(made.tobytes() for made in tokens))

    def centre_on(self, language: str, vectors: Floats) -> None:
        """Have a shelf's codes made by the mean of these vectors; passed over where it has codes or texts already."""
        if self._centres[language] is None and not self._columns[layout.ROWS_OF[language]].length:
            self._set_centre(language, vectors.mean(axis=0))

    def _set_centre(self, language: str, centre: Floats) -> None:
        self._centres[language] = centre = centre.astype("<f4")
        self._columns[layout.CENTRES_OF[language]].append(centre.tobytes())

    def _code_what_grew(self) -> None:
        """Give codes to all rows of a shelf that has become too large for exact scores."""
        for language in layout.LANGUAGES:
            rows = self._columns[layout.ROWS_OF[language]].length // 4
            if self._centres[language] is not None or rows < EXACT_BELOW:
                continue
            column = self._columns[layout.VECTORS_OF[language]]
            column.flush()
            file, width = Pieces(column.path), self._state.dimension
            sample = file.rows(spread_out(rows, _SAMPLE), "<f2", width)
            self._set_centre(language, sample.astype(np.float32).mean(axis=0))
            centre = self._centres[language]
            assert centre is not None
            for start in range(0, rows, _BLOCK):
                block = file.rows(np.arange(start, min(start + _BLOCK, rows)), "<f2", width)
                self._append_codes(language, block.astype(np.float32), centre)

    def remove(self, keys: Iterable[str]) -> int:
        """Take documents out by key; unknown keys are passed over. How many were taken out."""
        before = len(self._died)
        self._kill(list(keys))
        return len(self._died) - before

    def remove_check(self, kind: str, code: str) -> int:
        """Take out all documents of one check, in every language and phrasing. How many were taken out."""
        return self.remove({*self._before.texts_of(kind, code), *self._fresh_checks.get((kind, code), ())})

    def _kill(self, keys: list[str]) -> None:
        for key in keys:
            if key in self._fresh:
                self._died.add(self._fresh.pop(key))
        self._died.update(self._before.numbers(set(keys)).values())

    def commit(self, cursor: Mapping[str, int] | None = None) -> None:
        """Make everything since the last commit count, at once, for every process; it survives a power cut.

        Args:
            cursor: how far the caller's sources have been followed; kept names that are not given stay as they were.
        """
        self._columns[layout.DEAD].append(np.array(sorted(self._died), dtype="<u4").tobytes())
        self._code_what_grew()
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
