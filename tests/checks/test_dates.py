"""A date typed at the desk is the date that is kept, day first in both languages; what is no date is refused."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.users.models import UserProfile

from factdesk.checks.models import FactCheckPage
from tests.checks.screens import edit_form, send_edit, signed_in

pytestmark = pytest.mark.plain  # what is typed is read before any database sees it

FIFTH_OF_NOVEMBER = "2026-11-05"


def reader(desk, language):
    """Lan's browser, with the screens of the desk in `language`."""
    person = desk.person("lan")
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
    return signed_in(person)


def kept(page):
    return FactCheckPage.objects.get(pk=page.pk).latest_revision.content


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("05/11/2026", "vi"),
        ("05/11/2026", "en"),
        ("5/11/2026", "en"),
        ("05-11-2026", "vi"),
        ("5.11.2026", "vi"),
        ("2026-11-05", "en"),
    ],
)
def test_a_date_is_read_day_first(desk, typed, language):
    page = desk.draft()
    client = reader(desk, language)
    send_edit(client, page, checked_on=typed, **{"evidence-0-read_on": typed, "appearances-0-on": typed})
    content = kept(page)
    assert content["checked_on"] == FIFTH_OF_NOVEMBER
    assert content["evidence"][0]["read_on"] == FIFTH_OF_NOVEMBER
    assert content["appearances"][0]["on"] == FIFTH_OF_NOVEMBER


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_date_is_shown_as_it_is_typed(desk, language):
    page = desk.draft(checked_on=datetime.date(2026, 11, 5))
    assert edit_form(reader(desk, language), page)["checked_on"] == ["05/11/2026"]


@pytest.mark.parametrize(
    ("typed", "language"),
    [("11/25/2026", "vi"), ("11/25/2026", "en"), ("31/02/2026", "en"), ("05/11/26", "vi"), ("hôm qua", "vi")],
)
def test_what_is_no_date_is_refused_in_words_and_nothing_is_put_in_its_place(desk, typed, language):
    words = {"vi": "ngày hợp lệ", "en": "valid date"}[language]
    page = desk.draft()
    before = kept(page)
    response = send_edit(reader(desk, language), page, **{"evidence-0-read_on": typed})
    html = response.content.decode()
    assert words in html
    assert f'value="{typed}"' in html
    assert kept(page) == before


def test_nobody_has_read_a_source_tomorrow(desk):
    page = desk.draft()
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).strftime("%d/%m/%Y")
    response = send_edit(reader(desk, "vi"), page, **{"evidence-1-read_on": tomorrow})
    assert "chưa đến" in response.content.decode()
    assert kept(page)["evidence"][1]["read_on"] == "2026-11-01"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_hour_of_publication_is_read_day_first(desk, language):
    page = desk.draft()
    send_edit(reader(desk, language), page, go_live_at="05/11/2031 08:30")
    planned = datetime.datetime.fromisoformat(kept(page)["go_live_at"])
    assert timezone.localtime(planned).strftime("%Y-%m-%d %H:%M") == "2031-11-05 08:30"


@pytest.mark.parametrize(("language", "words"), [("vi", "15:44 ngày 30/11/2026"), ("en", "30 November 2026, 15:44")])
def test_a_moment_is_written_out_as_in_a_sentence(language, words):
    with translation.override(language):
        assert date_format(datetime.datetime(2026, 11, 30, 15, 44), "DATETIME_FORMAT") == words


def test_the_login_speaks_one_language(client, db):
    labels = BeautifulSoup(client.get(reverse("wagtailadmin_login")).content, "html.parser").select("label")
    words = " ".join(label.get_text() for label in labels)
    assert "Mật khẩu" in words
    assert "Password" not in words
