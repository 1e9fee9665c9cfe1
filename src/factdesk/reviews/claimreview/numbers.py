"""Ratings: the words that a publisher chose, and numbers where they make sense."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from factdesk.reviews.claimreview.text import words_of

#: Longest verdict in words that is kept. Some publishers put a whole sentence there.
MAX_RATING_TEXT = 300
_NUMBER = re.compile(r"\s*([+-]?\d{1,7}(?:[.,]\d{1,7})?)\s*(?:/\s*\d+|%)?\s*")


@dataclass(frozen=True, slots=True)
class Rating:
    """`text` is "" where the publisher gave neither words nor a number with its scale."""

    text: str
    value: float | None = None
    best: float | None = None
    worst: float | None = None


def number(value: Any) -> float | None:
    """A number from a number, "4", "3,5", "4/5" or {"@value": 4}; None for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        try:
            result = float(value)
        except OverflowError:
            return None
        return result if math.isfinite(result) and abs(result) < 10_000_000 else None
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value[:40])):
        return float(match[1].replace(",", "."))
    return None


def rating(value: Any) -> Rating:
    """The rating in a `reviewRating`: an object, a list of them, or only words."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if not isinstance(value, dict):
        return Rating(text=words_of(value, MAX_RATING_TEXT))
    best, worst = number(value.get("bestRating")), number(value.get("worstRating"))
    if best is not None and worst is not None and best <= worst:
        best = worst = None  # "-1 of -1" and the like: no scale
    score = number(value.get("ratingValue"))
    if score is not None and not (worst if worst is not None else 0) <= score <= (best if best is not None else score):
        score = None  # -1 is how many feeds write "no number"
    words = next(
        (found for key in ("alternateName", "name") if (found := words_of(value.get(key), MAX_RATING_TEXT))), ""
    )
    if not words and score is not None and best is not None:
        words = f"{score:g}/{best:g}"
    return Rating(text=words, value=score, best=best, worst=worst)
