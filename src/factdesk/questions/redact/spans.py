"""What is to be cut from a text, found without changing it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factdesk.questions.redact.patterns import Patterns

#: What may stand before a header: marks of quotation, bullets, emoji.
JUNK = r"[^\w\n@]{0,8}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` say who somebody is; `kind` names the mask. "" leaves nothing behind."""

    start: int
    end: int
    kind: str


def heads(text: str, prefixes: Patterns, lines: Iterable[Patterns]) -> Iterator[Span]:
    """What `prefixes` find, and what `lines` find with the end of its line: nothing of it is left behind."""
    for found in prefixes.finditer(text):
        yield Span(found.start(), found.end(), "")
    for patterns in lines:
        for found in patterns.finditer(text):
            yield Span(found.start(), min(found.end() + 1, len(text)), "")


def shadow(text: str) -> str:
    """`text` with every digit of any script as 0-9 and full-width forms as ASCII; each character keeps its place."""
    if text.isascii():
        return text
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if character.isspace():
        return " "
    if code in (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63):
        return "-"
    if code in (0xFE0F, 0x20E3):  # what makes a key of a digit: 1️⃣
        return " "
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def blank(text: str, spans: Iterable[Span], filler: str = "\ufffc") -> str:
    """`text` with `spans` made unreadable, each character keeping its place."""
    pieces, place = [], 0
    for span in merged(spans):
        pieces += [text[place : span.start], filler * (span.end - span.start)]
        place = span.end
    return "".join([*pieces, text[place:]])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping ones made one that has the kind of the first found."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if result and span.start < result[-1].end:
            last = result[-1]
            result[-1] = Span(last.start, max(last.end, span.end), last.kind or span.kind)
        else:
            result.append(span)
    return result
