"""Addresses of the portal's pages: one name for each page, one address for each language."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from factdesk.record.models import PublishedCheck

LANGUAGES: tuple[str, ...] = ("vi", "en")


def page_path(page: str, language: str | None = None, /, **parts: str | int) -> str:
    """The path of a page, in `language` or else in that of the page being made."""
    language = language or get_language() or settings.LANGUAGE_CODE
    return reverse(f"{language if language in LANGUAGES else settings.LANGUAGE_CODE}:{page}", kwargs=parts)


def both(page: str, /, **parts: str | int) -> dict[str, str]:
    """The path of a page in every language, by language."""
    return {language: page_path(page, language, **parts) for language in LANGUAGES}


def check_path(check: PublishedCheck) -> str:
    """The path of a published check, in the check's own language."""
    return page_path("check", check.language, code=check.code, slug=check.slug)


def absolute(path: str) -> str:
    """`path` with the desk's public address before it: for sharing, for machines, for print."""
    return f"{settings.SITE_ADDRESS}{path}"
