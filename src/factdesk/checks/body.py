"""From a body's blocks to clean semantic HTML, the form in which a version keeps it. Same blocks, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import nh3
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from factdesk.checks import errors, pictures

TAGS = {
    *("h2", "h3", "p", "ul", "ol", "li", "blockquote", "cite", "strong", "em", "a", "br"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption"),
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "th": {"scope"}}
CLASSES = {"figure": {"picture", "chart", "chart-bar", "chart-line"}}


def render(stream: Any, *, to_publish: bool = False) -> str:
    """The blocks of a body as HTML; only the tags, attributes and classes named above are left in it.

    Args:
        stream: the body.
        to_publish: with the pictures that it was saved with. A draft is shown with those that there are.

    Raises:
        PictureLost, PictureChanged: only where it is to be published.
    """
    renderers: dict[str, Callable[[Any], str]] = {**_RENDERERS, "picture": partial(_picture, to_publish=to_publish)}
    parts = [renderers[block.block_type](block.value) for block in stream if block.block_type in renderers]
    return clean("\n".join(part for part in parts if part))


def clean(html: str) -> str:
    """`html` with everything taken away that a body may not hold."""
    # The editor's own marks for bold and italic become the ones that mean something.
    for old, new in (("b", "strong"), ("i", "em")):
        html = html.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def _heading(value: str) -> str:
    return format_html("<h2>{}</h2>", value)


def _text(value: Any) -> str:
    return str(expand_db_html(value.source))


def _quotation(value: Any) -> str:
    words = format_html_join("", "<p>{}</p>", ((line,) for line in value["text"].splitlines() if line.strip()))
    return format_html("<blockquote>{}<p><cite>{}</cite></p></blockquote>", words, value["source"])


def _table(value: Any) -> str:
    head = format_html_join("", '<th scope="col">{}</th>', ((column["heading"],) for column in value.columns))
    rows: list[SafeString] = []
    for row in value.row_data:
        cells = format_html_join("", "<td>{}</td>", ((_cell(cell),) for cell in row["values"]))
        rows.append(format_html("<tr>{}</tr>", cells))
    caption = format_html("<caption>{}</caption>", value.caption) if value.caption else ""
    return format_html(
        "<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        caption,
        head,
        mark_safe("".join(rows)),  # noqa: S308
    )


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _picture(image: Any, *, to_publish: bool) -> str:
    try:
        kept = pictures.kept(image, as_saved=to_publish)
    except errors.PictureLost:
        if to_publish:
            raise
        return ""
    return format_html(
        '<figure class="picture"><img src="{}" alt="{}" width="{}" height="{}"></figure>',
        kept.address,
        image.contextual_alt_text or "",
        kept.width,
        kept.height,
    )


def _chart(value: Any) -> str:
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>', ((row["label"], row["value"]) for row in value["rows"])
    )
    unit = f" ({value['unit']})" if value.get("unit") else ""
    return format_html(
        '<figure class="chart chart-{}"><table><caption>{}{}</caption><tbody>{}</tbody></table>'
        "<figcaption><cite>{}</cite></figcaption></figure>",
        value["kind"],
        value["title"],
        unit,
        rows,
        value["source"],
    )


_RENDERERS: dict[str, Callable[[Any], str]] = {
    "heading": _heading,
    "text": _text,
    "quotation": _quotation,
    "table": _table,
    "chart": _chart,
}


def paragraphs(text: str) -> str:
    """Plain text as rich text for a body's `text` block: one paragraph for each line that is not empty."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
