"""What a code looks like in an address: Crockford's base32 in lower case, without i, l, o and u."""

from __future__ import annotations


class CheckCode:
    """Six characters: a fact-check, the same in all its languages."""

    regex = "[0-9a-hjkmnp-tv-z]{6}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class ReviewCode(CheckCode):
    """Eight characters: an external review."""

    regex = "[0-9a-hjkmnp-tv-z]{8}"
