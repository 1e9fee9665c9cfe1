"""How alike two questions are: meaning by the encoder's vectors, words without diacritics, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from factdesk.matching.text.words import fold, words
from factdesk.questions.redact import MASK

Floats = npt.NDArray[np.float32]

#: Measured in docs/decisions/031: two questions of one language are taken for the same from this score on.
SAME = 0.72
#: Without words in common (another language) only meaning speaks, and it has to be nearly certain.
SAME_ACROSS = 0.91

_NUMBER = re.compile(r"\d")


def score(cosine: float, one: str, other: str) -> float:
    """From 0 to 1 for two texts of one language: half meaning, over the range that the encoder uses, half words."""
    meaning = min(1.0, max(0.0, (cosine - 0.75) / 0.25))
    return 0.5 * meaning + 0.5 * dice(one, other)


def same(cosine: float, one: str, other: str, *, one_language: str, other_language: str) -> bool:
    """Whether two questions ask the same. Conservative: a question more on the queue costs less than a wrong answer."""
    if _numbers(one) != _numbers(other):
        return False
    if one_language != other_language and not {one_language, other_language} & {"und"}:
        return cosine >= SAME_ACROSS
    return score(cosine, one, other) >= SAME


def dice(one: str, other: str) -> float:
    """Share of folded words in common, from 0 to 1."""
    a, b = _words(one), _words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def most_typical(texts: Sequence[str]) -> int:
    """The place of the text that has most in common with the others; the shorter of two equals."""
    sets = [_words(text) for text in texts]
    totals = [sum(2 * len(a & b) / (len(a) + len(b) or 1) for b in sets) for a in sets]
    return min(range(len(texts)), key=lambda place: (-round(totals[place], 6), len(texts[place]), place))


def packed(vector: Floats) -> bytes:
    """A vector as it is stored: half precision."""
    return vector.astype("<f2").tobytes()


def unpacked(blobs: Sequence[bytes], dimension: int) -> Floats:
    """Stored vectors as a matrix of unit rows."""
    matrix = np.frombuffer(b"".join(blobs), dtype="<f2").astype(np.float32).reshape(-1, dimension)
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(MASK.sub(" ", text)))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in words(MASK.sub(" ", text)) if _NUMBER.match(word))
