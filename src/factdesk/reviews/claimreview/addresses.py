"""Addresses in reviews: which may be shown as links, which are the same page, and whose they are."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2000
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src|zarsrc", re.IGNORECASE)
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


def site(url: str) -> str:
    """The host of a `link`, in lower case, without port and "www."."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host.removeprefix("www.")[:253]


def canonical(url: str) -> str:
    """One form for all addresses of a page: no scheme, "www.", port, fragment, trailing slash or campaign marks."""
    parts = urlsplit(url)
    query = parts.query
    if query:
        query = urlencode([(key, value) for key, value in parse_qsl(query, True) if not _TRACKING.fullmatch(key)])
    return urlunsplit(("", site(url), parts.path.rstrip("/"), query, ""))
