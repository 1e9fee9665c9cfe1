"""A check's body as HTML that can do nothing but be read.

The desk cleans what it publishes; it is cleaned once more here, because a page must be safe whatever the record holds.
"""

from __future__ import annotations

import re

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from factdesk.portal import charts

# fmt: off
_TAGS = {
    "p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "a",
    "blockquote", "cite", "q", "h2", "h3", "h4", "figure", "figcaption", "img", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "sup", "sub", "abbr", "code",
    "time",
}
# fmt: on
_ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "*": {"lang"},
}
_CLASSES = {"figure": {"chart", "chart-bar", "chart-line"}}  # by which a chart is known; no page shows them
_FIGURE = re.compile(r'<figure class="[^"]*"')
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


def clean(html: str) -> SafeString:
    """`html` with reading elements only, charts drawn. Wide tables scroll by themselves, so the page never does."""
    parts = charts.FIGURE.split(_cleaned(html))
    return mark_safe("".join(charts.drawn(part) or _scrolling(part) for part in parts))  # noqa: S308  (cleaned)


def opening(html: str, paragraphs: int = 2) -> SafeString:
    """The first paragraphs of a body: enough to understand an answer."""
    return mark_safe("".join(_PARAGRAPH.findall(_cleaned(html))[:paragraphs]))  # noqa: S308  (cleaned)


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def _scrolling(html: str) -> str:
    opening_tag = format_html('<div class="table" role="region" tabindex="0" aria-label="{}"><table>', _("Table"))
    plain = _FIGURE.sub("<figure", html)
    return plain.replace("<table>", opening_tag).replace("</table>", "</table></div>")
