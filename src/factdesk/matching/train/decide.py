"""Fit the decision on questions that the encoder was kept from; writes data/decision.json.

The answer's model learns from the first candidate of each question whether it is the right one: with the right check in
the store, without it, and for near misses. The suggestion's model learns what is off the topic altogether. Both are
calibrated on folds that neither they nor the ranker were fitted on, and the answer's threshold is the lowest at which
those folds keep to what is asked of automatic answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching import ranking
from factdesk.matching.decision import Decision, Logistic
from factdesk.matching.features import NAMES
from factdesk.matching.train import gathering, logistic, order
from factdesk.matching.train.examples import Example
from factdesk.matching.train.run import Run

OUTPUT = "decision.json"
PRECISION, FALSE = 0.98, 0.02  # of answers, and of questions that nothing answers; near misses apart
SUGGEST = 0.45
RIDGE = 2.0
NEAR = 0.1  # what a near miss weighs: residents seldom ask one, and these features hardly tell it from the question
#: More of it never speaks against an answer; of the others more never speaks for one.
_FOR = (
    *("cosine", "cosine_over", "cosine_z", "cosine_gap", "words_gap", "asked_covered", "text_covered", "claim_covered"),
    *("rarest_covered", "trigrams", "late", "late_telling", "late_least", "late_back", "late_back_worst", "late_gap"),
    *("back_gap", "rank_gap"),
)
_AGAINST = (
    *("numbers_missing", "numbers_extra", "years_missing", "years_differ", "opposes", "negation_differs"),
    *("asks_openly", "rival_word"),
)
SIGNS = dict.fromkeys(_FOR, 1) | dict.fromkeys(_AGAINST, -1)
# How much nearer a text is than others tells near misses apart, which is the answer's business; off-topic questions
# often have one text that is nearer than the rest, so here it misleads.
ON_TOPIC = (
    *("cosine", "asked_covered", "text_covered", "claim_covered", "trigrams", "late", "late_telling", "late_least"),
    *("late_back", "bare", "same_language", "english", "cosine_across"),
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class First:
    """A question's first candidate.

    Args:
        example: that it is of.
        shown: whether the right check is among the first three.
    """

    example: Example
    features: dict[str, float]
    right: bool
    shown: bool


def firsts(examples: Sequence[Example], ranker: ranking.Ranker) -> list[First]:
    """The first candidate of each example that has any, by a ranker."""
    found = []
    for example in examples:
        if example.features:
            features, right = order.reordered(example, ranker)
            found.append(First(example, features[0], right[0], any(right[:3])))
    return found


def by_folds(examples: Sequence[Example]) -> list[First]:
    """The same by rankers that were fitted on other questions, in the order of the examples."""
    parts = logistic.folds([example.question.text for example in examples])
    found: list[First | None] = [None] * len(examples)
    for part in range(logistic.FOLDS):
        ranker = order.fit([example for example, fold in zip(examples, parts, strict=True) if fold != part])
        for place in np.flatnonzero(parts == part).tolist():
            found[place] = next(iter(firsts([examples[place]], ranker)), None)
    return [first for first in found if first is not None]


def weights(rows: Sequence[First]) -> Floats:
    """All sources weigh by their roots, questions made to look like others' less; the mean is 1."""
    held = Counter(row.example.source for row in rows)
    raw = np.array([held[row.example.source] ** -0.5 * (NEAR if row.example.question.near else 1) for row in rows])
    return np.asarray(raw / raw.mean())


def topical(rows: Sequence[First]) -> Floats:
    """What is off the topic or shown rightly counts in full; a near miss that is suggested does little harm."""
    kept = [1.0 if row.shown or not row.example.related else 0.05 for row in rows]
    return weights(rows) * np.array(kept)


def fit_calibrated(
    rows: Sequence[First], right: Sequence[bool], weighed: Floats, names: Sequence[str]
) -> tuple[logistic.Line, Floats]:
    """The line on all rows with its calibration folded in, and the calibrated probabilities of unseen folds."""
    features = [row.features for row in rows]
    parts = logistic.folds([row.example.question.text for row in rows])
    logits = np.zeros(len(rows))
    for part in range(logistic.FOLDS):
        kept = np.flatnonzero(parts != part).tolist()
        line = logistic.fit([features[p] for p in kept], [right[p] for p in kept], weighed[kept], names, SIGNS, RIDGE)
        out = np.flatnonzero(parts == part).tolist()
        logits[out] = line.logits([features[p] for p in out])
    slope, shift = logistic.platt(logits, right, weighed)
    line = logistic.fit(features, right, weighed, names, SIGNS, RIDGE)
    calibrated = logistic.Line({n: w * slope for n, w in line.weights.items()}, line.bias * slope + shift)
    return calibrated, 1 / (1 + np.exp(-(logits * slope + shift)))


def threshold(rows: Sequence[First], said: Floats, weighed: Floats) -> float:
    """The lowest probability from which answers keep to PRECISION, and false ones where none is right to FALSE.

    Near misses are not counted: how many of them there are is the writer's choice.
    """
    counted = np.array([not row.example.question.near for row in rows])
    rows, said, weighed = [row for row in rows if not row.example.question.near], said[counted], weighed[counted]
    right = np.array([row.right for row in rows])
    absent = np.array([not row.example.present for row in rows])
    for level in np.arange(0.5, 0.9991, 0.0025):
        answered = said >= level
        precise = float((weighed * right)[answered].sum() / max(1e-9, weighed[answered].sum()))
        false = float(weighed[answered & absent].sum() / max(1e-9, weighed[absent].sum()))
        if precise >= PRECISION and false <= FALSE:
            return round(float(level), 4)
    return 0.999


def main_from(run: Run) -> dict[str, Any]:
    """Fit both models with the ranker as it is now; facts for the model card."""
    examples = gathering.gather(run)
    rows = by_folds(examples)
    right, weighed = [row.right for row in rows], weights(rows)
    answer, said = fit_calibrated(
        rows, right, weighed, [name for name in NAMES if name not in ("cosine_across", "verbatim")]
    )
    level = threshold(rows, said, weighed)
    related = [row.shown for row in rows]
    suggest, _ = fit_calibrated(rows, related, topical(rows), ON_TOPIC)
    decision = Decision(_rounded(answer, level), _rounded(suggest, SUGGEST))
    made = {"by": "factdesk train matching", "from": [path.name for path in run.data], "seed": run.seed}
    content = json.dumps({"made": made, **asdict(decision)}, indent=1) + "\n"
    Path(run.output / OUTPUT).write_text(content, encoding="utf-8")
    return {"questions": len(rows), "threshold": level, **figures(rows, said, level)}


def figures(rows: Sequence[First], said: Floats, level: float) -> dict[str, float]:
    """What the decision does on unseen folds: unweighed shares, and how far its probabilities are off."""
    right = np.array([row.right for row in rows])
    present = np.array([row.example.present for row in rows])
    answered = said >= level
    return {
        "answered": round(float(answered[present].mean()), 4),
        "precision": round(float(right[answered].mean()), 4),
        "false": round(float(answered[~present].mean()), 4),
        "calibration_error": round(logistic.calibration_error(said, right.tolist()), 4),
    }


def _rounded(line: logistic.Line, level: float) -> Logistic:
    return Logistic({name: round(weight, 4) for name, weight in line.weights.items()}, round(line.bias, 4), level)
