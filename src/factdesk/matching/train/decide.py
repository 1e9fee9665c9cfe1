"""Fit the decision on questions that the encoder was kept from; writes data/decision.json.

The answer's model learns from the first candidate of each question whether it is the right one: with the right check in
the store, without it, and for near misses. The suggestion's model learns what is off the topic altogether. Both are
calibrated on folds that neither they nor the ranker were fitted on. The threshold for long texts, and how much surer
than that questions in English are taken to be, are chosen so that most is answered of the folders' dev splits while
these keep to what is asked of automatic answers.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from factdesk.matching import ranking
from factdesk.matching.decision import Decision, Logistic, doubtful
from factdesk.matching.evaluate import reliability
from factdesk.matching.features import NAMES
from factdesk.matching.train import gathering, logistic, order
from factdesk.matching.train.examples import Example
from factdesk.matching.train.run import Run

OUTPUT = "decision.json"
#: Of answers, and of questions that nothing answers; stricter than what is promised, .98 and .02: other indexes differ.
PRECISION, FALSE = 0.985, 0.0165
#: From which probability short questions are answered, and anything is suggested; by hand (decision 013).
SHORT, SUGGEST = 0.93, 0.48
RIDGE = 2.0
#: By how much the log odds of English questions may be raised: there few checks are each other's near misses.
RAISED = tuple(np.arange(0.0, 0.51, 0.1).round(1).tolist())  # beyond, near misses are answered, and less is true
NEARLY = 0.995  # so much of the most is as good: one or two questions more are chance, and raising less is truer
NEAR = 0.03  # what a near miss weighs: residents seldom ask one, and these features hardly tell it from the question
#: More of it never speaks against an answer; of the others more never speaks for one.
_FOR = (
    *("cosine", "cosine_over", "cosine_z", "cosine_gap", "words_gap", "asked_covered", "text_covered", "claim_covered"),
    *("phrasing", "rarest_covered", "trigrams", "late", "late_telling", "late_least", "late_back", "late_back_worst"),
    *("late_gap", "back_gap", "rank_gap"),
)
_AGAINST = (
    *("numbers_missing", "numbers_extra", "years_missing", "years_differ", "opposes", "negation_differs"),
    *("asks_openly", "rival_word", "place_differs", "date_differs", "measure_differs", "name_differs", "names_missing"),
)
_BY_RULE = frozenset(["verbatim", "denies", "place_missing"])  # decision.py goes by them, whatever the model says
NAMES_FOR_ANSWERS = tuple(name for name in NAMES if name not in _BY_RULE and not name.endswith("_across"))
SIGNS = dict.fromkeys(_FOR, 1) | dict.fromkeys(_AGAINST, -1)
# How much nearer a text is than others tells near misses apart, which is the answer's business; off-topic questions
# often have one text that is nearer than the rest, so here it misleads.
ON_TOPIC = (
    *("cosine", "asked_covered", "text_covered", "claim_covered", "trigrams", "late", "late_telling", "late_least"),
    *("late_back", "bare", "same_language", "english", "cosine_across"),
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of questions with the right check in the store: how many there are, are answered, and rightly; then of others."""

    present: int = 0
    answered: int = 0
    right: int = 0
    absent: int = 0
    answered_falsely: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def precise(self) -> float:
        """The share of answers that are right where one was there to be found."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def false(self) -> float:
        """The share of questions without an answer that were given one."""
        return self.answered_falsely / self.absent if self.absent else 0.0

    def shares(self) -> dict[str, float]:
        """For the model card."""
        answered = self.right / self.present if self.present else 0.0
        return {"answered": round(answered, 4), "precision": round(self.precise, 4), "false": round(self.false, 4)}


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


def outcomes(rows: Sequence[First], said: Sequence[float], short: float, long: float) -> Counts:
    """What answering from these probabilities comes to, with what holds an answer back whatever the model says."""
    answered = [
        p >= (long if row.features["length"] >= 1 else short) and not doubtful(row.features)
        for row, p in zip(rows, said, strict=True)
    ]
    there = [(row.right, yes) for row, yes in zip(rows, answered, strict=True) if row.example.present]
    absent = [yes for row, yes in zip(rows, answered, strict=True) if not row.example.present]
    right = sum(right and yes for right, yes in there)
    return Counts(len(there), sum(yes for _, yes in there), right, len(absent), sum(absent))


def threshold(rows: Sequence[First], said: Sequence[float]) -> tuple[float, Counts]:
    """For long texts the lowest probability from which answers keep to PRECISION, and false ones to FALSE.

    Long texts are most of what is answered falsely. With what answering from there comes to.
    """
    for level in np.arange(SHORT, 0.9991, 0.0005).round(4).tolist():
        counts = outcomes(rows, said, SHORT, level)
        if counts.precise >= PRECISION and counts.false <= FALSE:
            return level, counts
    return 0.999, outcomes(rows, said, SHORT, 0.999)


def raised(rows: Sequence[First], said: Sequence[float], by: float) -> list[float]:
    """The probabilities with the log odds of English questions about English texts raised."""
    factor = math.exp(by)
    return [
        p * factor / (1 - p + p * factor) if row.features["english"] else p for row, p in zip(rows, said, strict=True)
    ]


def chosen(rows: Sequence[First], said: Sequence[float]) -> tuple[float, float]:
    """By how much English is raised and the threshold for long texts: the least with which nearly most is answered.

    Near misses are not counted: how many there are is the writer's choice.
    """
    kept = [(row, p) for row, p in zip(rows, said, strict=True) if not row.example.question.near]
    asked, plain = [row for row, _ in kept], [p for _, p in kept]
    tried = [(by, *threshold(asked, raised(asked, plain, by))) for by in RAISED]
    most = max(counts.right for _, _, counts in tried)
    by, level = next((by, level) for by, level, counts in tried if counts.right >= NEARLY * most)
    return by, level


def by_cross_validation(rows: Sequence[First], said: Sequence[float]) -> Counts:
    """What choices come to that were each made without the questions they are applied to."""
    parts = logistic.folds([row.example.question.text for row in rows])
    total = Counts()
    for part in range(logistic.FOLDS):
        inside, outside = [np.flatnonzero(found).tolist() for found in (parts == part, parts != part)]
        by, level = chosen([rows[place] for place in outside], [said[place] for place in outside])
        some = [rows[place] for place in inside]
        total += outcomes(some, raised(some, [said[place] for place in inside], by), SHORT, level)
    return total


def main_from(run: Run) -> dict[str, Any]:
    """Fit both models with the ranker as it is now; facts for the model card.

    The threshold for long texts is chosen on the dev splits of the folders; without any, on the folds that the model
    has not seen.
    """
    examples = gathering.gather(run)
    rows = by_folds(examples)
    right, weighed = [row.right for row in rows], weights(rows)
    answer, said = fit_calibrated(rows, right, weighed, NAMES_FOR_ANSWERS)
    ranker = ranking.from_json(Path(run.output / order.OUTPUT).read_bytes())  # perhaps made a moment ago
    choosing = firsts(gathering.to_choose_with(run), ranker)
    if choosing:
        probabilities = [1 / (1 + math.exp(-logit)) for logit in answer.logits([row.features for row in choosing])]
    else:
        choosing, probabilities = rows, said.tolist()
    by, level = chosen(choosing, probabilities)
    answer = replace(answer, weights={**answer.weights, "english": answer.weights.get("english", 0.0) + by})
    related = [row.shown for row in rows]
    suggest, _ = fit_calibrated(rows, related, topical(rows), ON_TOPIC)
    decision = Decision(_rounded(answer, SHORT), _rounded(suggest, SUGGEST), level)
    made = {"by": "factdesk train matching", "from": [path.name for path in run.data], "seed": run.seed}
    told = [(p, row.right) for p, row in zip(raised(choosing, probabilities, by), choosing, strict=True)]
    content = json.dumps({"made": made, **asdict(decision)}, indent=1) + "\n"
    Path(run.output / OUTPUT).write_text(content, encoding="utf-8")
    return {
        "questions": len(rows),
        "threshold": SHORT,
        "long": level,
        "english_raised": by,
        "chosen_on": len(choosing),
        **by_cross_validation(choosing, probabilities).shares(),
        "calibration_error": round(reliability.distance(told, bins=15) or 0.0, 4),
    }


def _rounded(line: logistic.Line, level: float) -> Logistic:
    return Logistic({name: round(weight, 4) for name, weight in line.weights.items()}, round(line.bias, 4), level)
