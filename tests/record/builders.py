"""Builders for the record's tests: an office that may speak, and content that the rules take."""

from __future__ import annotations

import datetime
from typing import Any

from factdesk.offices.models import Channel, Office


def an_office(slug: str = "so-y-te") -> Office:
    """An office with a portal channel of its own."""
    office = Office.add_root(slug=slug, kind="department", name_vi="Sở Y tế", name_en="Department of Health")
    Channel.objects.create(
        office=office, kind="portal", address=f"https://desk.example/offices/{slug}/", since=datetime.date(2026, 1, 1)
    )
    return office


def evidence(number: int, *, primary: bool) -> dict[str, Any]:
    """One cited and archived source."""
    return {
        "title": f"Source {number}",
        "publisher": "WHO",
        "url": f"https://example.org/{number}",
        "read_on": "2026-11-01",
        "primary": primary,
        "sha256": f"{number:064x}",
    }


def english(**changes: Any) -> dict[str, Any]:
    """The English text of the same check, with `changes`."""
    return {
        "slug": "lemon-water",
        "title": "Hot lemon water does not cure cancer",
        "claim": "Hot lemon water cures cancer.",
        "verdict": "No evidence shows that it does.",
        "body": "<p>Explanation.</p>",
        "approvals": [{"role": "reviewer", "office": "so-y-te"}],
        **changes,
    }


def content(code: str = "k7m2xq", **changes: Any) -> dict[str, Any]:
    """A version that every rule takes, with `changes` at its top level."""
    text = {
        "slug": "nuoc-chanh",
        "title": "Nước chanh nóng không chữa ung thư",
        "claim": "Nước chanh nóng chữa khỏi ung thư.",
        "verdict": "Không có bằng chứng nào cho thấy như vậy.",
        "body": "<p>Giải thích.</p>",
        "approvals": [{"role": "reviewer", "office": "so-y-te"}],
    }
    return {
        "code": code,
        "office": {"slug": "so-y-te", "name": {"vi": "Sở Y tế", "en": "Department of Health"}},
        "claim": {"kind": "factual", "language": "vi"},
        "rating": "false",
        "checked_on": "2026-11-02",
        "sectors": ["health"],
        "texts": {"vi": text},
        "evidence": [evidence(1, primary=True), evidence(2, primary=False)],
        **changes,
    }
