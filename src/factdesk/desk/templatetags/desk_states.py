"""How a fact-check stands, for Wagtail's templates: it knows of drafts and live pages only."""

from __future__ import annotations

from typing import Any

from django import template

from factdesk.checks import acquaintance, publication
from factdesk.checks.models import FactCheckPage

register = template.Library()


@register.simple_tag(takes_context=True)
def is_withdrawn(context: Any, page: Any) -> bool:
    """Whether `page` is a fact-check that was published and taken back. One query for a whole list."""
    check = None if page is None or page.live else page.specific
    if not isinstance(check, FactCheckPage):
        return False
    request = context.get("request")
    return acquaintance.of(request.user).withdrawn(check) if request else publication.is_withdrawn(check.code)
