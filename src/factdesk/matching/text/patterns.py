"""Patterns of Vietnamese words that find them with and without their diacritics."""

import functools
import itertools
import re
from collections.abc import Callable

from factdesk.matching.text.words import fold

#: A word begins here, and is no part of an address, a number of a document (100/2019/NĐ-CP) or a name of an account.
BEGIN = r"(?<![\w@#/._&+-])"
END = r"(?![\w@/_&+-]|\.\w)"
_RUN = re.compile(r"\w+")
_REMEMBERED = 40  # characters of a token


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


def each_token(rule: Callable[[str], str]) -> Callable[[str], str]:
    """A rule that looks at no more than what stands between two spaces, remembering what it made of that."""
    remembered = functools.lru_cache(maxsize=20_000)(rule)

    def whole(text: str) -> str:
        return " ".join([remembered(token) if len(token) <= _REMEMBERED else rule(token) for token in text.split(" ")])

    return whole


@functools.lru_cache(maxsize=4)  # several rules in turn look at one text
def runs(text: str) -> frozenset[str]:
    """The runs of letters and figures in a text."""
    return frozenset(_RUN.findall(text))


@functools.lru_cache(maxsize=4)
def small_runs(text: str) -> frozenset[str]:
    """The same in small letters."""
    return frozenset(_RUN.findall(text.lower()))


def says_enough(text: str, words: int) -> bool:
    """Whether there are as many words, of letters or figures."""
    telling = filter(says_something, text.split())
    return sum(1 for _ in itertools.islice(telling, words)) == words


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(map(str.isalnum, text))
