"""How alike two questions are: the angle between their meanings, after what all questions share is taken away.

The encoder puts every question near every other, those typed without diacritics most of all: raw cosines of like and
unlike pairs overlap almost wholly. Diacritics are restored first, then the middle of everyday questions in the same
language is subtracted. Measured in docs/decisions/031.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from factdesk.matching import TextEncoder
from factdesk.matching.text.restore import is_bare, restore
from factdesk.matching.text.words import fold, words
from factdesk.questions.redact import MASK

Floats = npt.NDArray[np.float32]

#: From these cosines on two questions are taken for the same: in one language, and in two.
_SAME = {"vi": 0.45}
_SAME_ELSE = 0.52
_SAME_ACROSS = 0.34
#: More is asked of a text without diacritics, whose restored meaning may be another.
_BARE_EXTRA = 0.1
#: Goes up when vectors made before could not be compared with new ones.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means, as far as it is not what every question means. Empty (no vector) where there is no encoder.

    Args:
        vector: unit length.
        encoder: which vectors it can be compared with.
        bare: whether the text was Vietnamese without diacritics.
    """

    vector: Floats | None = None
    encoder: str = ""
    bare: bool = False


def meaning(encoder: TextEncoder, text: str, language: str) -> Meaning:
    """The meaning of `text`, which is in `language`."""
    bare = language == "vi" and is_bare(text)
    return Meaning(vector(encoder, text, language), comparable(encoder), bare)


def vector(encoder: TextEncoder, text: str, language: str) -> Floats:
    """Where the meaning of `text` points to, of unit length."""
    middles = _middles(encoder)
    return _unit(encoder.queries([_spelled(text, language)])[0] - middles.get(language, middles["und"]))


def comparable(encoder: TextEncoder) -> str:
    """The name of what made a vector: only those of one name can be compared."""
    return f"{encoder.name[:70]}/{_VERSION}"


def needed(one: str, other: str, *, bare: bool) -> float:
    """The cosine from which on questions in language `one` and `other` are taken for the same.

    High on purpose: one more group on the queue costs less than an answer to another question.
    """
    across = one != other and "und" not in (one, other)
    return (_SAME_ACROSS if across else _SAME.get(one, _SAME_ELSE)) + (_BARE_EXTRA if bare else 0.0)


def numbers_differ(one: str, other: str) -> bool:
    """Whether both texts speak of numbers and have none in common: 5 million is not the rumour of 10 million."""
    a, b = _numbers(one), _numbers(other)
    return bool(a and b and not a & b)


def most_typical(texts: Sequence[str]) -> int:
    """The place of the text whose words have most in common with the others; the shorter of two equals."""
    sets = [frozenset(fold(word) for word in words(text)) for text in texts]
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
    return frozenset(word for word in words(MASK.sub(" ", text)) if word[0].isdigit())


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
            for language, texts in _everyday().items()
        }
        middles["und"] = np.asarray(sum(middles.values()) / len(middles), dtype=np.float32)
        _found[encoder.name] = middles
    return _found[encoder.name]


@functools.cache
def _everyday() -> dict[str, list[str]]:
    by_language: dict[str, list[str]] = {}
    for line in files("factdesk.questions").joinpath("data/everyday.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = re.split("\t", line, maxsplit=1)
            by_language.setdefault(language, []).append(text)
    return by_language
