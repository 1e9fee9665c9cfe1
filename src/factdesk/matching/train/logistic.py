"""Logistic regression with a ridge and weighted rows, and calibration on what it has not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FOLDS = 5
_ROUNDS = 60

Floats = npt.NDArray[np.float64]
Row = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Weights of features as they are, and a bias."""

    weights: dict[str, float]
    bias: float

    def logits(self, rows: Sequence[Row]) -> Floats:
        return np.array([self.bias + sum(w * row[name] for name, w in self.weights.items()) for row in rows])


def fit(
    rows: Sequence[Row],
    right: Sequence[bool],
    weights: Floats,
    names: Collection[str],
    signs: Mapping[str, int],
    ridge: float,
) -> Line:
    """The line; features whose weight would have the wrong sign are left out, the worst first.

    A feature that speaks against its own sense only mirrors others; without it the model can be read.

    Args:
        signs: 1 where more must never count against, -1 where it must never count for.
    """
    kept = list(names)
    while True:
        line, scaled = _solve(rows, right, weights, kept, ridge)
        against = [name for name in kept if scaled[name] * signs.get(name, 0) < 0]
        if not against:
            return line
        kept.remove(min(against, key=lambda name: scaled[name] * signs[name]))


def _solve(
    rows: Sequence[Row], right: Sequence[bool], weights: Floats, names: Sequence[str], ridge: float
) -> tuple[Line, dict[str, float]]:
    x, y = np.array([[row[name] for name in names] for row in rows]), np.array(right, dtype=float)
    mean, scale = x.mean(0), x.std(0) + 1e-9
    design = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    penalty = np.diag([ridge] * len(names) + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weights * (y - p)) - penalty @ beta
        hessian = (design * (weights * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    slopes = beta[:-1] / scale
    line = Line(dict(zip(names, slopes.tolist(), strict=True)), float(beta[-1] - slopes @ mean))
    return line, dict(zip(names, beta[:-1].tolist(), strict=True))


def folds(groups: Sequence[str]) -> npt.NDArray[np.int64]:
    """A fold for each row, the same for rows of one group, whatever else there is."""
    digests = [hashlib.blake2b(group.encode("utf-8", "surrogatepass"), digest_size=4).digest() for group in groups]
    return np.array([int.from_bytes(digest, "little") % FOLDS for digest in digests])


def platt(logits: Floats, right: Sequence[bool], weights: Floats) -> tuple[float, float]:
    """Slope and shift that make probabilities of logits that were not fitted on these rows.

    Platt 1999, "Probabilistic Outputs for Support Vector Machines", with the targets of its section 2.2.
    """
    y = np.array(right, dtype=float)
    positive, negative = float(weights @ y), float(weights @ (1 - y))
    target = np.where(y > 0, (positive + 1) / (positive + 2), 1 / (negative + 2))
    design, beta = np.column_stack([logits, np.ones(len(logits))]), np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        hessian = (design * (weights * p * (1 - p))[:, None]).T @ design + 1e-6 * np.eye(2)
        beta += (step := np.linalg.solve(hessian, design.T @ (weights * (target - p))))
        if np.abs(step).max() < 1e-9:
            break
    return float(beta[0]), float(beta[1])
