"""`factdesk office add` and `factdesk login add`: how a desk of one's own begins."""

import io
import sys

import pytest
from django.conf import settings

from factdesk import cli
from factdesk.checks.models import OfficeDeskPage
from factdesk.offices.models import Channel, Membership, Office, Person

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-2026"
OFFICE = ["office", "add", "Ủy ban tỉnh Thử", "--english", "Province of Thu", "--kind", "province"]


@pytest.fixture
def factdesk(monkeypatch, capsys):
    """Run one command with what is typed, in an English terminal; its status and what it printed."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = cli.main(arguments)
        except SystemExit as refused:  # argparse
            status = int(refused.code or 0)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def test_an_office_gets_its_section_and_its_desk_in_both_languages(factdesk):
    status, said = factdesk(*OFFICE)
    office = Office.objects.get()
    assert status == 0
    assert (office.slug, office.name_en, office.sample) == ("uy-ban-tinh-thu", "Province of Thu", False)
    address = f"{settings.SITE_ADDRESS}/offices/uy-ban-tinh-thu/"
    assert address in said
    assert Channel.objects.get().address == address
    assert OfficeDeskPage.objects.filter(office=office).count() == 2


def test_an_office_below_another(factdesk):
    factdesk(*OFFICE, "--slug", "thu")
    below = ["office", "add", "Sở Y tế", "--english", "Health", "--kind", "department", "--below"]
    assert factdesk(*below, "thu")[0] == 0
    assert Office.objects.get(slug="so-y-te").get_parent().slug == "thu"
    assert factdesk(*below, "nowhere", "--slug", "other") == (2, "factdesk: There is no office “nowhere”.\n")


@pytest.mark.parametrize(
    "wrong",
    [
        [*OFFICE, "--slug", "thu"],  # is there
        [*OFFICE, "--slug", "not a slug"],
        [*OFFICE[:3], "--english", "", "--kind", "province"],
        [*OFFICE[:3], "--kind", "province"],
        [*OFFICE[:-1], "kingdom"],
        ["office", "add", "x" * 201, "--english", "x", "--kind", "province"],
    ],
)
def test_a_wrong_office_is_refused_and_nothing_is_stored(factdesk, wrong):
    factdesk(*OFFICE, "--slug", "thu")
    status, said = factdesk(*wrong)
    assert status == 2
    assert "Traceback" not in said
    assert Office.objects.count() == Channel.objects.count() == 1


def test_it_speaks_the_terminals_language(factdesk, monkeypatch):
    factdesk(*OFFICE, "--slug", "thu")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert factdesk(*OFFICE, "--slug", "thu") == (2, "factdesk: Đã có cơ quan “thu”.\n")


def test_a_login_opens_the_desk_with_its_role(factdesk, client):
    factdesk(*OFFICE, "--slug", "thu")
    status, said = factdesk("login", "add", "quan", "--role", "administrator", "--office", "thu", typed=f"{PASSWORD}\n")
    assert status == 0
    assert PASSWORD not in said
    assert Membership.objects.get(person__username="quan").role == "administrator"
    assert client.login(username="quan", password=PASSWORD)
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "password"),
    [
        (["first", "--role", "administrator", "--office", "thu"], "short"),
        (["first", "--role", "administrator", "--office", "thu"], "password1234"),
        (["first-of-all", "--role", "administrator", "--office", "thu"], "first-of-all1"),
        (["first", "--role", "administrator", "--office", "thu"], ""),
        (["first", "--role", "administrator", "--office", "nowhere"], PASSWORD),
        (["first", "--role", "queen", "--office", "thu"], PASSWORD),
        (["not a name", "--role", "administrator", "--office", "thu"], PASSWORD),
        (["first", "--role", "editor", "--office", "thu", "--email", "no address"], PASSWORD),
        (["QUAN", "--role", "editor", "--office", "thu"], PASSWORD),
    ],
)
def test_a_wrong_login_is_refused_and_nothing_is_stored(factdesk, arguments, password):
    factdesk(*OFFICE, "--slug", "thu")
    factdesk("login", "add", "quan", "--role", "administrator", "--office", "thu", typed=f"{PASSWORD}\n")
    status, said = factdesk("login", "add", *arguments, typed=f"{password}\n")
    assert status == 2
    assert "Traceback" not in said
    assert Person.objects.count() == Membership.objects.count() == 1
