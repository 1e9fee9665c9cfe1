"""Licence plates of vehicles: whoever drives one can be found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact.spans import Span

_PROVINCE = r"(?:1[1-9]|[2-9]\d)"
#: Letters that are units after a number ("50K 12345") or a size ("20x12345") where they stand without a mark.
_NO_UNIT = r"[A-FNR-UY-Z]"
_GAP = r"[ ]?[.\-]?[ ]?"

_PLATES = [
    re.compile(pattern)
    for pattern in (
        # 29A-123.45, 51F1-234.56, 37-B1 12345, 29MĐ1-234.56: the dot, the dash or the digit after the letter tells.
        rf"(?<![\w.,]){_PROVINCE}{_GAP}(?:[A-Z]{{1,2}}\d?|MĐ\d?){_GAP}\d{{3}}\.\d{{2}}(?!\w|[.,]\d)",
        rf"(?<![\w.,]){_PROVINCE}-?(?:[A-Z]|[A-Z]\d|MĐ\d?)-\d{{5}}(?!\w|[.,]\d)",
        rf"(?<![\w.,]){_PROVINCE}-?[A-Z]\d[ ]\d{{5}}(?!\w|[.,]\d)",
        rf"(?<![\w.,]){_PROVINCE}(?:{_NO_UNIT}|[A-Z]\d)[ ]?\d{{5}}(?!\w|[.,]\d)",
        # In small letters only in one piece.
        rf"(?<![\w.,]){_PROVINCE}(?:{_NO_UNIT.lower()}\d?-?\d{{5}}|[a-z]\d?-?\d{{3}}\.\d{{2}})(?!\w|[.,]\d)",
    )
]
_LABELLED = re.compile(
    r"\b(?:biển(?:[ ](?:kiểm[ ]soát|số(?:[ ]xe)?|xanh|đỏ|vàng|trắng|xe|ngoại[ ]giao|quân[ ]đội))?|bks|bsx"
    r"|bien[ ]so(?:[ ]xe)?|licen[cs]e[ ]plate|number[ ]plate|plate(?:[ ]number)?)\b[ ]*(?:là[ ]|is[ ]|[:\-][ ]?)?"
    rf"(?P<plate>\d{{2}}{_GAP}(?:[a-z]{{1,2}}\d?|mđ\d?){_GAP}\d{{3}}[ .]{{0,3}}\d{{1,2}}"
    r"|\d{2}-\d{3}-[a-z]{2}-\d{2}|[a-z]{2}[ \-]\d{2}[ \-]\d{2,3})(?!\w)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Every plate: in its official form, or after a word that says what it is."""
    for found in _LABELLED.finditer(text):
        yield Span(found.start("plate"), found.end("plate"), "plate")
    for pattern in _PLATES:
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "plate")
