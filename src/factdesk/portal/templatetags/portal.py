"""Tags and filters of the portal's templates: addresses, ratings, dates, hashes, clean HTML."""

from __future__ import annotations

import datetime
import secrets
from typing import Any
from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from factdesk.portal import addresses, claimreview
from factdesk.portal.prose import clean, opening
from factdesk.record.models import PublishedCheck
from factdesk.record.scale import BY_SLUG, Rating

register = template.Library()

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on

register.filter("clean_html", clean)
register.filter("opening", opening)


@register.simple_tag
def page_url(page: str, language: str | None = None, **parts: str | int) -> str:
    """The path of a page in the current language, or in `language`."""
    return addresses.page_path(page, language, **parts)


@register.filter
def check_url(check: PublishedCheck) -> str:
    """The path of a published check."""
    return addresses.check_path(check)


@register.filter
def absolute(path: str) -> str:
    """A path with the desk's public address before it."""
    return addresses.absolute(path)


@register.filter
def here(url: str) -> str:
    """An address of ours as a path, which leads on whatever name this desk was reached by; others as they are."""
    return url.removeprefix(settings.SITE_ADDRESS) if url.startswith(f"{settings.SITE_ADDRESS}/") else url


@register.simple_tag
def form_nonce(given: str) -> str:
    """What tells a form that was sent twice: the one that came with it, or a new one."""
    return given or secrets.token_urlsafe(16)


@register.filter
def rating(slug: str | None) -> Rating | None:
    """The step of the scale with this slug; None where a check has no rating."""
    return BY_SLUG.get(slug) if slug else None


@register.filter
def claim_review(check: PublishedCheck) -> SafeString:
    """The check as ClaimReview, ready to stand inside a script element of type application/ld+json."""
    return claimreview.as_script(claimreview.of(check))


@register.filter
def day(value: Any) -> SafeString | str:
    """A date as people write it, in a `time` element: 5/9/2026 in Vietnamese, 5 September 2026 in English."""
    found = _as_date(value)
    if found is None:
        return ""
    words = (
        f"{found.day} {_MONTHS[found.month - 1]} {found.year}"
        if get_language() == "en"
        else f"{found.day}/{found.month}/{found.year}"
    )
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), words)


@register.filter
def host(url: str) -> str:
    """The name of the site that an address points to, as readers know it."""
    return (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".")


@register.filter
def mail_text(value: object) -> str:
    """A text as part of a mailto address, where a space is %20 and never a plus sign."""
    return quote(str(value), safe="")


def _as_date(value: Any) -> datetime.date | None:
    """The date of a date, a moment (in the desk's time zone) or an ISO text."""
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value) if "T" in value else datetime.date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, datetime.date) else None
