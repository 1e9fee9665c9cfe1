"""From features to `answer`, `suggest` or `none`.

Two logistic models, whose numbers are in data/decision.json: one knows near misses (another number, another year) and
says when the first candidate may be given as the answer; the other knows what is off the topic altogether and says
when a candidate is worth showing.
"""

import functools
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

_FEW, _MOST = 0.6, 0.45  # fewer than twelve terms; nearly half of them, by rarity
_FOUND, _FOUND_ACROSS = 0.5, 0.4  # nearness of a word to what says the same otherwise; in another language
_VERBATIM, _ALL = 0.9, 0.999  # Dice of character triples; all of the question's words, by rarity
_SUBJECT = 0.15  # fewer than three terms

#: Features that hold back the answer to a short question, however probable it is.
AGAINST = (
    *("numbers_missing", "years_differ", "place_differs", "place_missing", "date_differs", "measure_differs"),
    *("opposes", "denies", "asks_openly"),
)

Outcome = Literal["answer", "suggest", "none"]


@dataclass(frozen=True, slots=True)
class Logistic:
    """One model: weights of the features as they are, a bias, and from which probability it says yes."""

    weights: dict[str, float]
    bias: float
    threshold: float

    def logit(self, features: dict[str, float]) -> float:
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return max(-30.0, min(30.0, total))

    def probability(self, features: dict[str, float]) -> float:
        return 1 / (1 + math.exp(-self.logit(features)))

    def holds(self, features: dict[str, float]) -> bool:
        return self.probability(features) >= self.threshold


@dataclass(frozen=True, slots=True)
class Decision:
    """Both models.

    Args:
        long: the least probability of an answer to twenty terms and more, which may say several things.
    """

    answer: Logistic
    suggest: Logistic
    long: float

    def needed(self, features: dict[str, float]) -> float:
        """From which probability an answer is given."""
        return max(self.answer.threshold, self.long) if features["length"] >= 1 else self.answer.threshold

    def answers(self, features: dict[str, float]) -> bool:
        """Whether the first candidate is probable enough."""
        return self.answer.probability(features) >= self.needed(features)

    def outcome(self, features: dict[str, float]) -> Outcome:
        """What to do."""
        sure = self.answers(features) or copied(features)
        if not sure and not self.suggest.holds(features):
            return "none"
        return "answer" if sure and not doubtful(features) else "suggest"


def copied(features: dict[str, float]) -> bool:
    """Whether a text is hardly more than a copy of a claim or a title, with no word of its own.

    Few rivals, as in a desk's first days, leave the model unsure even then.
    """
    return features["verbatim"] >= _VERBATIM and features["asked_covered"] >= _ALL


def swapped(features: dict[str, float]) -> bool:
    """Whether all but one of a short question's telling words are there: of dengue is asked what helps diabetes.

    Unless what is missing is said in other words: then nothing in the question is far from the text.
    """
    found = _FOUND if features["same_language"] else _FOUND_ACROSS
    missing = features["rarest_covered"] < 1 and features["late_least"] < found
    return missing and features["length"] < _FEW and features["asked_covered"] >= _MOST


def doubtful(features: dict[str, float]) -> bool:
    """Whether something in a short question speaks against giving one check as the answer, however near it is.

    A number that the text does not have: 20 % is not 10 %. Another place or date, the opposite word, a denial of what
    the claim states. A question for a date or an amount, which no verdict answers. A word or two, which name a subject
    and state nothing. Or one telling word is another (`swapped`). In a long text such things may belong to something
    else that it says.
    """
    length = features["length"]
    differs = any(features[name] > 0 for name in AGAINST)
    return length < _SUBJECT or swapped(features) or (length < 1 and differs)


def from_json(content: str | bytes) -> Decision:
    """Both models from the file's text."""
    read = json.loads(content)
    return Decision(Logistic(**read["answer"]), Logistic(**read["suggest"]), float(read["long"]))


@functools.cache
def load() -> Decision:
    """The shipped models."""
    return from_json(files("factdesk.matching").joinpath("data/decision.json").read_bytes())
