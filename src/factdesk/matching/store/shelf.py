"""The texts of one language in a snapshot: their vectors and token vectors."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching.store import finer, layout, signs
from factdesk.matching.store.packed import Packed, give_back
from factdesk.matching.store.pieces import Files

Floats = npt.NDArray[np.float32]
Tokens = npt.NDArray[np.int8]
# Of rows that are searched by codes, so many for each that is wanted are read at once; then as many as may still be
# among the wanted ones, when estimates are off by so many deviations.
_BY_SIGNS, _BY_PACKED, _BY_FINER = (5, 2.5), (10, 2.6), (4, 3.0)
_READ_MOST = 1800  # no more than 3 ms take
_PACKED_MOST = 2000  # rows to look for in a packed shelf
PACKED_FROM = 50_000  # rows; as many may come before those that came are packed too
EXACT_BELOW = 4000  # with fewer rows all get an exact score, from memory: 6 MB at most


def spread_out(rows: int, most: int) -> npt.NDArray[np.int64]:
    """Up to `most` of so many rows, from all over them, in order."""
    return np.linspace(0, rows - 1, min(rows, most)).astype(np.int64)


class Shelf:
    """The rows of one of layout.LANGUAGES. Never changes.

    Args:
        dimension, token_width: of the store.
        earlier: the same shelf in an earlier state of the same generation; what it has packed is taken over.
    """

    def __init__(
        self, language: str, dimension: int, token_width: int, files: Files, earlier: "Shelf | None" = None
    ) -> None:
        self._dimension, self._width = dimension, token_width
        self.numbers: npt.NDArray[np.uint32] = files.mapped(layout.ROWS_OF[language], "<u4")
        centre = files.mapped(layout.CENTRES_OF[language], "<f4")
        self.centre: Floats | None = np.array(centre, dtype=np.float32) if len(centre) else None
        self._codes = files.mapped(layout.CODES_OF[language], "u1", dimension // 8)
        self._codes_to_pack = files.pieces(layout.CODES_OF[language])
        self._packed: Packed | None = earlier._packed if earlier else None
        self._factors = files.mapped(layout.FACTORS_OF[language], "<f4", signs.FACTORS)
        second = files.mapped(layout.FINER_OF[language], "u1", finer.width(dimension))
        self._finer = second if len(second) == len(self._codes) else None
        self._starts = files.mapped(layout.STARTS_OF[language], "<u8")
        self._end = files.length(layout.TOKENS_OF[language])
        self._vectors = files.pieces(layout.VECTORS_OF[language])
        self._tokens = files.pieces(layout.TOKENS_OF[language])

    def __len__(self) -> int:
        return len(self.numbers)

    @functools.cached_property
    def _all(self) -> Floats:
        # Without a lock two first questions at once would both read all; harmless.
        return self._vectors.rows(np.arange(len(self)), "<f2", self._dimension).astype(np.float32)

    def vectors(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Exact vectors, (n, dimension).

        Raises:
            OSError: they cannot be read.
        """
        if len(self) < EXACT_BELOW:
            return self._all[rows]
        return self._vectors.rows(rows, "<f2", self._dimension).astype(np.float32)

    def rows(self, numbers: Sequence[int] | npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """The row of each document, -1 where it is not of this language."""
        wanted = np.asarray(numbers, dtype=np.uint32)
        if not len(self):
            return np.full(len(wanted), -1, dtype=np.int64)
        # Rows are in the order of their documents, so a search by halves finds them.
        rows = np.minimum(np.searchsorted(self.numbers, wanted), len(self) - 1)
        return np.where(self.numbers[rows] == wanted, rows, -1)

    def best(
        self, vector: Floats, limit: int, dead: npt.NDArray[np.bool_], deaths: int
    ) -> tuple[npt.NDArray[np.int64], Floats]:
        """Numbers of living documents near a vector, and their cosines; the nearest `limit` and more, unsorted.

        Args:
            dead: marks by number.
            deaths: how many of the rows may be dead.

        Raises:
            OSError: vectors cannot be read.
        """
        if self.centre is None:
            rows = np.flatnonzero(~dead[self.numbers])
            scores = (self._all @ vector)[rows]
        else:
            rows, estimates = self._near(vector, self.centre, deaths)
            living = ~dead[self.numbers[rows]]
            rows, scores = self._read(vector, limit, rows[living], estimates[living])
        return self.numbers[rows].astype(np.int64), scores

    def _near(self, vector: Floats, centre: Floats, deaths: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows that may be near a vector, and estimates of their cosines."""
        packed = self._pack(centre)
        start = len(packed) if packed else 0
        search = signs.Search(self._codes[start:], self._factors[start:], centre)
        rows = search.near(vector, deaths)
        estimates = search.estimates(vector, rows)
        if packed is None:
            return rows, estimates
        first, better = packed.near(vector, _PACKED_MOST + min(deaths, _PACKED_MOST))
        rows, estimates = np.concatenate([first, rows + start]), np.concatenate([better, estimates])
        if self._finer is not None:
            estimates = finer.estimates(vector, centre, self._finer[rows], self._factors[rows], estimates)
        return rows, estimates

    def _pack(self, centre: Floats) -> Packed | None:
        """What is packed of this shelf, once it is searched; others have come since, but less than PACKED_FROM."""
        packed = self._packed
        if len(self) - (len(packed) if packed else 0) >= PACKED_FROM:
            # Read, not mapped, or the process would keep both. Two first questions at once would both do it; harmless.
            made = self._codes_to_pack.rows(np.arange(len(self)), "u1", self._dimension // 8)
            self._packed = packed = Packed(made, self._factors, centre)
            del made
            give_back()
        return packed

    def _read(
        self, vector: Floats, limit: int, rows: npt.NDArray[np.int64], estimates: Floats
    ) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows and exact scores, best estimates first, until the rest can hardly be among the first `limit`.

        How far estimates are off is seen from those that have been read.
        """
        order = np.argsort(-estimates, kind="stable")
        rows, estimates = rows[order], estimates[order]
        each, doubt = _BY_SIGNS if self._packed is None else _BY_PACKED if self._finer is None else _BY_FINER
        read = min(len(rows), each * limit, _READ_MOST)
        scores = self.vectors(rows[:read]) @ vector
        while limit < read < min(len(rows), _READ_MOST):
            off = scores - estimates[:read]
            least = np.partition(scores, -limit)[-limit]
            bound = float(least - off.mean() - doubt * off.std())
            # Estimates fall, so this many of them reach the bound.
            reach = min(int(np.searchsorted(-estimates, -bound, "right")), _READ_MOST)
            if reach <= read:
                break
            scores = np.concatenate([scores, self.vectors(rows[read:reach]) @ vector])
            read = reach
        return rows[:read], scores

    def tokens(self, numbers: Sequence[int]) -> list[Tokens]:
        """The token vectors of each document, int8 (tokens, token_width); none for those that have none here.

        Raises:
            OSError: they cannot be read.
        """
        if not len(self._starts):
            return [np.empty((0, self._width), dtype=np.int8) for _ in numbers]
        found = []
        for row in self.rows(numbers).tolist():
            start, end = self._span(row) if row >= 0 else (0, 0)
            content = self._tokens.read(start, end)
            if len(content) != end - start:
                raise OSError("the file is shorter than it was")
            found.append(np.frombuffer(content, dtype=np.int8).reshape(-1, self._width))
        return found

    def _span(self, row: int) -> tuple[int, int]:
        last = row + 1 == len(self._starts)
        return int(self._starts[row]), self._end if last else int(self._starts[row + 1])
