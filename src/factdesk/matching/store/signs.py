"""Vectors in 48 bytes, by which the few that deserve an exact score are found among a million.

A code says for each number of a vector whether it is above the mean of its shelf, the centre. Two factors a row make an
estimate of the cosine out of it (RaBitQ without rotation, Gao and Long 2024): with v = centre + rest, the rest is taken
to be `step` up or down in each direction, where `step` is such that the estimate of the rest's product with itself is
right; and `own`, its product with the centre, is kept.
"""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]
FACTORS = 2  # numbers a row: own, step
# After the search by signs this part of a shelf's rows is estimated, and at least so many (docs/decisions/017).
_PART, _LEAST = 50, 3000


@functools.cache
def faiss() -> Any:
    """faiss, imported by the first process that has an index large enough for it: it takes 37 MB."""
    import faiss as module

    module.omp_set_num_threads(1)  # one question has nothing to share out, and threads would only spin
    return module


@functools.cache
def _signs_of_bytes() -> Floats:
    """For each byte its eight signs, +1 or -1: (8, 256)."""
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    return np.ascontiguousarray(bits.T.astype(np.float32) * 2 - 1)


def encode(vectors: Floats, centre: Floats) -> tuple[Codes, Floats]:
    """Codes (n, dimension / 8) and factors (n, FACTORS) of rows."""
    rests = vectors - centre
    codes = np.packbits(rests > 0, axis=1)
    steps = (rests * rests).sum(axis=1) / np.maximum(np.abs(rests).sum(axis=1), 1e-12)
    return codes, np.stack([rests @ centre, steps], axis=1).astype(np.float32)


def products(codes: Codes, rest: Floats) -> Floats:
    """Of a question's rest with what each row's bits stand for, +1 or -1."""
    tables = rest.reshape(-1, 8) @ _signs_of_bytes()
    # Byte by byte: a table of 1 KB stays in the processor's nearest cache, all 48 do not.
    sums = np.zeros(len(codes), dtype=np.float32)
    for table, column in zip(tables, np.ascontiguousarray(codes.T), strict=True):
        sums += table.take(column)
    return sums


class Search:
    """The codes of one shelf.

    Args:
        codes: (n, dimension / 8)
        factors: (n, FACTORS)
        centre: (dimension,)
    """

    def __init__(self, codes: Codes, factors: Floats, centre: Floats) -> None:
        self._codes, self._factors, self._centre = codes, factors, centre

    def near(self, vector: Floats, spare: int) -> npt.NDArray[np.int64]:
        """The rows whose signs are most like the question's, in order of the file.

        Args:
            spare: rows to look for beyond that, for those that turn out to be dead.
        """
        total = len(self._codes)
        wanted = max(_LEAST, total // _PART)
        wanted = min(total, wanted + min(spare, wanted))
        if not total:
            return np.empty(0, dtype=np.int64)
        asked = np.packbits(vector > self._centre)[None]
        # "mc" counts by distance: three times as quick as a heap for so many.
        _, found = faiss().knn_hamming(asked, self._codes, wanted, variant="mc")
        return np.sort(found[0][found[0] >= 0])

    def estimates(self, vector: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        """Of each row's cosine, but for a number that all have in common."""
        by_signs = products(self._codes[rows], vector - self._centre)
        factors = self._factors[rows]
        return np.asarray(factors[:, 0] + factors[:, 1] * by_signs, dtype=np.float32)
