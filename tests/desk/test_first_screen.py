"""What each role finds first, and that whatever its menu leads to opens."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from factdesk.desk import machine
from factdesk.offices.models import Membership, Role
from tests.checks.screens import signed_in
from tests.desk_builder import PEOPLE
from tests.locale.test_screens import assert_vietnamese

pytestmark = pytest.mark.plain  # what a menu offers and a right opens is in the code

QUESTIONS = "/desk/questions/"


def menu_of(client) -> set[str]:
    """Every address in the menu, which Wagtail draws by script."""
    props = BeautifulSoup(client.get("/desk/").content, "html.parser").find(id="wagtail-sidebar-props").string
    return set(re.findall(r'"(/desk/[^"]*)"', props)) - {"/desk/logout/"}


@pytest.mark.parametrize("name", PEOPLE)
def test_whatever_the_menu_leads_to_opens(desk, name):
    client = signed_in(desk.person(name))
    menu = menu_of(client)
    assert len(menu) > 3
    assert {address: client.get(address).status_code for address in menu} == dict.fromkeys(menu, 200)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_questions_open_to_those_whose_menu_leads_there(desk, name):
    client = signed_in(desk.person(name))
    works_on_them = PEOPLE[name] != Role.ADMINISTRATOR
    assert (QUESTIONS in menu_of(client)) is works_on_them
    assert (client.get(QUESTIONS).status_code == 200) is works_on_them
    assert ('id="todays-questions"' in client.get("/desk/").content.decode()) is works_on_them


def test_the_administrators_first_screen_leads_to_what_they_keep_and_nowhere_that_refuses(desk):
    client = signed_in(desk.person("quan"))
    response = client.get("/desk/")
    html = response.content.decode()
    links = {link["href"] for link in BeautifulSoup(html, "html.parser").select("#main section.w-panel a")}
    assert {"/desk/users/", "/desk/sectors/", "/desk/regions/", "/desk/reports/site-history/"} <= links
    assert {client.get(address).status_code for address in links} == {200}
    assert links <= menu_of(client)
    assert "factdesk-no-pages" in html
    assert_vietnamese(response)
    assert "factdesk-no-pages" not in signed_in(desk.person("binh")).get("/desk/").content.decode()


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "quan"])
def test_the_state_of_the_machine_is_the_administrators(desk, name):
    client = signed_in(desk.person(name))
    assert 'id="state-of-the-desk"' not in client.get("/desk/").content.decode()
    Membership.objects.create(person=desk.person(name), office=desk.office, role=Role.ADMINISTRATOR)
    html = client.get("/desk/").content.decode()
    assert html.index('id="state-of-the-desk"') < html.index('id="todays-questions"')


def test_it_says_what_healthz_says(desk, client):
    said = client.get("/healthz").json()
    _overall, parts = machine.state()
    # The index of a test and its background process are not there.
    assert said["worker"]["state"] == "absent"
    assert [part.well for part in parts] == [said[name]["state"] == "ok" for name in machine._NAMES]


@pytest.mark.parametrize(
    ("part", "states"),
    [
        ("database", ["ok", "read-only", "unavailable"]),
        ("index", ["ok", "behind", "missing", "damaged", "mismatch", "unknown"]),
        ("worker", ["ok", "late", "absent"]),
        ("record", ["ok", "damaged"]),
        ("disk", ["ok"]),
    ],
)
def test_every_state_has_words(part, states):
    numbers = {"documents": 96, "damaged": 2, "free_mb": 4000, "age_seconds": 1.0}
    assert all(str(machine._WORDS[part]({"state": state, **numbers})) for state in states)


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "quan"])
def test_whatever_a_list_of_pages_offers_opens(desk, name):
    page = desk.published()
    desk.edit(page, by="lan", verdict="Đúng một phần.")
    desk.draft(by="thu")
    office = page.get_parent()
    desk.translated(page)
    client = signed_in(desk.person(name))
    offered = set()
    for address in (f"/desk/pages/{office.get_parent().pk}/", f"/desk/pages/{office.pk}/"):
        links = BeautifulSoup(client.get(address).content, "html.parser").select("#main a[href^='/desk/']")
        offered |= {link["href"] for link in links if "data-bulk-action-button" not in link.attrs}
    assert len(offered) > 5
    refused = {
        address for address in offered if client.get(address, follow=True).redirect_chain[-1:] == [("/desk/", 302)]
    }
    assert not refused
