"""Words cut in pieces to get past a site's filters: ch.ết, t.ự t.ử, tiêm ch*ủng."""

import re

from factdesk.matching.text import frequencies
from factdesk.matching.text.patterns import each_token
from factdesk.matching.text.tones import is_syllable

_CUT = re.compile(r"(?<![\w.*@/])([^\W\d_][^\W\d_A-Z]{0,4}(?:[.*|][^\W\d_A-Z]{1,5}){1,4})(?![\w@/]|[.*]\w)")
_SOME = re.compile(r"[^\W\d_][.*|][^\W\d_]")
_MARK = re.compile(r"[.*|]")


def joined(text: str) -> str:
    """The text with such words whole again, where that makes a marked Vietnamese syllable and not all pieces are words.

    T.Ư, TP.HCM, "v.v." and a missing space after a full stop ("xong.anh") stay.
    """
    return _each(text) if _SOME.search(text) else text


@each_token
def _each(text: str) -> str:
    return _CUT.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    whole = _MARK.sub("", word)
    if whole.isascii() or not whole[1:].islower() or not is_syllable(whole.lower()):
        return word
    table = frequencies.load()
    pieces = _MARK.split(word.lower())
    return word if all(piece in table.vietnamese for piece in pieces) else whole
