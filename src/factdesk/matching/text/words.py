"""Cutting text into words, with and without diacritics."""

import functools
import re
import unicodedata

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
_AUTHOR = re.compile(r"\s—\s[^—]{1,80}\(@\w+\)[^—]{0,30}$")
_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?:\D|$))")


@functools.lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word in small letters without diacritics; đ becomes d."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.lower()).replace("đ", "d").replace("ł", "l").replace("ø", "o")
    return "".join(c for c in bare if not unicodedata.combining(c))


_LETTERS = 20_000  # that are remembered: 3 MB


class _Bare(dict[int, str]):
    """For str.translate: each letter without diacritics, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _LETTERS:
            self.clear()
        parts = unicodedata.normalize("NFD", chr(code)).replace("đ", "d").replace("Đ", "D")
        self[code] = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
        return self[code]


_BARE = _Bare()


def fold_text(text: str) -> str:
    """The same for a whole text, capitals kept; what people type without diacritics."""
    return text if text.isascii() else text.translate(_BARE)


def cleaned(text: str) -> str:
    """For the lexical index: links and an author's tail cut, hashtags split at capitals.

    The encoder gets the raw text: this cleaning costs it two to three points.
    """
    text = _AUTHOR.sub("", _LINK.sub(" ", text))
    return _CAPITALS.sub(" ", text) if "#" in text else text


def words(text: str) -> list[str]:
    """Words in small letters with their diacritics; numbers whole, without thousands' separators."""
    return [_number(w) if w[0].isdigit() else w.lower().replace("’", "'") for w in _WORD.findall(text)]


def _number(word: str) -> str:
    return _THOUSANDS.sub("", word).replace(",", ".")
