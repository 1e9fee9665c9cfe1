"""Putting diacritics back into Vietnamese that was typed without them; for the encoder only.

Each syllable's possible spellings are weighed by how likely they are after the syllable before, and by how often they
are found, alone and together, in the texts of the index itself; the likeliest chain is taken (Viterbi).
"""

import itertools
import math
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from factdesk.matching.text import neighbours
from factdesk.matching.text.words import fold

_TELLING = 4  # words, for the share of those with diacritics to say anything
_HALF_BARE = 50  # in a hundred; of 80 claims with all their diacritics none has fewer than 55, half have 84
_SPELLINGS = 12  # of one syllable that are tried
_LONGEST = 120  # syllables; the encoder reads no more
WORD = re.compile(r"[^\W\d_]+|[^\w]+|[\d_]+", re.UNICODE)
_STOP = re.compile(r"[.!?;:()\n]")
_WORTH_WORD = 1.0  # of a word's logarithm of occurrences in the index
_WORTH_PAIR = 3.0  # of a pair's
_WORTH_FIRST = 4.0  # what a pair is worth that the index knows at all
#: Chat words stay as they are, but count as what they stand for where their neighbours are concerned.
_CHAT = {
    **dict.fromkeys(("k", "ko", "kg", "hk", "kh", "hok"), "không"),
    **dict.fromkeys(("dc", "đc", "dk", "đk", "đx"), "được"),
    **dict.fromkeys(("mn", "ng", "ngta"), "người"),
    "bn": "bạn",
    "e": "em",
    "mk": "mình",
    "trg": "trường",
    "ntn": "nào",
    "bh": "giờ",
    "vs": "với",
    "lm": "làm",
}

Count = Callable[[str], int]
Column = tuple[int, ...]


def is_bare(text: str) -> bool:
    """Whether a Vietnamese text has (nearly) no diacritics: at most one word in ten."""
    found = [piece for piece in WORD.findall(text) if piece[0].isalpha()]
    marked = sum(1 for word in found if not word.isascii())
    return bool(found) and marked * 10 <= len(found)


def is_half_bare(text: str) -> bool:
    """Whether so few of a Vietnamese text's words have diacritics that many must be missing."""
    found = [piece for piece in WORD.findall(text) if piece[0].isalpha()]
    marked = sum(1 for word in found if not word.isascii())
    return len(found) >= _TELLING and marked * 100 <= _HALF_BARE * len(found)


def restore(text: str, count: Count) -> str:
    """The text with its likeliest diacritics; words that are no Vietnamese syllable, and marked ones, stay.

    Args:
        count: in how many Vietnamese texts of the index a spelling, or two joined by `_`, is found.
    """
    table = neighbours.load()
    pieces = WORD.findall(text)
    places: list[int | None] = [None]
    columns: list[Column] = [(table.numbers[neighbours.START],)]
    for place, piece in enumerate(pieces):
        column = spellings_of(piece, table)
        if column and len(columns) <= _LONGEST:
            places.append(place)
            columns.append(column)
    places.append(None)
    columns.append((table.numbers[neighbours.START],))
    for chosen, at, column in zip(_likeliest(columns, count), places, columns, strict=True):
        if at is not None and len(column) > 1:
            pieces[at] = capitals_of(pieces[at], table.words[chosen])
    return "".join(pieces)


def spellings_of(piece: str, table: neighbours.Neighbours) -> Column:
    """The numbers of what it may be: one where nothing is to be chosen, none where it does not part its neighbours."""
    if not piece[0].isalpha():
        part = neighbours.NUMBER if piece[0].isdigit() else neighbours.START
        return (table.numbers[part],) if piece[0].isdigit() or _STOP.search(piece) else ()
    word = piece.lower()
    if word in _CHAT:
        return (table.numbers[_CHAT[word]],)
    known = table.spellings.get(fold(word), ())[:_SPELLINGS]
    if word.isascii() and known:
        return known if len(known) > 1 or table.words[known[0]] == word else (*known, known[0])
    number = table.numbers.get(neighbours.old_style(word))
    return (table.numbers[neighbours.FOREIGN] if number is None else number,)


def _likeliest(columns: Sequence[Column], count: Count) -> list[int]:
    table = neighbours.load()
    arrays = [np.array(column, np.int32) for column in columns]
    ones = np.concatenate([np.repeat(one, len(two)) for one, two in itertools.pairwise(arrays)])
    twos = np.concatenate([np.tile(two, len(one)) for one, two in itertools.pairwise(arrays)])
    steps = table.after(ones, twos)
    seen = [_seen(column, table, count) for column in columns]
    score, back, begin = np.zeros(1, np.float32), [], 0
    for at in range(1, len(columns)):
        shape = len(columns[at - 1]), len(columns[at])
        step = steps[begin : begin + shape[0] * shape[1]].reshape(shape)
        begin += shape[0] * shape[1]
        if seen[at]:
            _raise(step, seen[at - 1], seen[at], count)
        total = score[:, None] + step
        best = total.argmax(axis=0)
        back.append(best)
        score = total[best, np.arange(shape[1])]
    place = int(score.argmax())
    chain = [columns[-1][place]]
    for at in range(len(columns) - 1, 0, -1):
        place = int(back[at - 1][place])
        chain.append(columns[at - 1][place])
    return chain[::-1]


def _seen(column: Column, table: neighbours.Neighbours, count: Count) -> dict[int, tuple[str, int]]:
    """The places in the column whose word the index has: the word, and in how many texts."""
    found = {}
    for place, number in enumerate(column):
        word = table.words[number]
        if word[0].isalpha() and (times := count(word)):
            found[place] = word, times
    return found


def _raise(
    step: NDArray[np.float32],
    ones: dict[int, tuple[str, int]],
    twos: dict[int, tuple[str, int]],
    count: Count,
) -> None:
    """Add to a step what the index says of it."""
    for column, (word, times) in twos.items():
        step[:, column] += _WORTH_WORD * math.log1p(times)
        for row, (before, _) in ones.items():
            if pair := count(f"{before}_{word}"):
                step[row, column] += _WORTH_FIRST + _WORTH_PAIR * math.log(pair)


def capitals_of(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
