"""Putting diacritics back into Vietnamese that was typed without them; for the encoder only.

Each syllable's possible spellings are weighed by how common they are, by whether neighbours make a word, and by how
often they stand together in the texts of the index itself; the likeliest chain is taken (Viterbi).
"""

import math
import re
from collections.abc import Callable, Sequence

from factdesk.matching.text import frequencies
from factdesk.matching.text.words import fold

_SPELLINGS = 8  # of one syllable that are tried
_LONGEST = 120  # syllables; the encoder reads no more
_WORD = re.compile(r"[^\W\d_]+|[^\w]+|[\d_]+", re.UNICODE)
_WORTH_WORD = 2.0  # what a pair that makes a word is worth, against one step of Zipf
_WORTH_SEEN = 2.0  # what a pair known to the index is worth

Count = Callable[[str], int]


def is_bare(text: str) -> bool:
    """Whether a Vietnamese text has (nearly) no diacritics: at most one word in ten."""
    found = [piece for piece in _WORD.findall(text) if piece[0].isalpha()]
    marked = sum(1 for word in found if not word.isascii())
    return bool(found) and marked * 10 <= len(found)


def restore(text: str, count: Count) -> str:
    """The text with its likeliest diacritics; words that are no Vietnamese syllable, and marked ones, stay.

    Args:
        count: in how many Vietnamese texts of the index a spelling, or two joined by `_`, is found.
    """
    pieces = _WORD.findall(text)
    places = [i for i, piece in enumerate(pieces) if piece[0].isalpha()][:_LONGEST]
    chosen = _likeliest([_spellings(pieces[i]) for i in places], count)
    for place, word in zip(places, chosen, strict=True):
        pieces[place] = _capitals_of(pieces[place], word)
    return "".join(pieces)


def _spellings(word: str) -> tuple[str, ...]:
    if not word.isascii():
        return (word.lower(),)
    return frequencies.load().spellings.get(fold(word), ())[:_SPELLINGS] or (word.lower(),)


def _likeliest(columns: Sequence[tuple[str, ...]], count: Count) -> list[str]:
    table, word_pairs = frequencies.load().vietnamese, frequencies.pairs()
    paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for column in columns:
        fresh: dict[str, tuple[float, list[str]]] = {}
        for word in column:
            own = table.get(word, 2.0) + 0.5 * math.log10(1 + count(word))
            best_score, best_path = -math.inf, []
            for before, (score, path) in paths.items():
                pair = count(f"{before}_{word}") if before else 0
                total = score + (_WORTH_SEEN * (1 + math.log10(pair)) if pair else 0.0)
                if word in word_pairs.get(before, ()):
                    total += _WORTH_WORD
                if total > best_score:
                    best_score, best_path = total, path
            fresh[word] = (best_score + own, [*best_path, word])
        paths = fresh
    return max(paths.values())[1] if paths else []


def _capitals_of(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
