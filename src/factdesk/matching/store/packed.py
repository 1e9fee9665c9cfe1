"""The codes of a large shelf, laid out in memory so that a question looks through half a million in a millisecond.

faiss's fast scan adds up, for each row, what a table of the question says of each half byte of its code. Half bytes of
signs make the product of the question with what the signs stand for; one more for each of a row's two factors makes of
it the whole estimate of signs.py. So the rows that are nearest by estimates come out of the scan itself. The search by
signs has to find five times as many first, and tells less of them where the question is in another language.

From CELLS_FROM rows on they lie in cells, like beside like, and a question looks through the nearest half of these:
49 MB of two languages do not stay in a processor's cache, and come twice as slowly from main memory. Cells are made of
codes, for vectors would have to be read first: k-means over the signs of a sample, and each row to the middle whose
signs are most like its own.

Nothing of this is on disk: each process makes it from codes and factors, in .6 s for 500,000 rows, and has it in memory
instead of the codes.
"""

import ctypes
import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching.store import signs
from factdesk.matching.store.signs import Codes, Floats

_LEVELS = 16  # what half a byte tells apart
_NUMBERS = 4  # signs in half a byte, and so the numbers of a question that make one table
_SAMPLE = 256  # rows that say how large products are
CELLS_FROM = 200_000  # rows
_CELL, _LOOKED_THROUGH = 2000, 2  # rows of a cell on average, and one of how many cells is looked through
_OF_EACH = 32  # rows of each cell in the sample of which the middles are made
_ABOVE = 3.0  # by so many deviations the products of those that are looked for stand out


def _signs_of_halves() -> Floats:
    """For each half byte its four signs, +1 or -1: (16, 4)."""
    bits = np.arange(_LEVELS)[:, None] >> np.arange(_NUMBERS)[::-1] & 1
    return (bits * 2 - 1).astype(np.float32)


class Packed:
    """The first rows of a shelf. Never changes; any number of threads may use it.

    Args:
        codes, factors, centre: as `signs.Search` takes them.
    """

    def __init__(self, codes: Codes, factors: Floats, centre: Floats) -> None:
        self._centre, self._factors = centre, factors
        self._step = float(factors[:, 1].mean())
        sample = codes[:: max(1, len(codes) // _SAMPLE)]
        self._sample: Floats = np.unpackbits(sample, axis=1).astype(np.float32) * 2 - 1
        levels, chosen = _levelled(_scaled(factors, self._step))
        tables = codes.shape[1] * 2 + signs.FACTORS
        entries = np.zeros((tables, _LEVELS, _NUMBERS), dtype=np.float32)
        entries[: -signs.FACTORS] = _signs_of_halves()
        entries[-signs.FACTORS :, :, 0] = levels.T
        halves = np.empty((len(codes), tables // 2), dtype=np.uint8)
        halves[:, :-1] = codes << 4 | codes >> 4  # faiss takes the lower half first
        halves[:, -1] = chosen[:, 0] | chosen[:, 1] << 4
        build = self._in_cells if len(codes) >= CELLS_FROM else self._in_order
        self._index = build(codes, halves, entries.ravel())
        # It has copied what it needs, and would keep what it was made of: as much again.
        vars(self._index).pop("referenced_objects", None)

    @staticmethod
    def _in_order(_codes: Codes, halves: Codes, entries: Floats) -> Any:
        """An index of half bytes."""
        faiss, tables = signs.faiss(), halves.shape[1] * 2
        plain = faiss.IndexPQ(tables * _NUMBERS, tables, 4, faiss.METRIC_INNER_PRODUCT)
        plain.is_trained, plain.ntotal = True, len(halves)
        faiss.copy_array_to_vector(entries, plain.pq.centroids)
        faiss.copy_array_to_vector(halves.ravel(), plain.codes)
        return faiss.IndexPQFastScan(plain)

    def _in_cells(self, codes: Codes, halves: Codes, entries: Floats) -> Any:
        """An index of half bytes in cells of like codes."""
        faiss = signs.faiss()
        count, tables = len(codes) // _CELL, halves.shape[1] * 2
        sample = np.unpackbits(codes[:: max(1, _CELL // _OF_EACH)], axis=1).astype(np.float32) * 2 - 1
        clusters = faiss.Kmeans(
            sample.shape[1], count, niter=4, seed=1, min_points_per_centroid=1, max_points_per_centroid=2 * _OF_EACH
        )
        clusters.train(sample)
        _, nearest = faiss.knn_hamming(codes, np.packbits(clusters.centroids > 0, axis=1), 1)
        order = np.argsort(nearest[:, 0], kind="stable").astype(np.int64)
        edges = np.searchsorted(nearest[order, 0], np.arange(count + 1)).tolist()
        self._middles = faiss.IndexFlatIP(tables * _NUMBERS)  # an index in cells keeps no hold of it
        self._middles.add(np.pad(clusters.centroids, ((0, 0), (0, signs.FACTORS * _NUMBERS))))
        plain = faiss.IndexIVFPQ(self._middles, tables * _NUMBERS, count, tables, 4, faiss.METRIC_INNER_PRODUCT)
        plain.is_trained, plain.ntotal = True, len(halves)
        faiss.copy_array_to_vector(entries, plain.pq.centroids)
        plain.by_residual, plain.nprobe = False, -(-count // _LOOKED_THROUGH)
        halves = halves[order]
        for cell, (start, end) in enumerate(itertools.pairwise(edges)):
            rows, like = order[start:end], halves[start:end]  # pointers keep no hold of an array
            plain.invlists.add_entries(cell, len(rows), faiss.swig_ptr(rows), faiss.swig_ptr(like))
        return faiss.IndexIVFPQFastScan(plain)

    def __len__(self) -> int:
        return len(self._factors)

    def near(self, vector: Floats, most: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """The rows with the highest estimates, and these, as `signs.Search.estimates` gives them."""
        rest = vector - self._centre
        products = self._sample @ rest
        usual = products.mean() + _ABOVE * products.std()
        asked = np.zeros((1, len(rest) + signs.FACTORS * _NUMBERS), dtype=np.float32)
        asked[0, : len(rest)] = rest
        # own + step * product, by the mean step. A table cannot multiply what two others give, so a step counts by how
        # far it is from their mean as if all products were as large as of those that are looked for.
        asked[0, len(rest)], asked[0, len(rest) + _NUMBERS] = 1, usual
        sums, found = self._index.search(asked, min(most, len(self)))
        rows = found[0][found[0] >= 0]
        factors = self._factors[rows]
        # Of those that were found the product is taken out again and multiplied.
        products = sums[0][: len(rows)] - _scaled(factors, self._step) @ np.array([1, usual], dtype=np.float32)
        return rows, np.asarray(factors[:, 0] + factors[:, 1] * products, dtype=np.float32)


def give_back() -> None:
    """Return to the system what is free: glibc would keep 50 MB a shelf, in holes between the lists of cells."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _scaled(factors: Floats, step: float) -> Floats:
    """By the mean step: what a row's own product counts, and how far its step is from the mean."""
    return np.asarray(factors / np.float32(step) - np.array([0, 1], dtype=np.float32), dtype=np.float32)


def _levelled(values: Floats) -> tuple[Floats, Codes]:
    """Sixteen levels for each column, (16, columns), and which of them is the nearest to each value."""
    spread = values[:: max(1, len(values) // 4000)]
    low, high = np.quantile(spread, [0.001, 0.999], axis=0).astype(np.float32)
    width = np.maximum(high - low, np.float32(1e-9)) / (_LEVELS - 1)
    chosen = np.clip(np.rint((values - low) / width), 0, _LEVELS - 1).astype(np.uint8)
    return (low + np.arange(_LEVELS, dtype=np.float32)[:, None] * width).astype(np.float32), chosen
