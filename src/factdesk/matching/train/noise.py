"""What people do to a text when they type it or pass it on; for pairs that are made without labels."""

from __future__ import annotations

import itertools
import random
import unicodedata

from factdesk.matching.text.words import fold_text
from factdesk.matching.train.apart import TAIL

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SHAPES = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn
_TELEX = "sfrxj"
_BESIDE = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in itertools.pairwise(row)}
_SLOPPY = (0.0, 0.0, 0.1, 0.25)  # share of the words with a slip, of four texts in turn


def vietnamese(text: str, chance: random.Random) -> str:
    """Diacritics dropped, of all words or of some; small letters; slips of the fingers."""
    drop = chance.random()
    if drop < 0.25:
        text = fold_text(text)
    elif drop < 0.4:
        text = " ".join(fold_text(word) if chance.random() < 0.5 else word for word in text.split())
    if chance.random() < 0.3:
        text = text.lower()
    share = chance.choice(_SLOPPY)
    return " ".join(slip(word, chance) if chance.random() < share else word for word in text.split())


def slip(word: str, chance: random.Random) -> str:
    """A word as it leaves hurried fingers: another tone or none, a mark lost, letters swapped, doubled, lost, wrong."""
    if len(word) < 2 or not word.isalpha():
        return word
    place = chance.randrange(1, len(word))
    kind = chance.randrange(8)
    if kind < 3:  # Vietnamese keyboards make these most often
        parts = unicodedata.normalize("NFD", word)
        lost = _SHAPES if kind == 0 else frozenset(_TONES[1:])
        put = chance.choice(_TONES) if kind == 1 else ""
        kept = "".join(put if part in lost else part for part in parts)
        return unicodedata.normalize("NFC", kept) if any(part in lost for part in parts) else word
    if kind == 3 and len(word) > 2:
        return _swapped(word, 0, chance)
    if kind == 4:
        return word[:place] + word[place - 1] + word[place:]
    if kind == 5 and len(word) > 2:
        return word[:place] + word[place + 1 :]
    if kind == 6:
        return word[:place] + _BESIDE.get(word[place], word[place]) + word[place + 1 :]
    return word + chance.choice(_TELEX)


def english(text: str, chance: random.Random) -> str:
    """A word left away; two letters of a word swapped; small letters."""
    words = text.split()
    if chance.random() < 0.3 and len(words) > 6:
        del words[chance.randrange(len(words))]
    if chance.random() < 0.3 and words:
        place = chance.randrange(len(words))
        if len(words[place]) > 4:
            words[place] = _swapped(words[place], 0, chance)
    text = " ".join(words)
    return text.lower() if chance.random() < 0.4 else text


def tweet(text: str, chance: random.Random) -> str:
    """The author's tail cut, small letters."""
    roll = chance.random()
    if roll < 0.2:
        text = TAIL.sub("", text) or text
    return text.lower() if roll < 0.1 else text


def _swapped(text: str, edge: int, chance: random.Random) -> str:
    """Two letters side by side in each other's place, not within `edge` letters of either end."""
    place = chance.randrange(edge, len(text) - 1 - edge)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
