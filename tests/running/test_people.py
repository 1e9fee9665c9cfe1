"""Offices, regions and logins from the command line: how a desk of one's own begins, and its way out of a lock."""

import io
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from factdesk import cli
from factdesk.checks.models import OfficeDeskPage
from factdesk.offices.models import Channel, Membership, Office, Person, Region
from factdesk.running import production
from factdesk.running.passwords import SAMPLE_PASSWORD

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


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["office", "add", "x" * 201, "--english", "x", "--kind", "province"], ["NAME"]),
        (
            ["office", "add", "Sở Y tế", "--english", "", "--kind", "department", "--slug", "a b"],
            ["--english", "--slug"],
        ),
        (["office", "add", "日本", "--english", "日本", "--kind", "department"], ["--slug"]),
        (["region", "add", "", "--english", "", "--slug", "ben"], ["NAME", "--english"]),
        (["login", "add", "not a name", "--role", "editor", "--office", "thu", "--email", "none"], ["NAME", "--email"]),
        (["login", "add", "mai", "--role", "editor", "--office", "thu", "--first-name", "x" * 151], ["--first-name"]),
    ],
)
@pytest.mark.parametrize("language", ["C.UTF-8", "vi_VN.UTF-8"])
def test_what_is_wrong_is_named_as_on_the_command_line(factdesk, monkeypatch, given, named, language):
    factdesk(*OFFICE, "--slug", "thu")
    monkeypatch.setenv("LC_ALL", language)
    status, said = factdesk(*given, typed=f"{PASSWORD}\n")
    assert status == 2
    assert {word[:-1] for word in said.split()[1:] if word.endswith(":")} == set(named)


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
        (["lan", "--role", "administrator", "--office", "thu"], SAMPLE_PASSWORD),
        (["lan", "--role", "administrator", "--office", "thu"], SAMPLE_PASSWORD.upper()),
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


def quan(factdesk) -> Person:
    factdesk(*OFFICE, "--slug", "thu")
    factdesk("login", "add", "quan", "--role", "administrator", "--office", "thu", typed=f"{PASSWORD}\n")
    return Person.objects.get(username="quan")


def test_a_new_password_opens_and_the_old_one_and_its_sessions_do_not(factdesk, client):
    person = quan(factdesk)
    assert client.login(username="quan", password=PASSWORD)
    status, said = factdesk("login", "password", "quan", typed="mot-mat-khau-khac\n")
    assert (status, "mot-mat-khau" in said) == (0, False)
    assert "/login/" in client.get("/desk/").url
    assert not client.login(username="quan", password=PASSWORD)
    assert client.login(username="quan", password="mot-mat-khau-khac")
    assert actions(person)[-1] == "factdesk.password"


def actions(person: Person) -> list[str]:
    return list(ModelLogEntry.objects.for_instance(person).order_by("pk").values_list("action", flat=True))


def test_an_ended_login_opens_nothing_in_no_browser(factdesk, client):
    person = quan(factdesk)
    assert client.login(username="quan", password=PASSWORD)
    assert factdesk("login", "end", "quan")[0] == 0
    assert "/login/" in client.get("/desk/").url
    assert not client.login(username="quan", password=PASSWORD)
    # Nor do the old sessions and the old password come back with it.
    session = client.cookies.get("session") or client.cookies[settings.SESSION_COOKIE_NAME]
    Person.objects.filter(pk=person.pk).update(is_active=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.value
    assert "/login/" in client.get("/desk/").url
    assert not client.login(username="quan", password=PASSWORD)
    assert actions(person) == ["wagtail.create", "factdesk.roles", "factdesk.end"]
    assert Membership.objects.filter(person=person).exists()


def test_ending_twice_is_ending_once_and_an_ended_login_gets_no_password(factdesk):
    person = quan(factdesk)
    assert factdesk("login", "end", "quan")[0] == factdesk("login", "end", "quan")[0] == 0
    assert actions(person).count("factdesk.end") == 1
    status, said = factdesk("login", "password", "quan", typed=f"{PASSWORD}\n")
    assert (status, said) == (
        2,
        "factdesk: The login “quan” has ended. An administrator can open it again at the desk.\n",
    )


@pytest.mark.parametrize("password", ["", "short", SAMPLE_PASSWORD, "12345678901"])
def test_a_weak_or_published_password_is_not_taken(factdesk, client, password):
    quan(factdesk)
    status, said = factdesk("login", "password", "quan", typed=f"{password}\n")
    assert (status, "Traceback" in said) == (2, False)
    assert client.login(username="quan", password=PASSWORD)


@pytest.mark.parametrize("act", ["password", "end"])
def test_a_login_that_is_not_there(factdesk, act):
    assert factdesk("login", act, "nobody", typed=f"{PASSWORD}\n") == (2, "factdesk: There is no login “nobody”.\n")


def test_what_refuses_a_sample_login_names_the_commands_that_help(factdesk):
    lan = Person.objects.create_user("lan", password=SAMPLE_PASSWORD)
    assert production.sample_logins() == ["lan"]
    said = production.sample_login_refusal("lan")
    for command in ("login end lan", "login password lan"):
        assert f"factdesk {command}" in said
        lan.set_password(SAMPLE_PASSWORD)
        lan.save()
        assert factdesk(*command.split(), typed=f"{PASSWORD}\n")[0] == 0
        assert production.sample_logins() == []
        Person.objects.filter(pk=lan.pk).update(is_active=True)


def test_nobody_is_made_a_superuser():
    with pytest.raises(CommandError, match="factdesk login add"):
        call_command("createsuperuser", interactive=False, username="root", email="r@example.org")
    assert not Person.objects.exists()


def test_regions_come_one_after_another(factdesk):
    assert factdesk("region", "add", "Phường Bến Đông", "--english", "Bến Đông Ward")[0] == 0
    assert factdesk("region", "add", "Xã Hòa Khê", "--english", "Hòa Khê Commune", "--slug", "hoa-khe")[0] == 0
    assert [(region.slug, region.order) for region in Region.objects.all()] == [("phuong-ben-dong", 1), ("hoa-khe", 2)]
    for wrong in (["--slug", "hoa-khe"], ["--slug", "not a slug"]):
        status, said = factdesk("region", "add", "Xã Hòa Khê", "--english", "Hòa Khê", *wrong)
        assert (status, "Traceback" in said) == (2, False)
    assert Region.objects.count() == 2
