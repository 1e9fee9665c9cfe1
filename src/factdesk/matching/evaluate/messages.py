"""What this room says to people: English here, translated by whoever prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


def N_(message: str) -> str:  # noqa: N802  (the name that catalogues know)
    """`message`, marked for translation where it is written, to be translated where it is said."""
    return message


def english(message: str) -> str:
    """A Translate that leaves everything as it is."""
    return message


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its values apart, so that it can be said in any language."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def in_words(self, translate: Translate = english) -> str:
        """The sentence, its values in place."""
        return translate(self.message) % self.values
