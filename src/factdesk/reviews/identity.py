"""When two reviews are the same one: the same page, the same site, the same claim. See docs/decisions/042."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from factdesk.reviews.claimreview.addresses import canonical
from factdesk.reviews.claimreview.parsed import ParsedReview

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE_LENGTH = 8
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
#: Share of equal letters from which a changed claim on the same page counts as the old one in better words.
_NEARLY = 0.85


def page_of(review: ParsedReview) -> str:
    """What stands for the review's page: 16 hex digits."""
    return hashlib.sha256(_page(review).encode()).hexdigest()[:16]


def key_of(review: ParsedReview) -> str:
    """What stands for the review: SHA-256 in hex of its page, its site and its claim without case and marks."""
    return hashlib.sha256(f"{_page(review)}\n{plain(review.claim)}".encode()).hexdigest()


def codes_of(key: str) -> Iterator[str]:
    """Codes for a review of this key, the best first; later ones are for when another review has taken it.

    Eight letters are 40 bits: among a million reviews one pair meets, about every second time.
    """
    number = int(key, 16)
    while True:
        yield "".join(_CROCKFORD[number >> shift & 31] for shift in range(251 - 5, 251 - 5 - 5 * _CODE_LENGTH, -5))
        number = int.from_bytes(hashlib.sha256(number.to_bytes(32, "big")).digest(), "big")


def plain(claim: str) -> str:
    """The claim's words in lower case, one space between them: what punctuation and typography cannot change."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", claim).casefold()))


def is_rewording(old: str, new: str) -> bool:
    """Whether `new` is the claim `old` with a slip mended: nearly the same letters, exactly the same numbers."""
    old, new = plain(old), plain(new)
    if _NUMBER.findall(old) != _NUMBER.findall(new):
        return False
    comparison = SequenceMatcher(None, old[:500], new[:500], autojunk=False)
    return comparison.quick_ratio() >= _NEARLY and comparison.ratio() >= _NEARLY


def _page(review: ParsedReview) -> str:
    return f"{canonical(review.url)}\n{review.publisher_site}"
