"""A body's blocks become clean HTML, always the same."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from factdesk.checks import body, services
from factdesk.checks.blocks import BodyBlock, PictureBlock
from factdesk.checks.errors import NotComplete
from factdesk.checks.models import FactCheckPage
from tests.integrity.furniture import nothing_changes


def html(*blocks):
    block = BodyBlock(required=False)
    return body.render(block.to_python([{"type": name, "value": value} for name, value in blocks]))


def test_text_keeps_its_meaning_and_loses_the_editors_marks():
    value = '<p data-block-key="a1">Một <b>hai</b> <i>ba</i> <a href="https://example.org/">bốn</a></p>'
    assert html(("text", value)) == (
        '<p>Một <strong>hai</strong> <em>ba</em> <a href="https://example.org/" rel="noopener noreferrer">bốn</a></p>'
    )


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<p onclick='x()'>a</p>",
        '<a href="javascript:alert(1)">a</a>',
        "<iframe src='//x'></iframe>",
        '<p style="position:fixed" class="x">a</p>',
    ],
)
def test_nothing_that_runs_or_dresses_up_gets_through(bad):
    cleaned = body.clean(bad)
    assert not any(word in cleaned for word in ("script", "onclick", "iframe", "style", "class"))


def test_words_are_never_taken_for_tags():
    assert html(("heading", "1 < 2 & <b>")) == "<h2>1 &lt; 2 &amp; &lt;b&gt;</h2>"


def test_a_quotation_names_its_source():
    assert html(("quotation", {"text": "Một.\nHai.", "source": "Bộ Y tế"})) == (
        "<blockquote><p>Một.</p><p>Hai.</p><p><cite>Bộ Y tế</cite></p></blockquote>"
    )


def test_a_chart_is_a_table_that_the_portal_can_draw():
    rows = [{"label": "2024", "value": "1.5"}, {"label": "2025", "value": "3"}]
    chart = {"title": "Ca mắc", "kind": "line", "unit": "nghìn", "rows": rows, "source": "Sở Y tế"}
    made = html(("chart", chart))
    assert made.startswith('<figure class="chart chart-line"><table><caption>Ca mắc (nghìn)</caption>')
    assert '<th scope="row">2024</th><td>1.5</td>' in made


def test_a_table_has_headings_for_its_columns():
    table = {
        "columns": [{"type": "text", "heading": "Năm"}, {"type": "number", "heading": "Số"}],
        "rows": [{"values": ["2024", "7"]}],
        "caption": "Bảng",
    }
    assert html(("table", table)) == (
        '<table><caption>Bảng</caption><thead><tr><th scope="col">Năm</th><th scope="col">Số</th></tr></thead>'
        "<tbody><tr><td>2024</td><td>7</td></tr></tbody></table>"
    )


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ImageFile(get_test_image_file(), name="x_y.png")
    return get_image_model().objects.create(title="x", file=file)


@pytest.mark.parametrize(
    ("alt", "decorative"), [("", False), ("  ", False), ("Một cái ghế", True), ("IMG_2041", False), ("x y.png", False)]
)
def test_a_picture_without_alternative_text_is_refused(picture, alt, decorative):
    block = PictureBlock()
    value = block.to_python({"image": picture.pk, "alt_text": alt, "decorative": decorative})
    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_picture_says_what_it_shows(picture):
    made = html(("picture", {"image": picture.pk, "alt_text": 'Cái "ghế"', "decorative": False}))
    assert 'alt="Cái &quot;ghế&quot;"' in made
    assert made == html(("picture", {"image": picture.pk, "alt_text": 'Cái "ghế"', "decorative": False}))


def test_a_draft_may_wait_for_its_alternative_text_and_nothing_goes_out_without(desk, picture):
    value = {"image": picture.pk, "alt_text": "x y", "decorative": False}
    block = PictureBlock()
    assert block.clean_deferred(block.to_python(value)).pk == picture.pk
    draft = desk.draft()
    desk.edit(draft, by="lan", body=[("picture", {**value, "image": picture})])
    with nothing_changes(), pytest.raises(NotComplete, match="mô tả hình"):
        services.approve(revision=FactCheckPage.objects.get(pk=draft.pk).latest_revision, by=desk.person("minh"))
