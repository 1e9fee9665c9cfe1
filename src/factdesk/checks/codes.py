"""Public codes of fact-checks and their addresses."""

from __future__ import annotations

import re
import secrets
import unicodedata

#: Crockford's base32 in lower case: no i, l, o, u, so that a code can be read out and typed.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 6

_SLUG_LENGTH = 120


def new_code() -> str:
    """Six random characters: about a thousand million codes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def ascii_slug(text: str) -> str:
    """`text` as a slug of plain letters: Vietnamese letters lose their marks, everything else becomes a hyphen.

    Returns:
        At most 120 characters, cut between words where possible; "check" where nothing is left.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > _SLUG_LENGTH:
        cut = slug[: _SLUG_LENGTH + 1]
        slug = (cut.rpartition("-")[0] or cut[:_SLUG_LENGTH]).strip("-")
    return slug or "check"
