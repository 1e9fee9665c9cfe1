"""Days as publishers write them. Only whole days count; a year alone is no day."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import Any

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?!\d)")
_WORDS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")


def day(value: Any, language: str = "") -> datetime.date | None:
    """The day that `value` names, as the publisher's calendar had it; None where it names none.

    Args:
        value: "2024-05-17", "2024-05-17T23:30:00+07:00", "20240517", "17.05.2024", "17/5/2024", "May 17, 2024", RFC
            2822, milliseconds since 1970, {"@value": …} or a list.
        language: a primary subtag; decides 5/6/2024, which only Americans read month first.
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:40]
    if match := _ISO.match(text) or _YEAR_FIRST.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(text):
        return _from_numbers(int(match[1]), int(match[3]), int(match[4]), match[2], language)
    return _from_words(text)


def _from_numbers(first: int, second: int, year: int, separator: str, language: str) -> datetime.date | None:
    if separator == "." or first > 12 or language not in ("en", "und", ""):
        return _date(year, second, first)
    if second > 12 or first == second:
        return _date(year, first, second)
    return None  # 5/6 in English: May or June, nobody can tell


def _from_words(text: str) -> datetime.date | None:
    if not any(letter.isalpha() for letter in text) or not any(digit.isdigit() for digit in text):
        return None
    plain = " ".join(text.replace(",", " ").split())
    for form in _WORDS:
        try:
            found = datetime.datetime.strptime(plain, form)
        except ValueError:
            continue
        return _date(found.year, found.month, found.day)
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _date(found.year, found.month, found.day)


def _from_epoch(value: float) -> datetime.date | None:
    seconds = value / 1000 if abs(value) > 100_000_000_000 else value
    try:
        found = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return _date(found.year, found.month, found.day)


def _date(year: int, month: int, day_of_month: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day_of_month) if 1000 <= year <= 2100 else None
    except ValueError:
        return None
