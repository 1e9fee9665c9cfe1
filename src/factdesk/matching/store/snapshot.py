"""One committed state of a store. Never changes; any number of threads may use it."""

import copy
import functools
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tantivy

from factdesk.matching.documents import Document, from_line
from factdesk.matching.errors import StoreDamaged
from factdesk.matching.store import layout, lexical
from factdesk.matching.store.hashes import Hashes
from factdesk.matching.store.manifest import Manifest
from factdesk.matching.store.pieces import Files
from factdesk.matching.store.shelf import Floats, Shelf, Tokens, spread_out

_SAMPLED = 256  # rows that stand for all others
_USUAL = (0.77, 0.03, 10)  # mean and deviation of cosines between unrelated texts, and how much that counts


class Snapshot:
    """What a manifest counts.

    Args:
        earlier: a snapshot of the same store, whose open files are taken over as far as they are the same.

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
        if earlier is not None and earlier.manifest.generation != manifest.generation:
            earlier = None
        self._samples: dict[str, Floats] = {}
        self._hidden: frozenset[int] = frozenset()
        self._shelves: dict[str, Shelf] = {}
        self._open_files(earlier)
        self.lexical: lexical.LexicalView = self._open_lexical(earlier.lexical.index if earlier else None)

    def _open_lexical(self, index: tantivy.Index | None) -> lexical.LexicalView:
        home = self._home / layout.LEXICAL
        if not (home / "meta.json").is_file():
            raise StoreDamaged(self._path, "the index of words is missing")
        try:
            return lexical.LexicalView(home, index)
        except (ValueError, OSError) as error:
            raise StoreDamaged(self._path, f"the index of words cannot be read ({error})") from error

    def _open_files(self, earlier: "Snapshot | None") -> None:
        # All at once, though opening is what is to be quick: a rebuild may take the names away at any time,
        # and what is open stays.
        state = self.manifest
        try:
            self._files: Files = Files(self._home, state.files, earlier._files if earlier else None)
            files = self._files
            self._offsets = files.mapped(layout.OFFSETS, "<u8")
            self._dead_list = files.mapped(layout.DEAD, "<u4")
            self._keys: Hashes = Hashes(files.mapped(layout.KEYS, "<u8"), earlier._keys if earlier else None)
            self._checks: Hashes = Hashes(files.mapped(layout.CHECKS, "<u8"), earlier._checks if earlier else None)
            self._documents = files.pieces(layout.DOCUMENTS)
            self._shelves = {
                language: Shelf(
                    language,
                    state.dimension,
                    state.token_width,
                    files,
                    earlier._shelves[language] if earlier else None,
                )
                for language in layout.LANGUAGES
            }
        except (OSError, ValueError) as error:
            raise StoreDamaged(self._path, f"a file cannot be read ({error})") from error

    @functools.cached_property
    def _dead(self) -> npt.NDArray[np.bool_]:
        # Made when first searched: one byte a document, and four read for each replaced one.
        marks = np.zeros(self.manifest.documents, dtype=np.bool_)
        marks[self._dead_list.astype(np.int64)] = True
        return marks

    def without(self, keys: Iterable[str]) -> "Snapshot":
        """This state as if the documents with these keys had been taken out; it shares all files.

        They are neither found nor part of the background, and others move up. What is counted by the term stays: in how
        many texts a word or a spelling is, and so how rare it is and how missing diacritics are restored.
        """
        other = copy.copy(self)
        other._hidden = self._hidden.union(self.numbers(set(keys)).values())
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
        return [int(number) for number in self._dead_list[start:].tolist()]

    def lives(self, number: int) -> bool:
        return number < self.manifest.documents and not self._dead[number]

    def living(self, start: int = 0) -> npt.NDArray[np.int64]:
        """The numbers of living documents from `start` on, in order."""
        return np.flatnonzero(~self._dead[start:]) + start

    def texts(self, language: str) -> int:
        """Rows of one of layout.LANGUAGES, the dead among them."""
        return len(self._shelves[language])

    def document(self, number: int) -> Document:
        """The document with this number, living or dead.

        Raises:
            StoreDamaged: its line cannot be read.
        """
        last = number + 1 == len(self._offsets)
        end = self._files.length(layout.DOCUMENTS) if last else int(self._offsets[number + 1])
        try:
            return from_line(self._documents.read(int(self._offsets[number]), end))
        except (OSError, ValueError, IndexError) as error:
            raise StoreDamaged(self._path, f"document {number} cannot be read") from error

    def find(self, key: str) -> int | None:
        """The number of the living document with this key."""
        return self.numbers({key}).get(key)

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """The numbers of living documents by their keys; unknown keys are left out.

        Args:
            keys: a set, or something else that is quick to look into.
        """
        found = {}
        for number in self._keys.rows({layout.key_hash(key) for key in keys}):
            if self.lives(number) and (key := self.document(number).key) in keys:
                found[key] = number
        return found

    def texts_of(self, kind: str, code: str) -> dict[str, int]:
        """The numbers of all living documents of one check, by their keys."""
        found = {}
        for number in self._checks.rows({layout.check_hash(kind, code)}):
            if self.lives(number):
                document = self.document(number)
                if (document.kind, document.code) == (kind, code):
                    found[document.key] = number
        return found

    def addressed(self, addresses: Sequence[str], limit: int) -> list[int]:
        """The numbers of living documents, of any language, that have one of `addresses`; oldest first."""
        # The same address may have belonged to as many dead ones as that text was ever changed.
        found = self.lexical.addressed(addresses, limit * 8)
        return [number for number in sorted(found) if self.lives(number)][:limit]

    def words(self, text: str, language: str, limit: int, translated: Iterable[Sequence[str]] = ()) -> dict[int, float]:
        """BM25 of living documents of a language by number, best first.

        Args:
            translated: what else may be in them, see LexicalView.search.
        """
        texts = max(self.texts(language), 1)
        hits = self.lexical.search(text, language, texts, limit + len(self._hidden), translated)
        living = [(number, score) for number, score in hits.items() if self.lives(number)]
        return dict(living[:limit])

    def meanings(self, vector: Floats, language: str, limit: int) -> dict[int, float]:
        """Cosines of living documents of a language by number, best first.

        Raises:
            StoreDamaged: a vector cannot be read.
        """
        shelf = self._shelves[language]
        if not len(shelf):
            return {}
        try:
            numbers, scores = shelf.best(vector, limit, self._dead, self.manifest.dead + len(self._hidden))
        except OSError as error:
            raise self._unreadable(language) from error
        first = np.argsort(-scores, kind="stable")[:limit]
        return dict(zip(numbers[first].tolist(), scores[first].tolist(), strict=True))

    def background(self, vector: Floats, language: str) -> tuple[float, float]:
        """Mean and standard deviation of the vector's cosines with texts of a language that are not chosen for it."""
        scores = self._sample(language) @ vector
        # A handful of texts says little, so what is usual for this encoder counts as ten more.
        weight = len(scores) / (len(scores) + _USUAL[2])
        mean = weight * (scores.mean() if len(scores) else 0.0) + (1 - weight) * _USUAL[0]
        spread = weight * (scores.std() if len(scores) else 0.0) + (1 - weight) * _USUAL[1]
        return float(mean), float(spread)

    def _sample(self, language: str) -> Floats:
        if language not in self._samples:
            shelf = self._shelves[language]
            rows = np.arange(0, len(shelf), max(1, len(shelf) // _SAMPLED))[:_SAMPLED]
            if self._hidden:
                rows = rows[~np.isin(shelf.numbers[rows], list(self._hidden))]
            self._samples[language] = self._vectors(language, rows)
        return self._samples[language]

    def cosines(self, vector: Floats, language: str, numbers: set[int]) -> dict[int, float]:
        """Exact cosines of given documents of a language; for candidates that only words found.

        Raises:
            StoreDamaged: a vector cannot be read.
        """
        rows = np.sort(self._shelves[language].rows(list(numbers)))
        rows = rows[rows >= 0]
        scores = self._vectors(language, rows) @ vector
        return dict(zip(self._shelves[language].numbers[rows].tolist(), scores.tolist(), strict=True))

    def tokens(self, numbers: Sequence[int], language: str) -> list[Tokens]:
        """The token vectors of documents of a language, int8 (tokens, token_width); empty for others.

        Raises:
            StoreDamaged: they cannot be read.
        """
        try:
            return self._shelves[language].tokens(numbers)
        except (OSError, ValueError) as error:
            raise self._unreadable(language) from error

    def centre(self, language: str) -> Floats | None:
        """What a shelf's codes are relative to; None where it has none."""
        return self._shelves[language].centre

    def spread(self, language: str, most: int) -> Floats | None:
        """Vectors of up to `most` rows from all over a shelf, (n, dimension); None where it has no centre."""
        shelf = self._shelves[language]
        if shelf.centre is None:
            return None
        return self._vectors(language, spread_out(len(shelf), most))

    def made_of(self, numbers: npt.NDArray[np.int64], *, with_tokens: bool = True) -> tuple[Floats, list[Tokens]]:
        """Vectors and token vectors of documents of any language, in the order of `numbers`.

        Raises:
            StoreDamaged: they cannot be read.
        """
        vectors = np.empty((len(numbers), self.manifest.dimension), dtype=np.float32)
        tokens: list[Tokens] = [np.empty((0, self.manifest.token_width), dtype=np.int8)] * len(numbers)
        for language, shelf in self._shelves.items():
            rows = shelf.rows(numbers)
            places = np.flatnonzero(rows >= 0)
            vectors[places] = self._vectors(language, rows[places])
            if with_tokens and self.manifest.token_width:
                for place, made in zip(places.tolist(), self.tokens(numbers[places].tolist(), language), strict=True):
                    tokens[place] = made
        return vectors, tokens

    def _vectors(self, language: str, rows: npt.NDArray[np.int64]) -> Floats:
        try:
            return self._shelves[language].vectors(rows)
        except OSError as error:
            raise self._unreadable(language) from error

    def _unreadable(self, language: str) -> StoreDamaged:
        return StoreDamaged(self._path, f"vectors of {language} cannot be read")
