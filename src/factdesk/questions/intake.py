"""From what came through a door to a text that may be a question."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings

from factdesk.matching.text.normalise import normalise
from factdesk.questions.errors import EmptyQuestion, OnlyIdentities, OnlySymbols, TooLong
from factdesk.questions.redact import MASK, redact

_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_]")


def clean(text: str, language: str) -> str:
    """The text as it is stored and matched: normalised line by line, with the asker and other people cut away.

    Args:
        language: of the masks where the text's own cannot be told.

    Raises:
        EmptyQuestion, OnlySymbols, OnlyIdentities, TooLong
    """
    limit = settings.QUESTION_MAX_LENGTH
    if len(text) > limit:
        # Before any work on it; surrounding spaces are forgiven.
        text = text.strip()
        if len(text) > limit:
            raise TooLong(len(text), limit)
    lines = (normalise(line, limit) for line in text.splitlines())
    tidy = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    if not tidy:
        raise EmptyQuestion
    if not _has_words(tidy):
        raise OnlySymbols
    cut = redact(tidy, language)
    if not _has_words(MASK.sub("", cut)):
        raise OnlyIdentities
    return cut


def _has_words(text: str) -> bool:
    """Whether there is a letter or digit of any script; emoji and marks alone are none."""
    return any(unicodedata.category(found.group()[0])[0] in "LN" for found in _WORD.finditer(text))
