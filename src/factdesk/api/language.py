"""The language of the API's own words: problems' titles, details and messages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("vi", "en")
DEFAULT = "en"


def language_of(request: HttpRequest) -> str:
    """What `Accept-Language` likes best of Vietnamese and English; English where it says neither."""
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        primary = tag.split("-")[0]
        if primary in LANGUAGES:
            return primary
        if tag == "*":
            break
    return DEFAULT
