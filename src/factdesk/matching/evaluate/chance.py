"""What chance may have done: bootstrap intervals over queries, and a paired test of two runs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factdesk.matching.evaluate.measures import Measures

SEED = 20
RESAMPLES = 5000
_CELLS = 2_000_000  # of the table of draws that is held at once: 16 MB
_SAME = 1e-12
_Z = 1.959964  # of 95 %

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The measures of all queries, made ready for sums: value and count, both 0 where a query does not have a measure.

    A mean over the queries that have it is then one sum by another, which a resample only has to weigh.
    """

    names: Sequence[str]
    values: Floats
    counts: Floats

    @classmethod
    def of(cls, rows: Sequence[Measures], names: Sequence[str]) -> Columns:
        """One row a query, one column a measure."""
        table = [[row.get(name) for name in names] for row in rows]
        filled = np.array(table, dtype=np.float64).reshape(len(rows), len(names))
        there = ~np.isnan(filled)
        return cls(names, np.where(there, filled, 0.0), there.astype(np.float64))

    def means(self, weights: Floats | None = None) -> Floats:
        """The mean of each measure, NaN where no query has it; one row for each row of weights."""
        given = np.ones((1, len(self.values))) if weights is None else weights
        return _shares(given @ self.values, given @ self.counts)


def _shares(tops: Floats, bottoms: Floats) -> Floats:
    return np.divide(tops, bottoms, out=np.full_like(tops, np.nan), where=bottoms > 0)


def means(rows: Sequence[Measures], names: Sequence[str]) -> dict[str, float | None]:
    """Each measure over the queries that have it; None where none has."""
    return dict(zip(names, map(_known, Columns.of(rows, names).means()[0]), strict=True))


def intervals(rows: Sequence[Measures], names: Sequence[str], seed: int = SEED) -> dict[str, list[float] | None]:
    """The middle 95 % of each measure over resamples of the queries.

    Where all queries agree, all resamples do: an interval of no width then says nothing about how rare the other case
    is (three in as many queries is as much as could have been missed).
    """
    columns = Columns.of(rows, names)
    found = [columns.means(weights) for weights in _resamples(len(rows), np.random.default_rng(seed))]
    return dict(zip(names, _middles(found, len(names)), strict=True))


def share(hits: float, of: int) -> list[float] | None:
    """Where a share lies with 95 % (Wilson), None without anything to share; it has a width where all agree too."""
    if not of:
        return None
    part, more = hits / of, _Z**2 / of
    middle, wide = part + more / 2, _Z * math.sqrt(part * (1 - part) / of + more / of / 4)
    return [max(0.0, (middle - wide) / (1 + more)), min(1.0, (middle + wide) / (1 + more))]


def unseen(of: int) -> float:
    """How large a share can be, with 95 %, of which not one was seen among so many."""
    return 1 - 0.05 ** (1 / of) if of else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second of two runs has more than the first.

    Args:
        queries: how many have the measure in one run at least.
        first, second: the measure of each, over the queries that have it there.
        interval: 95 %, by the same resamples of the queries for both.
        p: how often a difference as large comes about when chance decides which run each result is from.
    """

    queries: int
    first: float
    second: float
    difference: float
    interval: list[float] | None
    p: float


def paired(
    first: Sequence[Measures], second: Sequence[Measures], names: Sequence[str], seed: int = SEED
) -> dict[str, Difference | None]:
    """Compare two runs over the same queries in the same order; None where one of them has no such measure.

    Exchanging the two results of a query turns the sign of their difference where every query has the measure. Shares
    of the answered only are means over other queries in each run, so both results are exchanged, not the difference.
    """
    one, two = Columns.of(first, names), Columns.of(second, names)
    chance = np.random.default_rng(seed)
    a, b = one.means()[0], two.means()[0]
    resampled = [two.means(weights) - one.means(weights) for weights in _resamples(len(first), chance)]
    middles = _middles(resampled, len(names))
    as_large = np.zeros(len(names))
    for exchanged in _exchanges(len(first), chance):
        values, counts = exchanged @ (two.values - one.values), exchanged @ (two.counts - one.counts)
        lower = _shares(one.values.sum(0) + values, one.counts.sum(0) + counts)
        upper = _shares(two.values.sum(0) - values, two.counts.sum(0) - counts)
        as_large += (np.abs(upper - lower) >= np.abs(b - a) - _SAME).sum(0)
    found: dict[str, Difference | None] = {}
    for place, name in enumerate(names):
        if np.isnan(b[place] - a[place]):
            found[name] = None
            continue
        having = int(np.maximum(one.counts, two.counts)[:, place].sum())
        p = float((1 + as_large[place]) / (1 + RESAMPLES))
        x, y = float(a[place]), float(b[place])
        found[name] = Difference(having, x, y, y - x, middles[place], p)
    return found


def _resamples(queries: int, chance: np.random.Generator) -> Iterator[Floats]:
    """How often each query is drawn in each resample, some resamples at a time."""
    for size in _portions(queries):
        yield chance.multinomial(queries, np.full(queries, 1 / queries), size=size).astype(np.float64)


def _exchanges(queries: int, chance: np.random.Generator) -> Iterator[Floats]:
    for size in _portions(queries):
        yield chance.integers(0, 2, size=(size, queries)).astype(np.float64)


def _portions(queries: int) -> Iterator[int]:
    step = max(1, _CELLS // max(queries, 1)) if queries else RESAMPLES
    for start in range(0, RESAMPLES if queries else 0, step):
        yield min(step, RESAMPLES - start)


def _middles(found: list[Floats], width: int) -> list[list[float] | None]:
    """The middle 95 % of each column, without what is NaN."""
    table = np.concatenate(found) if found else np.empty((0, width))
    middles: list[list[float] | None] = []
    for column in table.T:
        known = column[~np.isnan(column)]
        middles.append([float(edge) for edge in np.percentile(known, [2.5, 97.5])] if len(known) else None)
    return middles


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
