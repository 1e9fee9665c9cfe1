"""Charts are drawn from the table that a body keeps of them, and the table stays."""

from __future__ import annotations

import re
from decimal import Decimal

import lxml.etree
import lxml.html
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from factdesk.checks import body as desk_body
from factdesk.checks.blocks import BodyBlock
from factdesk.portal import charts, prose
from tests.checks.screens import signed_in
from tests.desk_builder import Desk as EditorsDesk
from tests.portal.conftest import LEMON, lemon, page, words

YEARS = [("2023", "1234.5"), ("2024", "980"), ("2025", "2100.25")]


def as_published(rows=YEARS, *, kind="bar", title="Ca mắc", unit="nghìn", source="Sở Y tế"):
    """A chart as the desk's own editor writes it into a body."""
    given = [{"label": label, "value": value} for label, value in rows]
    value = {"kind": kind, "title": title, "unit": unit, "source": source, "rows": given}
    return desk_body.render(BodyBlock(required=False).to_python([{"type": "chart", "value": value}]))


def shown(html, language="vi"):
    with translation.override(language):
        return prose.clean(html)


def drawing(html, language="vi"):
    """The outermost drawing of a body, as an XML reader sees it; None where there is none."""
    found = re.search(r"<svg.*</svg>", shown(html, language), re.DOTALL)
    return lxml.etree.fromstring(found[0]) if found else None


def texts(element):
    return [text.text for text in element.iter("text")]


def share(length):
    assert length.endswith("%")
    return float(length[:-1])


def test_bars_have_a_label_a_length_and_a_figure_each():
    svg = drawing(as_published())
    assert texts(svg) == ["2023", "1.234,5", "2024", "980", "2025", "2.100,25"]
    widths = [share(bar.get("width")) for bar in svg.iter("rect")]
    assert widths[0] / widths[2] == pytest.approx(1234.5 / 2100.25, abs=0.001)
    assert widths[1] / widths[2] == pytest.approx(980 / 2100.25, abs=0.001)
    assert widths[2] > 40


def test_the_drawing_comes_before_the_table_and_is_hidden_from_those_who_are_read_to():
    figure = lxml.html.fragment_fromstring(shown(as_published()))
    assert [child.tag for child in figure] == ["p", "svg", "details", "figcaption"]
    assert figure.find("svg").get("aria-hidden") == "true"
    assert figure.find("details/summary").text == "Số liệu"
    assert figure.findtext("details/table/caption") == figure.findtext("p") == "Ca mắc (nghìn)"
    cells = [[cell.text for cell in row] for row in figure.iter("tr")]
    assert cells == [["2023", "1.234,5"], ["2024", "980"], ["2025", "2.100,25"]]
    assert figure.findtext("figcaption/cite") == "Sở Y tế"


def test_figures_are_written_as_the_pages_language_writes_them():
    assert texts(drawing(as_published(), "en"))[1::2] == ["1,234.5", "980", "2,100.25"]
    assert "<td>1,234.5</td>" in shown(as_published(), "en")
    assert "<summary>Numbers</summary>" in shown(as_published(), "en")


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("0", "0", "0"),
        ("-0", "0", "0"),
        ("-0.50", "−0,50", "−0.50"),
        ("1E+3", "1.000", "1,000"),
        ("-1234567.8", "−1.234.567,8", "−1,234,567.8"),
    ],
)
def test_a_number_is_said_right(value, vietnamese, english):
    for language, expected in (("vi", vietnamese), ("en", english)):
        assert f"<td>{expected}</td>" in shown(as_published([("a", value), ("b", "1")]), language)


def test_a_line_joins_its_points_and_names_its_ends_and_extremes():
    svg = drawing(as_published(kind="line"))
    (path,) = svg.iter("polyline")
    points = [tuple(map(float, point.split(","))) for point in path.get("points").split()]
    assert [point[0] for point in points] == [6, 51, 96]
    assert points[2][1] < points[0][1] < points[1][1]
    assert [(share(c.get("cx")), share(c.get("cy"))) for c in svg.iter("circle")] == points
    assert texts(svg) == ["0", "980", "2023", "1.234,5", "2025", "2.100,25"]


def test_a_line_stands_over_zero_so_that_no_change_looks_larger_than_it_is():
    svg = drawing(as_published([("a", "98"), ("b", "99")], kind="line"))
    zero = share(next(svg.iter("line")).get("y1"))
    heights = [zero - share(circle.get("cy")) for circle in svg.iter("circle")]
    assert heights[0] / heights[1] == pytest.approx(98 / 99, abs=0.001)


def test_bars_below_zero_go_the_other_way():
    svg = drawing(as_published([("a", "-2"), ("b", "0"), ("c", "4")]))
    below, none, above = svg.iter("rect")
    zero = share(next(svg.iter("line")).get("x1"))
    assert share(below.get("x")) == 0
    assert share(below.get("width")) == pytest.approx(zero, abs=0.01)
    assert share(none.get("width")) == 0
    assert share(above.get("x")) == pytest.approx(zero, abs=0.01)
    assert share(above.get("width")) == pytest.approx(2 * zero, abs=0.02)
    assert [share(text.get("x")) for text in svg.iter("text") if text.text == "−2"] == [pytest.approx(zero, abs=0.01)]


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("values", [["5", "5", "5"], ["0", "0", "0"], ["-3", "-3", "-3"], ["-1", "0", "1"]])
def test_nothing_leaves_the_picture(kind, values):
    svg = drawing(as_published([(str(n), value) for n, value in enumerate(values)], kind=kind))
    across = [share(element.get(name)) for element in svg.iter() for name in ("x", "cx") if element.get(name)]
    assert all(0 <= length <= 100 for length in across)
    assert all(share(bar.get("x")) + share(bar.get("width")) <= 100 for bar in svg.iter("rect"))
    assert all(10 <= share(circle.get("cy")) <= 90 for circle in svg.iter("circle"))


def test_equal_values_have_equal_bars_and_a_level_line():
    rows = [("a", "7"), ("b", "7"), ("c", "7")]
    bars = list(drawing(as_published(rows)).iter("rect"))
    assert len({bar.get("width") for bar in bars}) == 1
    assert share(bars[0].get("width")) > 50
    line = drawing(as_published(rows, kind="line"))
    assert texts(line) == ["0", "a", "7", "c", "7"]
    assert len({circle.get("cy") for circle in line.iter("circle")}) == 1


def test_a_long_label_is_broken_and_cut_and_stands_whole_in_the_table():
    label = "Số ca mắc sốt xuất huyết được báo cáo trong toàn tỉnh " * 3
    for kind in ("bar", "line"):
        html = as_published([(label, "1"), ("a" * 90, "2")], kind=kind)
        said = texts(drawing(html))
        assert all(len(line) <= 38 for line in said)
        assert any(line.endswith("…") for line in said)
        assert f'<th scope="row">{label.strip()}</th>' in shown(html)


def test_per_cent_stands_at_each_figure_and_other_units_at_the_title():
    assert texts(drawing(as_published([("a", "12.5"), ("b", "30")], unit="%")))[1::2] == ["12,5%", "30%"]
    assert "Ca mắc (%)" in shown(as_published(unit="%"))


@pytest.mark.parametrize("rows", [1, 25])
def test_too_few_or_too_many_rows_are_a_table_alone(rows):
    html = as_published([(str(n), "1234.5") for n in range(rows)])
    assert drawing(html) is None
    figure = lxml.html.fragment_fromstring(shown(html))
    assert [child.tag for child in figure] == ["table", "figcaption"]
    assert len(list(figure.iter("tr"))) == rows
    assert {cell.text for cell in figure.iter("td")} == {"1.234,5"}


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_figure_too_long_for_a_phone_is_never_cut(kind):
    assert drawing(as_published([("a", "1234567890.25"), ("b", "1")], kind=kind)) is not None
    html = as_published([("a", "-1234567890.25"), ("b", "1")], kind=kind)
    assert drawing(html) is None
    assert "<td>−1.234.567.890,25</td>" in shown(html)


def test_up_to_twenty_four_rows_are_drawn():
    assert len(list(drawing(as_published([(str(n), "1") for n in range(24)])).iter("rect"))) == 24


GOOD = as_published()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("chart chart-bar", "chart"),
        ("chart chart-bar", "chart chart-pie"),
        ("chart chart-bar", "chart chart-bar chart-line"),
        ("980", "about 980"),
        ("980", "NaN"),
        ("980", "Infinity"),
        ("980", "1E+99"),
        ("980", "1E-99"),
        ("980", "9" * 400),
        ("980", "٩٨٠"),
        ("980", ""),
        ("980", "<strong>980</strong>"),
        ("<td>980</td>", ""),
        ("<td>980</td>", "<td>980</td><td>1</td>"),
        ("<td>980", '<td colspan="2">980'),
        ('<th scope="row">2024</th>', "<td>2024</td>"),
        ('<th scope="row">2024', '<th scope="col">2024'),
        ("<tbody>", "<thead><tr><th>a</th></tr></thead><tbody>"),
        ("<caption>Ca mắc (nghìn)</caption>", ""),
        ("Ca mắc", "<em>Ca</em> mắc"),
        ("<figcaption>", "<p>More.</p><figcaption>"),
        ("<figcaption>", "loose words<figcaption>"),
        ("<cite>Sở Y tế</cite>", "Sở Y tế"),
        ("<cite>Sở Y tế</cite>", '<cite><a href="https://example.org/">Sở Y tế</a></cite>'),
        ("<table>", '<figure class="chart chart-bar"><p>Within.</p></figure><table>'),
    ],
)
def test_what_is_not_of_the_form_stays_the_table_that_it_was(old, new):
    html = GOOD.replace(old, new, 1)
    assert html != GOOD
    result = shown(html)
    assert "<svg" not in result
    assert 'class="chart' not in result
    assert result.count('<div class="table"') == 1
    assert "2100.25" in result


def test_charts_between_other_things_leave_those_alone():
    table = "<table><tbody><tr><td>x</td></tr></tbody></table>"
    result = shown(f"<p>Một.</p>{GOOD}<p>Hai.</p>{table}{as_published(kind='line')}<p>Ba.</p>")
    order = re.findall(r"<p>Một|<svg class=\"drawn-bars|<p>Hai|class=\"table\"|<svg class=\"drawn-line|<p>Ba", result)
    assert len(order) == 6
    assert order[0].endswith("Một") and order[3] == 'class="table"' and order[5].endswith("Ba")
    assert result.count("<table>") == 3


EVIL = '<script>alert(1)</script>"><svg onload=alert(1)>&amp;{{ 7 }}'


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_words_are_never_taken_for_markup(kind):
    html = as_published([(EVIL, "1"), ("b", "2")], kind=kind, title=EVIL, unit=EVIL, source=EVIL)
    result = shown(html)
    figure = lxml.html.fragment_fromstring(result)
    assert not {"script", "foreignObject", "a", "image", "use", "style"} & {element.tag for element in figure.iter()}
    assert not [
        name for element in figure.iter() for name in element.attrib if name.startswith("on") or name == "style"
    ]
    assert figure.findtext(".//table//th") == EVIL
    assert escape(EVIL) in result


def test_no_script_or_style_comes_in_with_a_figure():
    result = shown(GOOD.replace("<tbody>", "<tbody onclick='x()' style='color:red'><script>alert(1)</script>", 1))
    assert "<svg" in result
    assert not re.search(r"onclick|style=|<script|alert", result)


def test_reading_gives_plain_values():
    chart = charts.read(GOOD)
    assert chart == charts.Chart(
        "bar", "Ca mắc (nghìn)", [(label, Decimal(value)) for label, value in YEARS], "Sở Y tế"
    )


@pytest.mark.parametrize(
    "junk", ["", "words", "<figure></figure>", "<figure", "<p>a</p><p>b</p>", "\x00", "<!-- x -->"]
)
def test_reading_anything_else_gives_nothing(junk):
    assert charts.read(junk) is None


def test_an_opening_takes_paragraphs_alone():
    assert prose.opening(f"<p>Một.</p>{GOOD}<p>Hai.</p><p>Ba.</p>") == "<p>Một.</p><p>Hai.</p>"


@pytest.mark.django_db
def test_a_page_with_charts_asks_the_database_nothing_more_and_keeps_its_headers(
    client, desk, django_assert_max_num_queries
):
    texts = {"vi": words("nuoc-chanh", "Nước chanh", "Câu.", body=f"<p>A.</p>{GOOD}{as_published(kind='line')}")}
    desk.publish(lemon(texts=texts))
    with django_assert_max_num_queries(3):  # as many as without
        response = client.get(f"/checks/{LEMON}/nuoc-chanh/")
    text = page(response)
    assert text.count('aria-hidden="true">\n<text') + text.count('<svg class="drawn-line"') == 2
    assert "portal/charts.css" in text
    assert " style=" not in text
    assert "style-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_page_without_charts_loads_no_styles_for_them(client, desk):
    desk.publish(lemon())
    assert "charts.css" not in page(client.get(f"/checks/{LEMON}/nuoc-chanh/"))


@pytest.mark.django_db
def test_a_preview_draws_what_the_page_will_show(settings, tmp_path):
    settings.ARCHIVE_DIRECTORY = tmp_path / "archive"
    editors = EditorsDesk()
    rows = [{"label": label, "value": value} for label, value in YEARS]
    chart = {"kind": "bar", "title": "Ca mắc", "unit": "", "rows": rows, "source": "Sở Y tế"}
    draft = editors.draft(body=BodyBlock(required=False).to_python([{"type": "chart", "value": chart}]))
    address = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
    text = page(signed_in(editors.person("lan")).get(address))
    assert '<svg class="drawn-bars"' in text
    assert "1.234,5" in text
    assert "portal/charts.css" in text
