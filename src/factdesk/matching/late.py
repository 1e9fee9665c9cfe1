"""Comparing a question with texts word by word (late interaction).

Every token of the question looks for the token that is nearest to it in a text; how near those are, on the average and
at the worst, says more than one vector for each (ColBERT: Khattab and Zaharia 2020, arXiv 2004.12832). A question about
dengue and a text about diabetes have nearly one vector, but "dengue" finds nothing near it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factdesk.matching.encoder import tokens
from factdesk.matching.encoder.model import Codes, Floats, ReadQuestion

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_NO_WORD = 0.2  # what a sign between words weighs against a word of rarity 1

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's tokens by words.

    Args:
        tokens: (tokens, numbers), unit length each.
        word_of: for each token the place of its word, -1 for signs between words.
        words: as they stand in the text.
    """

    tokens: Floats
    word_of: Ints
    words: list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question beside several texts.

    Args:
        nearest: (texts, tokens): the cosine of each of the question's tokens and the nearest one of each text.
        back: (texts,): the mean over a text's tokens of the cosine with the nearest one of the question.
        back_worst: (texts,): the mean of the lowest fifth of those.
    """

    nearest: Floats
    back: Floats
    back_worst: Floats


def asked(text: str, read: ReadQuestion) -> Asked:
    """The tokens of a question that was read, with their words."""
    found = list(_WORD.finditer(text))
    word_of = np.full(len(read.spans), -1, dtype=np.int64)
    place = 0
    for token, (start, end) in enumerate(read.spans):
        while place < len(found) and found[place].end() <= start:
            place += 1
        if place < len(found) and found[place].start() < end:
            word_of[token] = place
    return Asked(read.tokens, word_of, [word.group() for word in found])


def compare(question: Asked, texts: Sequence[Codes]) -> Compared:
    """The question beside each text, by token codes; a text without tokens is as far as can be."""
    lengths = np.array([len(codes) for codes in texts], dtype=np.int64)
    nearest = np.full((len(texts), len(question.tokens)), -1.0, dtype=np.float32)
    back, worst = np.full(len(texts), -1.0, dtype=np.float32), np.full(len(texts), -1.0, dtype=np.float32)
    full = np.flatnonzero(lengths)
    if not len(full) or not len(question.tokens):
        return Compared(nearest, back, worst)
    together = tokens.unpack(np.concatenate([texts[place] for place in full.tolist()]))
    cosines = question.tokens @ together.T  # (question's tokens, all tokens of all texts)
    starts = np.concatenate([[0], np.cumsum(lengths[full])[:-1]])
    nearest[full] = np.maximum.reduceat(cosines, starts, axis=1).T
    best = cosines.max(axis=0)
    back[full] = np.add.reduceat(best, starts) / lengths[full]
    of_text = np.repeat(np.arange(len(full)), lengths[full])
    summed = np.concatenate([[0.0], np.cumsum(best[np.lexsort((best, of_text))], dtype=np.float64)])
    few = np.maximum(1, lengths[full] // 5)
    worst[full] = (summed[starts + few] - summed[starts]) / few
    return Compared(nearest, back, worst)


def by_words(question: Asked, nearest: Floats) -> Floats:
    """Means over the tokens of each word: (texts, words)."""
    inside = question.word_of >= 0
    sums = np.zeros((len(nearest), len(question.words)), dtype=np.float32)
    np.add.at(sums.T, question.word_of[inside], nearest.T[inside])
    counts = np.maximum(np.bincount(question.word_of[inside], minlength=len(question.words)), 1)
    return np.asarray(sums / counts, dtype=np.float32)


def token_weights(question: Asked, rarities: Floats) -> Floats:
    """What each token counts: the rarity of its word, shared by the tokens of the word."""
    inside = question.word_of >= 0
    counts = np.maximum(np.bincount(question.word_of[inside], minlength=len(question.words)), 1)
    weights = np.full(len(question.word_of), _NO_WORD, dtype=np.float32)
    if len(rarities):
        weights[inside] = (rarities / counts)[question.word_of[inside]]
    return weights
