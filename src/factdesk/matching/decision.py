"""From features to `answer`, `suggest` or `none`: a logistic model whose numbers are in data/decision.json."""

import functools
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

Outcome = Literal["answer", "suggest", "none"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The model.

    Args:
        weights: of each feature, for values as they are.
        bias: added.
        answer, suggest: from which probability that the first candidate is right it is said so.
    """

    weights: dict[str, float]
    bias: float
    answer: float
    suggest: float

    def probability(self, features: dict[str, float]) -> float:
        """That the candidate with these features is what was asked about."""
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def outcome(self, probability: float, features: dict[str, float]) -> Outcome:
        """What to do. A number the text does not have, or a denial on one side only, is never answered outright."""
        if probability >= self.answer and not features["numbers_missing"] and not features["negation_differs"]:
            return "answer"
        return "suggest" if probability >= self.suggest else "none"


@functools.cache
def load() -> Decision:
    """The shipped model."""
    return Decision(**json.loads(files("factdesk.matching").joinpath("data/decision.json").read_bytes())["model"])
