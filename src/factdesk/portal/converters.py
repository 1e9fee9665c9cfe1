"""What a code looks like in an address: Crockford's base32 in lower case, without i, l, o and u.

It is read in any case, and with the letters that people take for figures.
"""

from __future__ import annotations

import re

_READ_AS = str.maketrans("oil", "011")


class CheckCode:
    """Six characters: a fact-check, the same in all its languages. The view leads from another spelling to ours."""

    regex = "[0-9A-Za-z]{6}"

    def to_python(self, value: str) -> str:
        """The code that is meant."""
        return as_code(value)

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class ReviewCode(CheckCode):
    """Eight characters: an external review."""

    regex = "[0-9A-Za-z]{8}"


def as_code(typed: str) -> str:
    """The code that is meant by what somebody typed.

    Raises:
        ValueError: it cannot be one.
    """
    code = typed.lower().translate(_READ_AS)
    if not re.fullmatch("[0-9a-hjkmnp-tv-z]+", code):
        raise ValueError(typed)
    return code
