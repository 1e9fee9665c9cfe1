"""Lists of pages: what was withdrawn is called so, and a longer list asks the database no more often for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wagtail.admin
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object
from wagtail.users.models import UserProfile

import factdesk.desk
from factdesk.checks import acquaintance, services, tree
from factdesk.checks.models import FactCheckPage
from tests.checks.screens import signed_in

pytestmark = pytest.mark.plain  # what a list says and how often it asks is the same on either

REASON = {"vi": "Sai nguồn.", "en": "Wrong source."}


def withdrawn(desk) -> FactCheckPage:
    page = desk.published()
    desk.translated(page)
    services.withdraw(check=page, by=desk.person("minh"), reason=REASON)
    return FactCheckPage.objects.get(pk=page.pk)


def reader(desk, language: str):
    person = desk.person("binh")
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
    return signed_in(person)


def states(client, address: str) -> list[str]:
    """What the list calls its rows: the tag after the words "Current page status:"."""
    tags = BeautifulSoup(client.get(address).content, "html.parser").select(".w-status")
    return [tag.find_all(string=True)[-1].strip() for tag in tags if tag.select_one(".w-sr-only")]


@pytest.mark.parametrize(
    ("language", "words"), [("vi", {"Đã rút", "bản nháp"}), ("en", {"Withdrawn", "draft"})], ids=["vi", "en"]
)
def test_what_was_withdrawn_is_called_so_in_every_list_and_a_draft_stays_a_draft(desk, language, words):
    page = withdrawn(desk)
    desk.draft(title="Nước chanh lạnh")
    for each in Page.objects.all():
        insert_or_update_object(each.specific)
    client = reader(desk, language)
    for address in (
        f"/desk/pages/{page.get_parent().pk}/",
        f"/desk/pages/{page.get_parent().pk}/?q=chanh",
        "/desk/pages/search/?q=chanh",
    ):
        assert words <= set(states(client, address)), address
    assert min(words, key=str.islower) in states(client, "/desk/reports/locked/")


def test_the_tag_of_a_state_is_wagtails_but_for_what_was_withdrawn():
    """It is a copy, since it has no blocks; whatever a new Wagtail changes in its own has to be taken over."""
    tag = "templates/wagtailadmin/shared/page_status_tag.html"
    ours, theirs = (
        (Path(room.__file__).parent / tag).read_text(encoding="utf-8") for room in (factdesk.desk, wagtail.admin)
    )
    ours = re.sub(r"{% is_withdrawn.*?{% elif page.live %}", "{% if page.live %}", ours, flags=re.DOTALL)
    kept = [
        re.sub(r"\s+", " ", re.sub(r"{#.*?#}|{% load .*?%}", "", text).replace("{% trans ", "{% translate ")).strip()
        for text in (ours, theirs)
    ]
    assert kept[0] == kept[1]


def test_a_translation_that_was_never_published_is_withdrawn_with_its_check(desk):
    page = withdrawn(desk)
    translation = FactCheckPage.objects.get(code=page.code, locale__language_code="en")
    assert "Đã rút" in states(reader(desk, "vi"), f"/desk/pages/{translation.get_parent().pk}/")


def test_a_draft_translation_of_what_is_published_is_a_draft(desk):
    page = desk.published()
    translation = desk.translated(page)
    known = acquaintance.of(desk.person("binh"))
    assert known.published(translation)
    assert not known.withdrawn(translation)
    assert states(reader(desk, "vi"), f"/desk/pages/{translation.get_parent().pk}/") == ["bản nháp"]


@pytest.fixture
def many(desk):
    """Asks for a screen with 5 rows and with 25, of all kinds; how many queries each costs."""

    def costs(address: str) -> list[int]:
        found = []
        client = signed_in(desk.person("binh"))
        for rows in (5, 25):
            while FactCheckPage.objects.filter(locale__language_code="vi").count() < rows:
                kind = FactCheckPage.objects.count() % 3
                [desk.draft, desk.published, lambda: withdrawn(desk)][kind]()
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    return costs


def test_the_list_of_an_offices_pages_asks_no_more_often_for_more_rows(desk, many):
    few, more = many(f"/desk/pages/{tree.office_desk(desk.office, 'vi').pk}/")
    # Two a row are wagtail-localize's, for its button "Translate this page": what it lacks, and whether it is a source.
    assert more - few <= 2 * 20
    assert few < 60


def test_the_site_history_asks_no_more_often_for_more_rows(desk, many):
    few, more = many("/desk/reports/site-history/")
    # Two for each kind of page in the list; there are three kinds.
    assert more - few <= 2
    assert few < 45
