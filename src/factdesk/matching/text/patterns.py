"""Patterns of Vietnamese words that find them with and without their diacritics."""

import re

from factdesk.matching.text.words import fold

#: A word begins here, and is no part of an address, a number of a document (100/2019/NĐ-CP) or a name of an account.
BEGIN = r"(?<![\w@#/._&+-])"
END = r"(?![\w@/_&+-]|\.\w)"


def spelled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern with each marked letter in it also found bare: `không` finds "không" and "khong", but not "khống".

    Not for patterns with marked letters in classes.
    """
    return re.compile("".join(map(_either, pattern)), flags)


def _either(letter: str) -> str:
    return f"[{letter}{fold(letter)}]" if letter.isalpha() and not letter.isascii() else letter


def listed(words: str) -> frozenset[str]:
    """The words of a list with spaces between them."""
    return frozenset(words.split())


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(map(str.isalnum, text))
