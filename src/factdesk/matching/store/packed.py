"""The codes of a large shelf, laid out in memory so that a question looks through half a million in 1.5 ms.

faiss's fast scan adds up, for each row, what a table of the question says of each half byte of its code. Half bytes of
signs make the product of the question with what the signs stand for; one more for each of a row's two factors makes of
it the whole estimate of signs.py. So the rows that are nearest by estimates come out of the scan itself. The search by
signs has to find five times as many first, and tells less of them where the question is in another language.

Nothing of this is on disk: each process makes it from codes and factors, in a quarter of a second for 500,000 rows, and
has it in memory instead of the codes.
"""

import numpy as np
import numpy.typing as npt

from factdesk.matching.store import signs
from factdesk.matching.store.signs import Codes, Floats

_LEVELS = 16  # what half a byte tells apart
_NUMBERS = 4  # signs in half a byte, and so the numbers of a question that make one table
_SAMPLE = 256  # rows that say how large products are
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
        faiss = signs.faiss()
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
        plain = faiss.IndexPQ(tables * _NUMBERS, tables, 4, faiss.METRIC_INNER_PRODUCT)
        plain.is_trained = True
        faiss.copy_array_to_vector(entries.ravel(), plain.pq.centroids)
        faiss.copy_array_to_vector(halves.ravel(), plain.codes)
        plain.ntotal = len(codes)
        self._index = faiss.IndexPQFastScan(plain)

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
        rows, factors = found[0], self._factors[found[0]]
        # Of those that were found the product is taken out again and multiplied.
        products = sums[0] - _scaled(factors, self._step) @ np.array([1, usual], dtype=np.float32)
        return rows, np.asarray(factors[:, 0] + factors[:, 1] * products, dtype=np.float32)


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
