"""How alike two questions are: the angle between their meanings, after what all questions share is taken away.

The encoder puts every question near every other, those typed without diacritics most of all: raw cosines of like and
unlike pairs overlap almost wholly. Diacritics are restored first, then the middle of everyday questions in the same
language is subtracted. Measured in docs/decisions/031.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factdesk.matching import TextEncoder
from factdesk.matching.text.restore import is_bare, restore
from factdesk.matching.text.words import fold, words
from factdesk.questions import substance

Floats = npt.NDArray[np.float32]

#: From these scores on two questions in one language are taken for the same.
_SAME = {"vi": 0.69}
_SAME_ELSE = 0.77
#: What all of a text's telling words in common add to the cosine.
_WORDS_COUNT = 0.45
#: More is asked of a text without diacritics, whose restored meaning may be another.
_BARE_EXTRA = 0.05
#: Goes up when vectors made before could not be compared with new ones.
_VERSION = 2
#: Stands for the encoder where only an exact equal is the same.
EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means, as far as it is not what every question means. Empty (no vector) where there is no encoder.

    Args:
        vector: unit length.
        encoder: which vectors it can be compared with; `EXACT` where the text says too little to have one.
        key: with `EXACT`, what equal texts have in common; "" where none is equal.
        bare: whether the text was Vietnamese without diacritics.
    """

    vector: Floats | None = None
    encoder: str = ""
    key: str = ""
    bare: bool = False


def exact(text: str, language: str) -> Meaning | None:
    """The meaning of a text that says too little to be compared; None where it says enough."""
    if substance.says_enough(text, language):
        return None
    return Meaning(encoder=EXACT, key=substance.exact_key(text))


def meaning(encoder: TextEncoder, text: str, language: str) -> Meaning:
    """The meaning of `text`, which is in `language`."""
    bare = language == "vi" and is_bare(text)
    return exact(text, language) or Meaning(vector(encoder, text, language), comparable(encoder), bare=bare)


def vector(encoder: TextEncoder, text: str, language: str) -> Floats:
    """Where the meaning of `text` points to, of unit length."""
    middles = _middles(encoder)
    return _unit(
        encoder.queries([_spelled(substance.plain(text), language)])[0] - middles.get(language, middles["und"])
    )


def comparable(encoder: TextEncoder) -> str:
    """The name of what made a vector: only those of one name can be compared."""
    return f"{encoder.name[:70]}/{_VERSION}"


def same_by(cosine: float, text: str, other: str, language: str, *, bare: bool) -> float:
    """By how much two questions, both in `language`, are taken for the same; below 0 they are not.

    Asks much on purpose: one more group on the queue costs less than an answer to another question.
    """
    if numbers_differ(text, other):
        return -1.0
    score = cosine + _WORDS_COUNT * substance.shared(text, other, language)
    return score - _SAME.get(language, _SAME_ELSE) - (_BARE_EXTRA if bare else 0.0)


def numbers_differ(one: str, other: str) -> bool:
    """Whether both texts speak of numbers and have none in common: 5 million is not the rumour of 10 million."""
    a, b = _numbers(one), _numbers(other)
    return bool(a and b and not a & b)


def most_typical(texts: Sequence[str]) -> int:
    """The place of the text whose words have most in common with the others; the shorter of two equals."""
    sets = [frozenset(fold(word) for word in words(substance.plain(text))) for text in texts]
    totals = [sum(2 * len(a & b) / (len(a) + len(b) or 1) for b in sets) for a in sets]
    return min(range(len(texts)), key=lambda place: (-round(totals[place], 6), len(texts[place]), place))


def packed(meaning: Floats) -> bytes:
    """A vector as it is stored: half precision."""
    return meaning.astype("<f2").tobytes()


def unpacked(blobs: Sequence[bytes], dimension: int) -> Floats:
    """Stored vectors as a matrix of unit rows."""
    matrix = np.frombuffer(b"".join(blobs), dtype="<f2").astype(np.float32).reshape(-1, dimension)
    return _unit(matrix)


def middle(before: Floats, count: int, another: Floats) -> Floats:
    """The middle of `count` vectors, whose middle was `before`, and one more."""
    return _unit(before * count + another)


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6), dtype=np.float32)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in words(substance.plain(text)) if word[0].isdigit())


def _spelled(text: str, language: str) -> str:
    return restore(text, lambda spelling: 0) if language == "vi" and is_bare(text) else text


_found: dict[str, dict[str, Floats]] = {}


def _middles(encoder: TextEncoder) -> dict[str, Floats]:
    """The middle of everyday questions by language; made once a process, in a quarter of a second."""
    if encoder.name not in _found:
        middles = {
            language: np.asarray(
                encoder.queries([_spelled(text, language) for text in texts]).mean(axis=0), dtype=np.float32
            )
            for language, texts in substance.everyday().items()
        }
        middles["und"] = np.asarray(sum(middles.values()) / len(middles), dtype=np.float32)
        _found[encoder.name] = middles
    return _found[encoder.name]
