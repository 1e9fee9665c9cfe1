"""Addresses in reviews: which may be shown as links, which are the same page, and whose they are."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from factdesk.matching.text.addresses import canonical, site

__all__ = ["MAX_LENGTH", "address_of", "canonical", "link", "site"]

MAX_LENGTH = 2000
_HOST = re.compile(r"[^\s/\\<>\"'@%?#]+\.[^\s/\\<>\"'@%?#.]{2,}\.?(:\d{1,5})?")


def address_of(value: Any) -> str:
    """The address in a JSON-LD value, as written: a string, {"@id"}, {"url"}, or the first of a list; else ""."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("url") or value.get("@id") or value.get("@value") or ""
        else:
            break
    return value.strip() if isinstance(value, str) else ""


def link(text: str, base: str = "") -> str:
    """`text` as an http(s) address that can be shown as a link; "" where it is none.

    Args:
        text: an address, possibly relative.
        base: the address of the page that it was on, if known.
    """
    text = "".join(text.split())
    try:
        if base and text:
            text = urljoin(base, text)
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
            return ""
        return text if len(text) <= MAX_LENGTH and text.isprintable() else ""
    except ValueError:
        return ""
