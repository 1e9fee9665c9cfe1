"""Whether a probability is one: of what was said to be right nine times in ten, how much was?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching.evaluate import chance
from factdesk.matching.evaluate.asking import Row

BINS = 10


def measure(rows: Iterable[Row]) -> dict[str, Any]:
    """The first candidates of all queries, by their probability of being the answer, in BINS equally full bins.

    Returns:
        queries: those of which is known whether the first candidate is right; ece: the mean distance between what was
        said and what was right over them, None without any; bins: from the least probable on, each with queries, the
        mean probability `said`, the share `right` and its interval.
    """
    known = [(row.probability, row.right) for row in rows if row.right is not None]
    bins = []
    for part in _parts(known, BINS):
        said, right = part.mean(axis=0).tolist()
        interval = chance.share(float(part[:, 1].sum()), len(part))
        bins.append({"queries": len(part), "said": said, "right": right, "interval": interval})
    return {"queries": len(known), "ece": distance(known), "bins": bins}


def distance(known: Sequence[tuple[float, bool]], bins: int = BINS) -> float | None:
    """ECE: the mean distance, over equally full bins, of the probability that was said and the share that was right.

    Args:
        known: probability and whether it was right; None comes of an empty one.
    """
    far = [len(part) * abs(float(np.subtract(*part.mean(axis=0)))) for part in _parts(known, bins)]
    return sum(far) / len(known) if known else None


def _parts(known: Sequence[tuple[float, bool]], bins: int) -> list[npt.NDArray[np.float64]]:
    """Rows of probability and right, from the least probable on, in equally full parts; none is empty."""
    table = np.array(sorted(known), dtype=np.float64).reshape(-1, 2)
    return [part for part in np.array_split(table, min(bins, len(known)) or 1) if len(part)]
