"""Publishers' text made clean: markup gone, NFC, single spaces, nothing invisible, limited in length."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

# Control characters, lone surrogates (a database refuses both), and what changes the reading direction or hides.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
# What is never closed goes to the end, as browsers see it, and so that no text makes these patterns slow.
_UNSEEN = re.compile(r"<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# A "<" is markup only before a letter, "/" or "!": "5 < 6" stays.
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>|<![^<>]*>", re.DOTALL)
#: What one text may be before it is cut: more than any claim, so that cleaning stays fast.
_MAX_RAW = 20_000


def clean(text: str, limit: int) -> str:
    """`text` without markup, in NFC, with single spaces, cut to `limit` characters with "…"."""
    text = text[:_MAX_RAW]
    if "<" in text or "&" in text:
        for _ in range(2):  # markup is often escaped once more on its way into JSON
            text = html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))
        text = _TAG.sub(" ", text)
    text = _UNWANTED.sub("", text)
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def words_of(value: Any, limit: int) -> str:
    """The clean text of a JSON-LD value: a string, a number, {"@value"}, a thing with a name, or a list of these."""
    for candidate in _candidates(value, 4):
        cleaned = clean(candidate, limit)
        if cleaned:
            return cleaned
    return ""


def names_of(value: Any, limit: int, *, at_most: int = 5) -> str:
    """The names of one or several organisations or persons, joined by commas, each once."""
    values = value if isinstance(value, list) else [value]
    names = dict.fromkeys(name for item in values[: at_most * 2] if (name := words_of(item, limit)))
    return clean(", ".join(list(names)[:at_most]), limit)


def _candidates(value: Any, depth: int) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, bool) or value is None or depth == 0:
        return []
    if isinstance(value, int | float):
        return [str(value)]
    if isinstance(value, list):
        return [text for item in value[:10] for text in _candidates(item, depth - 1)]
    if isinstance(value, dict):
        keys = ("@value", "name", "alternateName", "legalName", "text")
        return [text for key in keys if key in value for text in _candidates(value[key], depth - 1)]
    return []
