"""What people do to a text when they type it or pass it on; for pairs that are made without labels."""

from __future__ import annotations

import random

from factdesk.matching.text.words import fold_text
from factdesk.matching.train.apart import TAIL


def vietnamese(text: str, chance: random.Random) -> str:
    """Diacritics dropped, of all words or of some; small letters; two letters swapped."""
    drop = chance.random()
    if drop < 0.3:
        text = fold_text(text)
    elif drop < 0.4:
        text = " ".join(fold_text(word) if chance.random() < 0.5 else word for word in text.split())
    if chance.random() < 0.3:
        text = text.lower()
    return _swapped(text, 1, chance) if chance.random() < 0.2 and len(text) > 20 else text


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
