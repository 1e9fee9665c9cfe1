"""Cutting who asked, and whoever else is named by a number or an address, out of a text before it is stored (H7).

Names in running text stay: a claim is often about somebody. What goes are senders and authors of forwarded messages,
the asker's own name and home, telephone numbers, e-mail addresses, handles and profile links, cards, bank accounts,
licence plates and identity numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factdesk.questions.redact import (
    contacts,
    devices,
    forwarded,
    homes,
    links,
    numbers,
    people,
    plates,
    spelled,
)
from factdesk.questions.redact.masks import MASK, mask
from factdesk.questions.redact.spans import Span, blank, merged, shadow

#: What one pass uncovers (a header below a header) the next one cuts; more depth than this nobody pastes.
_PASSES = 8

__all__ = ["MASK", "redact"]


def redact(text: str, language: str) -> str:
    """`text` with masks in place of what identifies people. Doing it again changes nothing.

    Args:
        text: normalised: no zero-width characters, which could stand within a number.
        language: "vi" for Vietnamese masks, anything else for English ones.
    """
    for _ in range(_PASSES):
        cut = _once(text, language)
        if cut == text:
            break
        text = cut
    return text


Found = tuple[list[Span], list[Span]]


def _alone(find: Callable[[str], Iterable[Span]]) -> Callable[[str], Found]:
    """`find` in the form of `links.find`: what is to be cut, and what the next ones must not look into."""

    def both(text: str) -> Found:
        cuts = list(find(text))
        return cuts, cuts

    return both


#: Each looks at what the ones before left: a whole header before the names in it, a link before the numbers in it.
_IN_ORDER: tuple[Callable[[str], Found], ...] = (
    _alone(forwarded.heads),
    _alone(forwarded.senders),
    links.find,
    *map(
        _alone,
        (
            contacts.find,
            devices.find,
            people.find,
            homes.find,
            plates.find,
            numbers.find,
            spelled.find,
            people.beside_numbers,
        ),
    ),
)


def _once(text: str, language: str) -> str:
    seen = blank(shadow(text), (Span(found.start(), found.end(), "") for found in MASK.finditer(text)))
    spans: list[Span] = []
    for find in _IN_ORDER:
        cuts, hidden = find(seen)
        spans += cuts
        # A link is no number: a name beside it may be what the link is about.
        seen = blank(seen, hidden, "\ufffb" if find is links.find else "\ufffc")
    pieces, place = [], 0
    for span in merged(spans):
        pieces += [text[place : span.start], mask(span.kind, language)]
        place = span.end
    return "".join([*pieces, text[place:]]).strip()
