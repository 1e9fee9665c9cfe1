"""One committed state of a store, its columns read by memory map. Never changes; any number of threads may use it."""

import copy
import functools
import os
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from factdesk.matching.documents import Document, from_line
from factdesk.matching.errors import StoreDamaged
from factdesk.matching.store import layout, lexical
from factdesk.matching.store.manifest import Manifest

Floats = npt.NDArray[np.float32]
RESCORED = 1000  # rows that get an exact score after the search by signs
_SAMPLED = 256  # rows that stand for all others
_USUAL = (0.77, 0.03, 10)  # mean and deviation of cosines between unrelated texts, and how much that counts
_EXACT_BELOW = 4000  # with fewer rows all get an exact score


@functools.cache
def _faiss() -> Any:
    """faiss, imported by the first process that has an index large enough for it: it takes 37 MB."""
    import faiss

    faiss.omp_set_num_threads(1)  # one question has nothing to share out, and threads would only spin
    return faiss


def map_file(path: Path, length: int, kind: str, width: int = 1) -> npt.NDArray[Any]:
    """The first `length` bytes of a file as an array (rows, width), or flat when width is 1."""
    item = np.dtype(kind)
    rows = length // (item.itemsize * width)
    if rows == 0:
        flat = np.empty((0,), dtype=item)
    else:
        flat = np.memmap(path, dtype=item, mode="r", shape=(rows * width,)).view(np.ndarray)
    return flat if width == 1 else flat.reshape(-1, width)


class Pieces:
    """A file of which pieces are read; it stays open when its name is taken away.

    A map would do the same, but count as memory of the process whatever it touched: 42 MB of documents after a thousand
    questions to 100,000 of them, where a question reads ten lines.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, as far as the file has them."""
        return os.pread(self._descriptor, end - start, start)


class Snapshot:
    """What a manifest counts.

    Raises:
        StoreDamaged: a file is missing or shorter than the manifest says, or tantivy cannot read its own.
    """

    def __init__(self, path: Path, manifest: Manifest, earlier: "Snapshot | None" = None) -> None:
        self._path, self.manifest = path, manifest
        self._home = path / manifest.generation
        for name, length in manifest.files.items():
            try:
                actual = os.stat(self._home / name).st_size  # noqa: PTH116 - many files, often
            except OSError as error:
                raise StoreDamaged(path, f"{name} is missing") from error
            if actual < length:
                raise StoreDamaged(path, f"{name} has {actual} bytes instead of {length}")
        same = earlier is not None and earlier.manifest.generation == manifest.generation
        self._samples: dict[str, Floats] = {}
        self._hidden: frozenset[int] = frozenset()
        self._map_all()
        self.lexical: lexical.LexicalView = self._open_lexical(earlier.lexical.index if same and earlier else None)

    def _open_lexical(self, index: tantivy.Index | None) -> lexical.LexicalView:
        home = self._home / layout.LEXICAL
        if not (home / "meta.json").is_file():
            raise StoreDamaged(self._path, "the index of words is missing")
        try:
            return lexical.LexicalView(home, index)
        except (ValueError, OSError) as error:
            raise StoreDamaged(self._path, f"the index of words cannot be read ({error})") from error

    def _map_all(self) -> None:
        # All at once, though opening is what is to be quick: a rebuild may take the names away at any time,
        # and what is mapped stays.
        width = self.manifest.dimension
        kinds = {
            layout.OFFSETS: ("<u8", 1),
            layout.KEYS: ("<u8", 1),
            layout.DEAD: ("<u4", 1),
        }
        for language in layout.LANGUAGES:
            kinds[layout.CODES_OF[language]] = ("u1", width // 8)
            kinds[layout.VECTORS_OF[language]] = ("<f2", width)
            kinds[layout.ROWS_OF[language]] = ("<u4", 1)
        try:
            self._maps = {
                name: map_file(self._home / name, self.manifest.files.get(name, 0), *kind)
                for name, kind in kinds.items()
            }
            self._documents = Pieces(self._home / layout.DOCUMENTS) if self.manifest.documents else None
        except (OSError, ValueError) as error:
            raise StoreDamaged(self._path, f"a file cannot be read ({error})") from error

    @property
    def keys(self) -> npt.NDArray[np.uint64]:
        """The hash of each document's key."""
        return self._maps[layout.KEYS].view(np.uint64)

    @functools.cached_property
    def _dead(self) -> npt.NDArray[np.bool_]:
        # Made when first searched: one byte a document, and four read for each replaced one.
        marks = np.zeros(self.manifest.documents, dtype=np.bool_)
        marks[self._maps[layout.DEAD].astype(np.int64)] = True
        return marks

    def without(self, keys: Iterable[str]) -> "Snapshot":
        """This state as if the documents with these keys had been taken out; it shares all files.

        They are neither found nor part of the background, and others move up. What is counted by the term stays: in how
        many texts a word or a spelling is, and so how rare it is and how missing diacritics are restored.
        """
        other = copy.copy(self)
        other._hidden = self._hidden.union(number for key in keys if (number := self.find(key)) is not None)
        other._dead = self._dead.copy()
        other._dead[list(other._hidden)] = True
        other._samples = {}
        return other

    @property
    def count(self) -> int:
        """Living documents."""
        return self.manifest.documents - self.manifest.dead

    def dead_numbers(self, start: int) -> list[int]:
        """The numbers in the dead list from entry `start` on."""
        return [int(number) for number in self._maps[layout.DEAD][start:].tolist()]

    def lives(self, number: int) -> bool:
        return number < self.manifest.documents and not self._dead[number]

    def texts(self, language: str) -> int:
        """Rows of one of layout.LANGUAGES, the dead among them."""
        return self.manifest.files.get(layout.ROWS_OF[language], 0) // 4

    def document(self, number: int) -> Document:
        """The document with this number, living or dead.

        Raises:
            StoreDamaged: its line cannot be read.
        """
        offsets = self._maps[layout.OFFSETS]
        last = number + 1 == len(offsets)
        end = self.manifest.files[layout.DOCUMENTS] if last else int(offsets[number + 1])
        try:
            return from_line(self._documents.read(int(offsets[number]), end) if self._documents else b"")
        except (OSError, ValueError) as error:
            raise StoreDamaged(self._path, f"document {number} cannot be read") from error

    def find(self, key: str) -> int | None:
        """The number of the living document with this key."""
        for number in np.flatnonzero(self.keys == np.uint64(layout.key_hash(key))).tolist():
            if self.lives(number) and self.document(number).key == key:
                return int(number)
        return None

    def addressed(self, addresses: Sequence[str], limit: int) -> list[int]:
        """The numbers of living documents, of any language, that have one of `addresses`; oldest first."""
        # The same address may have belonged to as many dead ones as that text was ever changed.
        found = self.lexical.addressed(addresses, limit * 8)
        return [number for number in sorted(found) if self.lives(number)][:limit]

    def words(self, text: str, language: str, limit: int) -> dict[int, float]:
        """BM25 of living documents of a language by number, best first."""
        hits = self.lexical.search(text, language, max(self.texts(language), 1), limit + len(self._hidden))
        living = [(number, score) for number, score in hits.items() if self.lives(number)]
        return dict(living[:limit])

    def meanings(self, vector: Floats, language: str, limit: int) -> dict[int, float]:
        """Cosines of living documents of a language by number, best first."""
        total = self.texts(language)
        if not total:
            return {}
        vectors = self._maps[layout.VECTORS_OF[language]]
        if total < _EXACT_BELOW:
            places = np.arange(total)
        else:
            codes = self._maps[layout.CODES_OF[language]]
            wanted = min(total, RESCORED + min(self.manifest.dead, RESCORED))
            _, near = _faiss().knn_hamming(np.packbits(vector > 0)[None], codes, wanted)
            places = np.sort(near[0])  # in the order of the file, for the disk's sake
        documents = self._maps[layout.ROWS_OF[language]][places].astype(np.int64)
        living = ~self._dead[documents]
        places, documents = places[living], documents[living]
        scores = vectors[places].astype(np.float32) @ vector
        best = np.argsort(-scores)[: limit * 2]
        found: dict[int, float] = {}
        for place in best.tolist():
            found.setdefault(int(documents[place]), float(scores[place]))
        return dict(list(found.items())[:limit])

    def background(self, vector: Floats, language: str) -> tuple[float, float]:
        """Mean and standard deviation of the vector's cosines with texts of a language that are not chosen for it."""
        sample = self._sample(language)
        scores = sample @ vector
        # A handful of texts says little, so what is usual for this encoder counts as ten more.
        weight = len(scores) / (len(scores) + _USUAL[2])
        mean = weight * (scores.mean() if len(scores) else 0.0) + (1 - weight) * _USUAL[0]
        spread = weight * (scores.std() if len(scores) else 0.0) + (1 - weight) * _USUAL[1]
        return float(mean), float(spread)

    def _sample(self, language: str) -> Floats:
        if language not in self._samples:
            vectors = self._maps[layout.VECTORS_OF[language]]
            step = max(1, len(vectors) // _SAMPLED)
            places = np.arange(0, len(vectors), step)[:_SAMPLED]
            if self._hidden:
                places = places[~np.isin(self._maps[layout.ROWS_OF[language]][places], list(self._hidden))]
            self._samples[language] = np.asarray(vectors[places], dtype=np.float32)
        return self._samples[language]

    def cosines(self, vector: Floats, language: str, numbers: set[int]) -> dict[int, float]:
        """Exact cosines of given documents of a language; for candidates that only words found."""
        if not numbers:
            return {}
        column = self._maps[layout.ROWS_OF[language]]
        wanted = np.fromiter(numbers, dtype=np.uint32, count=len(numbers))
        # Rows are in the order of their documents, so a search by halves finds them.
        places = np.searchsorted(column, np.sort(wanted))
        places = places[places < len(column)]
        vectors = self._maps[layout.VECTORS_OF[language]][places].astype(np.float32)
        scores = vectors @ vector
        return {
            int(number): float(score)
            for number, score in zip(column[places].tolist(), scores.tolist(), strict=True)
            if int(number) in numbers
        }
