"""Refitting what is shipped on few labels: every number starts from the shipped one and has to be pulled away from it.

A ridge on the distance, not on the weight: where the labels say nothing about a feature, its weight stays. It is
measured in standard deviations of the feature, so that one strength serves all; what never differs cannot move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from factdesk.matching.decision import Logistic
from factdesk.matching.ranking import Ranker

#: In questions: so many have to agree before a weight moves by much. Few labels move the ranker hardly at all.
RANKING_RIDGE, DECISION_RIDGE = 50.0, 20.0
#: How sure the decision is as a whole, and on which side it errs, is what a desk's own labels tell best.
_SLOPE_RIDGE, _BIAS_RIDGE = 4.0, 1.0
_ROUNDS, _HALVINGS = 50, 20
_NEVER = 1e-9  # a feature whose deviation is below this is the same everywhere

Floats = npt.NDArray[np.float64]
Row = dict[str, float]
#: Of a place: the loss, its gradient, and its (at least nearly) second derivatives.
Loss = Callable[[Floats], tuple[float, Floats, Floats]]


def ranker(
    candidates: Sequence[Sequence[Row]], right: Sequence[Sequence[bool]], weights: Floats, base: Ranker
) -> Ranker:
    """A ranker whose softmax over each question's candidates puts the right ones first, as near to `base` as can be.

    Args:
        candidates: features of those of each question, at least one of them right.
        weights: of the questions.
    """
    if not candidates:
        return base
    names = list(base.weights)
    columns = [np.array([[row[name] for name in names] for row in rows]) for rows in candidates]
    everything = np.concatenate(columns)
    mean, scale = _spread(everything)
    sizes = np.array([len(column) for column in columns])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    z, y = (everything - mean) * scale, np.concatenate([np.array(each, dtype=float) for each in right])
    before, w = everything @ np.array(list(base.weights.values())), np.repeat(weights, sizes)

    def shares(scores: Floats, mask: Floats) -> tuple[Floats, Floats]:
        """Of each candidate among those of its question that the mask leaves, and the logarithm of their sum."""
        masked = np.where(mask > 0, scores, -np.inf)
        most = np.maximum.reduceat(masked, starts)
        raised = np.exp(masked - np.repeat(most, sizes))
        total = np.add.reduceat(raised, starts)
        return raised / np.repeat(total, sizes), most + np.log(total)

    def loss(moved: Floats) -> tuple[float, Floats, Floats]:
        scores = before + z @ moved
        all_of, sum_all = shares(scores, np.ones_like(y))
        right_of, sum_right = shares(scores, y)
        value = float(weights @ (sum_all - sum_right)) + RANKING_RIDGE / 2 * float(moved @ moved)
        gradient = z.T @ (w * (all_of - right_of)) + RANKING_RIDGE * moved
        # Without the part of the right ones, which is not positive: steps are then a little short, never wrong.
        means = np.add.reduceat(z * all_of[:, None], starts)
        second = (z * (w * all_of)[:, None]).T @ z - (means * weights[:, None]).T @ means
        return value, gradient, second + RANKING_RIDGE * np.eye(len(moved))

    moved = _least(loss, len(names)) * scale
    return Ranker({name: round(base.weights[name] + float(by), 5) for name, by in zip(names, moved, strict=True)})


def line(rows: Sequence[Row], right: Sequence[bool], weights: Floats, base: Logistic) -> Logistic:
    """A logistic model as near to `base` as can be; its threshold stays.

    A weight that would change its sign is dropped: in the shipped one each speaks for or against as it should.

    Args:
        rows: features of the first candidate of each question.
        weights: of the questions.
    """
    if not rows:
        return base
    names = list(base.weights)
    x, y = np.array([[row[name] for name in names] for row in rows]), np.array(right, dtype=float)
    shipped = np.array(list(base.weights.values()))
    dropped = np.zeros(len(names), dtype=bool)
    while True:
        found, bias = _line(np.where(dropped, 0.0, x), y, weights, shipped, base.bias)
        turned = (found * shipped < 0) & ~dropped
        if not turned.any():
            break
        dropped |= turned
    kept = {name: round(float(weight), 4) for name, weight, gone in zip(names, found, dropped, strict=True) if not gone}
    return Logistic(kept, round(bias, 4), base.threshold)


def _line(x: Floats, y: Floats, weights: Floats, shipped: Floats, bias: float) -> tuple[Floats, float]:
    """Weights and bias of one fit."""
    mean, scale = _spread(x)
    before = x @ shipped + bias
    middle, wide = float(before.mean()), float(before.std()) or 1.0
    # A slope for all weights at once, a shift, and each weight for itself.
    design = np.column_stack([(before - middle) / wide, np.ones(len(x)), (x - mean) * scale])
    ridge = np.array([_SLOPE_RIDGE, _BIAS_RIDGE, *[DECISION_RIDGE] * x.shape[1]])

    def loss(moved: Floats) -> tuple[float, Floats, Floats]:
        logits = before + design @ moved
        p = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        value = float(weights @ (np.logaddexp(0, logits) - y * logits)) + float(ridge @ moved**2) / 2
        gradient = design.T @ (weights * (p - y)) + ridge * moved
        return value, gradient, (design * (weights * p * (1 - p))[:, None]).T @ design + np.diag(ridge)

    moved = _least(loss, design.shape[1])
    slope, each = 1 + float(moved[0]) / wide, moved[2:] * scale
    return shipped * slope + each, bias * slope + middle * (1 - slope) + float(moved[1] - each @ mean)


def _spread(x: Floats) -> tuple[Floats, Floats]:
    """The mean of each column and what makes its deviation 1; 0 for one that never differs."""
    deviation = x.std(0)
    return x.mean(0), np.where(deviation > _NEVER, 1 / np.maximum(deviation, _NEVER), 0.0)


def _least(loss: Loss, width: int) -> Floats:
    """Where the loss is least: Newton's steps from nought, shorter where a whole one leads up."""
    at = np.zeros(width)
    value, gradient, second = loss(at)
    for _ in range(_ROUNDS):
        step = np.linalg.solve(second, gradient)
        for _ in range(_HALVINGS):
            there = loss(at - step)
            if there[0] <= value:
                break
            step = step / 2
        else:
            break
        at, (value, gradient, second) = at - step, there
        if np.abs(step).max() < 1e-6:
            break
    return at
