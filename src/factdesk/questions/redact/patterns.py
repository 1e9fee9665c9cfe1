"""Regular expressions that are compiled when a text first comes in which they could find something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

#: `shadow` writes every digit as one of these.
DIGITS = "0123456789"


def has_one_of(text: str, characters: str) -> bool:
    """Whether one of `characters` stands in `text`."""
    return any(character in text for character in characters)


class Patterns:
    """Expressions that look for the same, one after the other.

    Names make them large: compiling all of them takes as long as reading hundreds of questions, and most questions
    are a sentence that has nothing of what they look for. So none is compiled at the start, nor for a text without
    what it cannot match without.
    """

    def __init__(self, *sources: str, flags: int = 0, needs: tuple[str, ...] = ()) -> None:
        """`needs`: of each of these strings one character at least stands in whatever text the sources match in."""
        self._sources = sources
        self._flags = flags
        self._needs = needs

    @cached_property
    def _compiled(self) -> list[re.Pattern[str]]:
        return [re.compile(source, self._flags) for source in self._sources]

    def may_match(self, text: str) -> bool:
        """Whether `text` has what all of them need."""
        return all(has_one_of(text, need) for need in self._needs)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What each of them finds in `text`, those of the first one first."""
        if self.may_match(text):
            for pattern in self._compiled:
                yield from pattern.finditer(text)

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """What the first of them finds that finds anything at `place`."""
        found = (pattern.match(text, place) for pattern in self._compiled)
        return next(filter(None, found), None)
