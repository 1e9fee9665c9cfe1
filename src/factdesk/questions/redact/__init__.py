"""Cutting who asked, and whoever else is named by a number or an address, out of a text before it is stored (H7).

Names in running text stay: a claim is often about somebody. What goes are senders and authors of forwarded messages,
telephone numbers, e-mail addresses, handles and profile links, cards, bank accounts and identity numbers.
"""

from __future__ import annotations

from factdesk.questions.redact import contacts, forwarded, links, numbers
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


def _once(text: str, language: str) -> str:
    seen = blank(shadow(text), (Span(found.start(), found.end(), "") for found in MASK.finditer(text)))
    spans = list(forwarded.find(seen))
    seen = blank(seen, spans)
    found_links, cuts = links.find(seen)
    spans += cuts
    seen = blank(seen, found_links)
    for find in (contacts.find, numbers.find):
        found = list(find(seen))
        spans += found
        seen = blank(seen, found)
    pieces, place = [], 0
    for span in merged(spans):
        pieces += [text[place : span.start], mask(span.kind, language)]
        place = span.end
    return "".join([*pieces, text[place:]]).strip()
