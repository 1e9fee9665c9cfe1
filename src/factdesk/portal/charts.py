"""Charts: drawn from the small table that a published body keeps of them, which stays on the page as their text.

Nothing of the given HTML is handed on: it is read into plain values, and the page is made of those.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import lxml.etree
import lxml.html
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString

#: A chart as a body keeps it. Whatever looks otherwise is a table like any other.
FIGURE = re.compile(r'(<figure class="chart chart-(?:bar|line)">.*?</figure>)', re.DOTALL)
_KINDS = {"chart chart-bar": "bar", "chart chart-line": "line"}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?(E[+-]?[0-9]{1,2})?")
_LARGEST, _SMALLEST = 15, -12  # powers of ten; what lies outside fits no line of a phone
_FEWEST, _MOST = 2, 24  # rows that a drawing can show
# On the narrowest phone a line takes this many letters, and half of it so many; the table has them all.
_LETTERS = 36
_HALF = 16
_PERCENT = "(%)"


@dataclass(frozen=True)
class Chart:
    """What a chart says."""

    kind: str
    title: str
    rows: list[tuple[str, Decimal]]
    source: str

    @property
    def percent(self) -> str:
        """The one unit that stands at each figure; others are named beside the title."""
        return "%" if self.title.endswith(_PERCENT) else ""


def drawn(figure: str) -> SafeString | None:
    """The figure with its drawing, or with its table alone where that would not fit. None: no chart."""
    chart = read(figure)
    if chart is None:
        return None
    rows = [(label, said(value)) for label, value in chart.rows]
    # A figure is never cut: it would say another number.
    fits = _FEWEST <= len(rows) <= _MOST and all(len(figure) <= _HALF for _, figure in rows)
    drawing = {"bar": _bars, "line": _line}[chart.kind](chart) if fits else None
    return render_to_string("components/chart.html", {"chart": chart, "rows": rows, "drawing": drawing})


def read(figure: str) -> Chart | None:
    """What the figure says; None where it is not of the one form that the desk writes."""
    try:
        root = lxml.html.fragment_fromstring(figure)
        table, notes = _inside(root, "table", "figcaption")
        caption, body = _inside(table, "caption", "tbody")
        (source,) = _inside(notes, "cite")
        rows = [_row(row) for row in _inside(body, *["tr"] * len(body))]
        return Chart(_KINDS[root.get("class")], _words(caption), rows, _words(source))
    except (ValueError, KeyError, lxml.etree.LxmlError):
        return None


def said(value: Decimal) -> str:
    """A number as people write it in the page's language: −1.234,5 in Vietnamese, −1,234.5 in English."""
    return number_format(value, use_l10n=True, force_grouping=True).replace("-", "\N{MINUS SIGN}")


def _row(row: Any) -> tuple[str, Decimal]:
    label, cell = _inside(row, "th", "td")
    text = _words(cell)
    if label.attrib.pop("scope", None) != "row" or not _NUMBER.fullmatch(text):
        raise ValueError
    value = Decimal(text) + 0  # no zero below zero
    exponent = value.as_tuple().exponent
    if value.adjusted() > _LARGEST or not isinstance(exponent, int) or exponent < _SMALLEST:
        raise ValueError
    return _words(label), value


def _inside(element: Any, *tags: str) -> list[Any]:
    """The elements within, which must be these, without a word between them."""
    children = list(element)
    between = [element.text, *(child.tail for child in children)]
    if tuple(child.tag for child in children) != tags or any(text and text.strip() for text in between):
        raise ValueError
    return children


def _words(element: Any) -> str:
    """The text of an element that has nothing else in it."""
    if len(element) or element.attrib:
        raise ValueError
    return unicodedata.normalize("NFC", " ".join((element.text or "").split()))


def _bars(chart: Chart) -> dict[str, Any]:
    """Bars that lie, each below its label, with its figure behind it. Across in per cent, down in lines of text."""
    figures = [said(value) + chart.percent for _, value in chart.rows]
    values = [float(value) for _, value in chart.rows]
    low, high = min(0.0, *values), max(0.0, *values)
    # Room for the longest figure, on a phone. One below zero stands beyond the line of zero, where its row is empty.
    room = 100 - min(60.0, 2.7 * (max(map(len, figures)) + 1.5))
    zero = _share(0, low, high) * room
    rows, top = [], 0.0
    for (label, _), value, figure in zip(chart.rows, values, figures, strict=True):
        lines = textwrap.wrap(label, _LETTERS, max_lines=2, placeholder=" …") or [""]
        end = _share(value, low, high) * room
        bar = top + 1.4 * len(lines) + 0.2
        rows.append(
            {
                "lines": [(_em(top + 1.1 + 1.4 * number), line) for number, line in enumerate(lines)],
                "left": _percent(min(zero, end)),
                "width": _percent(abs(end - zero)),
                "top": _em(bar),
                "bottom": _em(bar + 1.2),
                "middle": _em(bar + 0.95),
                "figure": figure,
                "figure_from": _percent(max(zero, end)),
            }
        )
        top = bar + 2
    return {"rows": rows, "zero": _percent(zero), "height": _em(top)}


def _line(chart: Chart) -> dict[str, Any]:
    """A line over the line of zero, which is always in the picture: no change looks larger than it is."""
    values = [float(value) for _, value in chart.rows]
    low, high = min(0.0, *values), max(0.0, *values)
    step = 90 / (len(values) - 1)
    points = [(6 + step * number, 88 - 76 * _share(value, low, high)) for number, value in enumerate(values)]
    highest, lowest = values.index(max(values)), values.index(min(values))
    within = range(1, len(points) - 1)  # the figures of both ends stand with their labels
    named = [
        {**_near(points[at]), "figure": said(chart.rows[at][1]) + chart.percent, "rise": rise}
        for at, rise in {highest: "-0.7em", lowest: "1.5em"}.items()
        if at in within
    ]
    ends = [(_cut(label), said(value) + chart.percent) for label, value in (chart.rows[0], chart.rows[-1])]
    return {
        "path": " ".join(f"{x:.2f},{y:.2f}" for x, y in points),
        "points": [(_percent(x), _percent(y)) for x, y in points],
        "zero": _percent(88 - 76 * _share(0, low, high)),
        "named": named,
        "first": ends[0],
        "last": ends[1],
    }


def _near(point: tuple[float, float]) -> dict[str, str]:
    """Where words about a point stand, so that the picture's edge cuts none of them."""
    x, y = point
    anchor = "start" if x < 25 else "end" if x > 75 else "middle"
    return {"x": _percent(x), "y": _percent(y), "anchor": anchor}


def _cut(label: str) -> str:
    return label if len(label) <= _HALF else label[: _HALF - 1] + "…"


def _share(value: float, low: float, high: float) -> float:
    """How far up from the lowest to the highest, 0 to 1; in the middle of nothing, 0."""
    return (value - low) / (high - low) if high > low else 0.0


def _percent(number: float) -> str:
    return f"{number:.2f}%"


def _em(number: float) -> str:
    return f"{number:.2f}em"
