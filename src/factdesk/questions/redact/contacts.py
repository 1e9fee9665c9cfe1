"""By what somebody can be reached: e-mail addresses, with their @ and without, and accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factdesk.questions.redact import accounts
from factdesk.questions.redact.accounts import ENDING
from factdesk.questions.redact.spans import Span

_AT_WORD = r"(?:at|a\s?-?(?:còng|cong|móc))"
_AT = rf"(?:\s?@\s?|\s?[\(\[\{{<]\s?(?:{_AT_WORD}|@)\s?[\)\]\}}>]\s?|\s(?:a\s?-?còng|acong|a\scong)\s)"
_DOT_WORD = r"(?:dot|chấm|cham)"
_DOT = rf"(?:\.|\s?[\(\[\{{]\s?(?:{_DOT_WORD}|\.)\s?[\)\]\}}]\s?)"
#: Spaces, commas and words for the dot only before what can end an address.
_LOOSE_DOT = rf"(?:\s?[.,]\s?|\s{_DOT_WORD}\s|\s)(?={ENDING})"
_LOCAL = (
    rf"[\w.!#$%&'*+^`{{|}}~-]{{1,64}}"
    rf"(?:(?:\s{_DOT_WORD}\s|[\(\[\{{](?:{_DOT_WORD}|\.)[\)\]\}}])[\w.+-]{{1,64}}){{0,2}}"
)
_DOMAIN = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}|{_LOOSE_DOT}{ENDING}){{1,6}}"
_EMAIL = re.compile(rf"(?<![\w.!#$%&'*+^`{{|}}~-]){_LOCAL}{_AT}{_DOMAIN}", re.IGNORECASE)
#: "lan at gmail dot com": words alone, so the ending must be there.
_IN_WORDS = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{2,64}}\sat\s[\w-]{{2,63}}(?:\s{_DOT_WORD}\s{ENDING}){{1,2}}", re.IGNORECASE
)
_POSTBOX = r"(?:gmail|yahoo|hotmail|outlook|icloud)"
#: "mail lan92 gmail com", "gmail: lan.nguyen92": the address without its @.
_LABELLED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:e-?mail|gmail|mail|thư)\b[ ]?(?:là|em|mình|tôi|of|is)?[ ]?:?[ ]"
        rf"(?P<name>[a-z][\w.+-]{{3,63}}[ ]{_POSTBOX}(?:[ .]com)?)\b",
        rf"(?<![\w.+-])(?P<name>(?=[a-z._]*\d)[a-z][\w.+-]{{3,63}}[ ]{_POSTBOX}[ .]com)\b",
        r"\b(?:e-?mail|gmail|mail)[ ]?:[ ]?(?P<name>(?=[\w.+-]*[\d._])[a-z][\w.+-]{3,63})(?![\w@])",
    )
]

#: Without a dot in the name after it: "lan@fpt"; not a price ("10k@kg").
_BARE_EMAIL = re.compile(r"(?<![\w.])[^\W\d][\w.+-]{2,63}@[^\W\d_]{3,63}\b")


def find(text: str) -> Iterator[Span]:
    """Every contact in `text` outside of links."""
    for pattern in (_EMAIL, _IN_WORDS, _BARE_EMAIL):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "email")
    for pattern in _LABELLED:
        for found in pattern.finditer(text):
            yield Span(found.start("name"), found.end("name"), "email")
    yield from accounts.find(text)


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses alone, for looking inside a link."""
    for found in _EMAIL.finditer(text):
        yield Span(found.start(), found.end(), "email")
