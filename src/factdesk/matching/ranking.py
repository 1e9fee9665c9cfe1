"""Putting the candidates in order: a linear score of their features, learned from questions with known answers.

Nearly as good as trees on the measured sets, and it can be read: data/ranking.json holds one weight a feature.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

_ENOUGH = 5  # rivals, for the distance to the best of them to say all it can
_MOST = 8.0


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the features as they are; the higher the sum, the better."""

    weights: dict[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        return sum(weight * features[name] for name, weight in self.weights.items())


def gap(score: float, rivals: Sequence[float]) -> float:
    """By how much a score is above the best of its rivals, between -8 and 8.

    Among a handful of checks that distance says little, so each rival that is missing counts as one that is far behind.
    """
    if not rivals:
        return _MOST
    settled = min(len(rivals), _ENOUGH) / _ENOUGH
    found = max(-_MOST, min(score - max(rivals), _MOST))
    return found if found < 0 else settled * found + (1 - settled) * _MOST


def in_order(
    scores: Sequence[float],
    claims: Sequence[str],
    checks: Sequence[Hashable] | None = None,
    own: Sequence[bool] | None = None,
) -> list[tuple[int, float]]:
    """The places of candidates, best first, each with its gap to the best check that is about another claim.

    Twins, checks of the very same claim, share the better score; among equals what was there first comes first. Of one
    check's texts that in the question's language has the best score of all of them, and comes first: what was measured
    of it says more.

    Args:
        scores, claims: of each candidate, in the order in which they were there.
        checks: what each is a text of; None where no two are texts of one.
        own: whether it is in the question's language; None where all are.
    """
    of = range(len(scores)) if checks is None else checks
    first = [True] * len(scores) if own is None else own
    best: dict[str, float] = {}
    of_check: dict[Hashable, float] = {}
    for score, claim in zip(scores, claims, strict=True):
        best[claim] = max(score, best.get(claim, score))
    for check, claim in zip(of, claims, strict=True):
        of_check[check] = max(best[claim], of_check.get(check, best[claim]))
    lifted = [of_check[of[place]] if first[place] else best[claim] for place, claim in enumerate(claims)]
    places = sorted(range(len(scores)), key=lambda place: (-lifted[place], not first[place]))
    found = []
    for place in places:
        mine, claim = of[place], claims[place]
        others = {
            of[other]: lifted[other] for other in reversed(places) if of[other] != mine and claims[other] != claim
        }
        found.append((place, gap(lifted[place], list(others.values()))))
    return found


def from_json(content: str | bytes) -> Ranker:
    """The ranker from the file's text."""
    return Ranker(json.loads(content)["weights"])


@functools.cache
def load() -> Ranker:
    """The shipped one."""
    return from_json(files("factdesk.matching").joinpath("data/ranking.json").read_bytes())
