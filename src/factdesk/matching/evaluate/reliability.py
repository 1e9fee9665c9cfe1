"""Whether a probability is one: of what was said to be right nine times in ten, how much was?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

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
    known = sorted((row.probability, row.right) for row in rows if row.right is not None)
    bins = []
    for part in np.array_split(np.array(known, dtype=np.float64).reshape(-1, 2), min(BINS, len(known)) or 1):
        if len(part):
            said, right = part.mean(axis=0).tolist()
            interval = chance.share(float(part[:, 1].sum()), len(part))
            bins.append({"queries": len(part), "said": said, "right": right, "interval": interval})
    far = [each["queries"] * abs(each["said"] - each["right"]) for each in bins]
    return {"queries": len(known), "ece": sum(far) / len(known) if known else None, "bins": bins}
