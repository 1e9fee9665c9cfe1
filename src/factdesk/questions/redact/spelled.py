"""Numbers of people in words: "không chín một hai …", mixed with digits too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.spans import Span

#: Digits as they are read out, with and without diacritics. Not what amounts are read with: "trăm", "nghìn".
_DIGITS = (
    "không|khong|zero|oh|một|mốt|mot|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin"
    "|one|two|three|four|five|six|seven|eight|nine"
)
_RUN = re.compile(
    rf"\b(?:(?:{_DIGITS})|\d{{1,4}})(?:[ ,.;\-]{{1,3}}(?:(?:{_DIGITS})|\d{{1,4}})\b){{4,19}}", re.IGNORECASE
)
_PART = re.compile(r"[^\W\d]+|\d+")
_NOUGHT = re.compile(r"(?:không|khong|zero|oh|0)", re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Every run of digits in words as long as a telephone number; shorter ones count something."""
    for found in _RUN.finditer(text):
        parts = _PART.findall(found.group())
        words = sum(not part.isdecimal() for part in parts)
        length = sum(len(part) if part.isdecimal() else 1 for part in parts)
        from_nought = _NOUGHT.match(found.group()) is not None
        if words >= 3 and (length >= 9 if from_nought or words >= 9 else length >= 10):
            yield Span(found.start(), found.end(), "phone")
