"""Whether a desk's own ranking and decision are better than the shipped ones, on questions that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from factdesk.matching.evaluate.messages import N_, Said
from factdesk.matching.learned import Learned
from factdesk.matching.progress import Progress, silent
from factdesk.matching.train import own
from factdesk.matching.train.own import FOLDS, PRECISION, Example
from factdesk.matching.train.refit import Floats

#: Right answers that make up for a false one, where 98 in 100 are to be right.
WORTH = PRECISION / (1 - PRECISION)
MEASURES = ("loss", "first", "answered", "false")
_RESAMPLES = 5000
_PORTION = 500  # of them are held at once
_SAME = 1e-9

Figures = dict[str, float | None]
REASONS = {
    "loss": N_("Its probabilities are not better beyond chance."),
    "nothing-learned": N_(
        "It cannot tell right from wrong better than by always saying the same: the labels contradict each other, or"
        " are about something that is not measured."
    ),
    "first": N_("It has the right check first less often."),
    "answers": N_("It answers worse: a false answer weighs as much as %(worth)d right ones."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How what was refitted did beside what is shipped.

    Args:
        shipped, own: MEASURES of each, weighed means; None where nothing tells.
        difference: of the loss, of the own one less the shipped one.
        interval: of that, 95 % by chance, whole topics drawn anew.
        reasons: of REASONS, why it is not better; none where it is.
    """

    shipped: Figures
    own: Figures
    difference: float
    interval: tuple[float, float]
    reasons: tuple[str, ...]

    @property
    def better(self) -> bool:
        """Whether it may take the place of what is shipped."""
        return not self.reasons

    def why(self) -> list[Said]:
        """The reasons in words."""
        return [Said(REASONS[reason], {"worth": round(WORTH)}) for reason in self.reasons]

    def as_json(self) -> dict[str, Any]:
        """The figures, for the file."""
        shipped, refitted = (
            {name: None if value is None else round(value, 4) for name, value in of.items()}
            for of in (self.shipped, self.own)
        )
        edges = [round(edge, 4) for edge in self.interval]
        return {"shipped": shipped, "own": refitted, "loss_difference": round(self.difference, 4), "interval": edges}


def judge(examples: Sequence[Example], base: Learned, seed: int, progress: Progress = silent) -> Verdict:
    """Refit on all folds but one, five times, and judge each question by what was refitted without it.

    Args:
        base: what is shipped.
        seed: of the interval's chance.
    """
    parts, topics, weighed = own.folds(examples), own.groups(examples), own.weights(examples)
    made = []
    for part in range(FOLDS):
        made.append(own.fit([example for example, fold in zip(examples, parts, strict=True) if fold != part], base))
        progress(part + 1, FOLDS, "refitting without a fifth of the questions")
    old = _judged(examples, [base] * len(examples))
    new = _judged(examples, [made[part] for part in parts])
    # Both have to put something first that is known to be right or wrong, or neither is judged by the question.
    weighed = np.where(np.isnan(old["loss"] + new["loss"]), 0.0, weighed)
    shipped, refitted = _means(old, weighed), _means(new, weighed)
    change = new["loss"] - old["loss"]
    interval = _interval(change, weighed, topics, seed)
    reasons = []
    if not interval[1] < 0:
        reasons.append("loss")
    if not _interval(new["loss"] - _always_the_same(new["right"], weighed, parts), weighed, topics, seed)[1] < 0:
        reasons.append("nothing-learned")
    if (refitted["first"] or 0.0) < (shipped["first"] or 0.0) - _SAME:
        reasons.append("first")
    if _worth(new, weighed) < _worth(old, weighed) - _SAME:
        reasons.append("answers")
    return Verdict(shipped, refitted, _mean(change, weighed) or 0.0, interval, tuple(reasons))


def _judged(examples: Sequence[Example], by: Sequence[Learned]) -> dict[str, Floats]:
    """What comes of each question; NaN where it says nothing.

    loss: of the probability that was given to the first candidate, in nats; right: whether it answers; first: the same,
    of questions that have an answer; answered: whether that is given as the answer; false: whether a wrong one is.
    """
    found: dict[str, list[float]] = {name: [] for name in ("right", *MEASURES)}
    for example, learned in zip(examples, by, strict=True):
        row = own.first(example, learned.ranker)
        right = np.nan if row.right is None else float(row.right)
        logit = learned.decision.answer.logit(row.features)
        answers = learned.decision.outcome(row.features) == "answer"
        known = right if example.question.right else np.nan
        found["right"].append(right)
        found["loss"].append(float(np.logaddexp(0, -logit if row.right else logit)) if right == right else np.nan)
        found["first"].append(known)
        found["answered"].append(known * answers)
        found["false"].append((1 - right) * answers)
    return {name: np.array(values, dtype=float) for name, values in found.items()}


def _always_the_same(right: Floats, weighed: Floats, parts: Sequence[int]) -> Floats:
    """The loss of giving each question the share that was right in the other folds."""
    where, loss = np.array(parts), np.zeros(len(right))
    y = np.nan_to_num(right)
    for part in range(FOLDS):
        inside = where == part
        share = float(((weighed * y)[~inside].sum() + 1) / (weighed[~inside].sum() + 2))
        loss[inside] = np.where(y[inside] > 0, -np.log(share), -np.log(1 - share))
    return loss


def _interval(values: Floats, weighed: Floats, topics: Sequence[str], seed: int) -> tuple[float, float]:
    """The middle 95 % of the weighted mean when topics are drawn anew: questions about one check are alike."""
    numbers = np.unique(np.array(topics), return_inverse=True)[1]
    tops, bottoms = np.bincount(numbers, weighed * np.nan_to_num(values)), np.bincount(numbers, weighed)
    chance, found = np.random.default_rng(seed), []
    for _ in range(0, _RESAMPLES, _PORTION):
        drawn = chance.multinomial(len(tops), np.full(len(tops), 1 / len(tops)), size=_PORTION).astype(float)
        found.append((drawn @ tops) / np.maximum(drawn @ bottoms, _SAME))
    low, high = np.percentile(np.concatenate(found), [2.5, 97.5])
    return float(low), float(high)


def _means(judged: dict[str, Floats], weighed: Floats) -> Figures:
    return {name: _mean(judged[name], weighed) for name in MEASURES}


def _mean(values: Floats, weighed: Floats) -> float | None:
    there = ~np.isnan(values) & (weighed > 0)
    return float((values * weighed)[there].sum() / weighed[there].sum()) if there.any() else None


def _worth(judged: dict[str, Floats], weighed: Floats) -> float:
    answered, false = (float(weighed @ np.nan_to_num(judged[name])) for name in ("answered", "false"))
    return answered - WORTH * false
