"""Putting the candidates in order: a linear score of their features, learned from questions with known answers.

Nearly as good as trees on the measured sets, and it can be read: data/ranking.json holds one weight a feature.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the features as they are; the higher the sum, the better."""

    weights: dict[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        return sum(weight * features[name] for name, weight in self.weights.items())


def from_json(content: str | bytes) -> Ranker:
    """The ranker from the file's text."""
    return Ranker(json.loads(content)["weights"])


@functools.cache
def load() -> Ranker:
    """The shipped one."""
    return from_json(files("factdesk.matching").joinpath("data/ranking.json").read_bytes())
