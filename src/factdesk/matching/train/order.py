"""Fit the ranker: a linear score whose softmax over the candidates puts the right one first; data/ranking.json.

Listwise softmax (ListNet with one place: Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise
Approach"), with a ridge on standardised features, by plain gradient steps (Adam) from a fixed start: no chance in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching import ranking
from factdesk.matching.features import NAMES
from factdesk.matching.ranking import Ranker
from factdesk.matching.train import gathering
from factdesk.matching.train.examples import Example
from factdesk.matching.train.run import Run

OUTPUT = "ranking.json"
#: What is the same for all candidates of a question, or known only when they are in order; and `twin_over`, by which
#: two texts of one check differ, and two checks hardly.
NOT_RANKED = frozenset(
    [
        "asks_openly",
        "length",
        "bare",
        "negation_differs",
        "denies",
        "place_missing",
        "rank_gap",
        "verbatim",
        "twin_over",
    ]
)
RANKED = tuple(name for name in NAMES if name not in NOT_RANKED)
_STEPS, _RATE, _RIDGE = 400, 0.05, 0.003

Floats = npt.NDArray[np.float64]


def fit(examples: Iterable[Example]) -> Ranker:
    """The ranker from those examples whose right check is among the candidates; each source weighs by its root."""
    useful = [example for example in examples if example.present and any(example.right)]
    held = Counter(example.source for example in useful)
    columns = [matrix(example, RANKED) for example in useful]
    right = [np.array(example.right, dtype=float) for example in useful]
    weights = np.array([held[example.source] ** -0.5 for example in useful])
    everything = np.concatenate(columns)
    mean, scale = everything.mean(0), everything.std(0) + 1e-9
    slopes = _descend([(column - mean) / scale for column in columns], right, weights / weights.sum())
    return Ranker({name: round(float(slope), 5) for name, slope in zip(RANKED, slopes / scale, strict=True)})


def _descend(columns: Sequence[Floats], right: Sequence[Floats], weights: Floats) -> Floats:
    starts = np.concatenate([[0], np.cumsum([len(column) for column in columns])[:-1]])
    sizes = np.array([len(column) for column in columns])
    x, y, w = np.concatenate(columns), np.concatenate(right), np.repeat(weights, sizes)

    def shares(scores: Floats, mask: Floats | float = 1.0) -> Floats:
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)) * mask
        return raised / np.repeat(np.add.reduceat(raised, starts) + 1e-30, sizes)

    beta = np.zeros(x.shape[1])
    first, second = np.zeros_like(beta), np.zeros_like(beta)
    for step in range(1, _STEPS + 1):
        scores = x @ beta
        gradient = x.T @ (w * (shares(scores) - shares(scores, y))) + _RIDGE * beta
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        beta -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return beta


def matrix(example: Example, names: Sequence[str]) -> Floats:
    """The named features of each candidate, (candidates, names)."""
    return np.array([[features[name] for name in names] for features in example.features])


def reordered(example: Example, ranker: Ranker) -> tuple[list[dict[str, float]], list[bool]]:
    """Features and labels of the best text of each check by a ranker, with its gaps."""
    scores = [ranker.score(features) for features in example.features]
    best: dict[tuple[str, str], tuple[int, float]] = {}
    own = [features["same_language"] > 0 for features in example.features]
    for place, gap in ranking.in_order(scores, example.claims, example.checks, own):
        best.setdefault(example.checks[place], (place, gap))
    places = list(best.values())
    found = [{**example.features[place], "rank_gap": gap} for place, gap in places]
    return found, [example.right[place] for place, _ in places]


def write(ranker: Ranker, made: dict[str, Any], output: Path) -> None:
    """Save it with what it was made from."""
    output.write_text(json.dumps({"made": made, "weights": ranker.weights}, indent=1) + "\n", encoding="utf-8")


def main_from(run: Run) -> dict[str, Any]:
    """Fit the ranker; facts for the model card."""
    examples = gathering.gather(run)
    ranker = fit(examples)
    made = {"by": "factdesk train matching", "from": [path.name for path in run.data], "seed": run.seed}
    write(ranker, made, run.output / OUTPUT)
    useful = [example for example in examples if example.present]
    first = [any(right[:1]) for right in (reordered(example, ranker)[1] for example in useful)]
    return {"questions": len(useful), "first": round(sum(first) / max(1, len(first)), 4)}
