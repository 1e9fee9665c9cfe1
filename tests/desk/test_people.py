"""The menu entry "Users": an administrator gives and ends roles there, and nothing that stands above them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from factdesk.checks import permissions, rules
from factdesk.offices import services
from factdesk.offices.errors import OwnRoles
from factdesk.offices.models import Membership, Office, Person, Role
from factdesk.running.passwords import SAMPLE_PASSWORD
from tests.checks.screens import signed_in
from tests.locale.test_screens import assert_vietnamese

PASSWORD = "mot-mat-khau-dai-2026"
OLD_PASSWORD = "mat-khau-truoc-kia-2025"
ADD = "/desk/users/new/"
#: Queries of the list, whoever works here.
LIST_QUERIES = 14


def administrator(desk):
    return signed_in(desk.person("quan"))


def form_of(client, address):
    """What a browser would send of the page at `address`."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one("#w-editor-form")
    fields = {}
    for field in form.select("input[name], select[name]"):
        if field.find_parent("template") or (field.get("type") == "checkbox" and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[field["name"]] = chosen["value"] if chosen else ""
        else:
            fields[field["name"]] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return fields


def rows(*roles: tuple[str, Office]) -> dict[str, str]:
    """The part of the form that has the roles."""
    fields = {"roles-TOTAL_FORMS": str(len(roles)), "roles-INITIAL_FORMS": "0"}
    for number, (role, office) in enumerate(roles):
        fields |= {f"roles-{number}-role": role, f"roles-{number}-office": str(office.pk)}
    return fields


def add(desk, *roles, username="mai", client=None, **changes):
    client = client or administrator(desk)
    names = {"username": username, "email": "mai@example.org", "first_name": "Mai", "last_name": "Lê"}
    password = {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(ADD, {**form_of(client, ADD), **names, **password, **rows(*roles), **changes})


def change(desk, person, *roles, client=None, read=None, **changes):
    client = client or administrator(desk)
    address = f"/desk/users/edit/{person.pk}/"
    read = form_of(client, address) if read is None else read
    names = {"first_name": "Đức Minh", "last_name": "Phạm"}
    return client.post(address, {**read, **names, **(rows(*roles) if roles else {}), **changes})


def held(person) -> set[tuple[str, str]]:
    return set(Membership.objects.filter(person=person).values_list("role", "office__slug"))


def said(person) -> list[str]:
    """The person's history as it is read, newest first."""
    return [str(entry.message) for entry in ModelLogEntry.objects.for_instance(person).order_by("-pk")]


def test_whom_the_administrator_adds_can_do_what_their_roles_say(desk, client):
    assert add(desk, ("reviewer", desk.office), ("contributor", desk.newsroom)).status_code == 302
    mai = Person.objects.get(username="mai")
    assert held(mai) == {("reviewer", "so-y-te"), ("contributor", "bao")}
    assert {group.name for group in mai.groups.all()} == {"desk: reviewer", "desk: contributor"}
    assert client.login(username="mai", password=PASSWORD)
    assert client.get("/desk/questions/").status_code == 200
    assert rules.reviewing_role(person=mai, office=desk.office)
    assert rules.reviewing_role(person=mai, office=desk.newsroom) is None
    page = desk.draft()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert "Roles begun: reviewer (Department of Health); contributor (Sông Lam News)." in in_english(mai)
    assert {entry.user.username for entry in ModelLogEntry.objects.for_instance(mai)} == {"quan"}


def in_english(person) -> list[str]:
    from django.utils.translation import override

    with override("en"):
        return said(person)


def test_an_ended_role_ends_its_rights_at_once(desk):
    minh, page = desk.person("minh"), desk.draft()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    his = signed_in(minh)
    assert his.get(address).status_code == 200
    assert change(desk, minh, ("researcher", desk.newsroom)).status_code == 302
    assert held(minh) == {("researcher", "bao")}
    assert rules.reviewing_role(person=minh, office=desk.office) is None
    assert his.get(address).status_code == 302  # Wagtail leads back to the desk's first page
    change(desk, minh, **{"roles-TOTAL_FORMS": "0"})
    assert held(minh) == set()
    assert not minh.groups.exists()
    assert "/login/" in his.get("/desk/questions/").url
    assert any("Roles ended: researcher (Sông Lam News)." in line for line in in_english(minh))


def test_a_row_is_taken_out_by_its_button(desk):
    minh = desk.person("minh")
    desk.person("minh", role="editor", office=desk.newsroom)
    read = form_of(administrator(desk), f"/desk/users/edit/{minh.pk}/")
    assert read["roles-INITIAL_FORMS"] == "2"
    assert change(desk, minh, read=read, **{"roles-0-DELETE": "1"}).status_code == 302
    assert len(held(minh)) == 1


@pytest.mark.parametrize("extra", [{"is_superuser": "on"}, {"is_superuser": "True", "is_staff": "on"}])
@pytest.mark.parametrize("to", ["add", "change"])
def test_nothing_above_the_roles_is_offered_or_taken(desk, extra, to):
    editors = Group.objects.get(name="desk: editor")
    everything = [str(permission.pk) for permission in Permission.objects.all()[:3]]
    extra = {**extra, "groups": [str(editors.pk)], "user_permissions": everything}
    minh = desk.person("minh")
    client = administrator(desk)
    page = client.get(ADD if to == "add" else f"/desk/users/edit/{minh.pk}/").content.decode()
    for name in ("is_superuser", "groups", "user_permissions"):
        assert f'name="{name}"' not in page
    done = add(desk, **extra) if to == "add" else change(desk, minh, **extra)
    assert done.status_code == 302
    person = Person.objects.get(username="mai" if to == "add" else "minh")
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert not person.groups.filter(pk=editors.pk).exists()


def test_nobody_changes_their_own_roles(desk):
    quan = desk.person("quan")
    client = signed_in(quan)
    address = f"/desk/users/edit/{quan.pk}/"
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert not page.select("select[name^=roles]")
    assert "Quản trị viên: Sở Y tế" in page.select_one(".factdesk-roles-held").get_text()
    sent = {**form_of(client, address), **rows(("editor", desk.office)), "first_name": "Quân", "last_name": "Lê"}
    assert client.post(address, {**sent, "email": "q@example.org"}).status_code == 302
    assert held(quan) == {("administrator", "so-y-te")}
    assert Person.objects.get(pk=quan.pk).first_name == "Quân"
    for roles in (set(), {("editor", desk.office)}, {("administrator", desk.office), ("editor", desk.office)}):
        with pytest.raises(OwnRoles):
            services.set_roles(person=quan, roles=roles, by=quan)
    assert held(quan) == {("administrator", "so-y-te")}


def test_a_change_of_another_administrator_is_not_undone_unseen(desk):
    minh = desk.person("minh")
    read = form_of(administrator(desk), f"/desk/users/edit/{minh.pk}/")
    services.set_roles(person=minh, roles=set(), by=desk.person("thu"))
    answer = change(desk, minh, read=read, first_name="Minh", last_name="Phạm", email="m@example.org")
    assert answer.status_code == 200
    assert "Có người vừa đổi vai trò" in answer.content.decode()
    assert held(minh) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        {"roles-0-office": ""},
        {"roles-0-role": ""},
        {"roles-0-role": "queen"},
        {"roles-0-office": "99999"},
        {"roles-0-office": "x"},
        {"roles-TOTAL_FORMS": "x"},
        {"roles-TOTAL_FORMS": "101"},
        {"roles_read": "something else"},
        {"password1": "short", "password2": "short"},
        {"password1": SAMPLE_PASSWORD, "password2": SAMPLE_PASSWORD},
        {"username": "QUAN"},
    ],
)
def test_a_wrong_form_is_refused_and_nothing_is_stored(desk, wrong):
    before = Person.objects.count(), Membership.objects.count()
    client = administrator(desk)
    before = Person.objects.count(), Membership.objects.count()
    assert add(desk, ("editor", desk.office), client=client, **wrong).status_code == 200
    assert (Person.objects.count(), Membership.objects.count()) == before


def test_the_same_role_twice_is_one(desk):
    add(desk, ("editor", desk.office), ("editor", desk.office))
    assert held(Person.objects.get(username="mai")) == {("editor", "so-y-te")}


@pytest.mark.parametrize("act", ["assign_role", "delete", "set_active_state"])
def test_wagtails_acts_on_many_people_are_closed(desk, act):
    minh = desk.person("minh")
    group = Group.objects.get(name="desk: editor")
    address = f"/desk/bulk/offices/person/{act}/?id={minh.pk}"
    client = administrator(desk)
    for sent in (client.get(address), client.post(address, {"role": group.pk, "mark_as_active": "False"})):
        assert sent.status_code == 302  # to the desk's first page, with "no permission"
    minh.refresh_from_db()
    assert minh.is_active
    assert not minh.groups.filter(pk=group.pk).exists()
    assert "w-bulk" not in client.get("/desk/users/").content.decode()


@pytest.mark.parametrize(
    "path", ["groups/", "groups/new/", "users/delete/{minh}/", "users/copy/{minh}/", "workflows/list/", "sites/"]
)
def test_an_administrator_does_not_reach(desk, path):
    address = f"/desk/{path.format(minh=desk.person('minh').pk)}"
    assert administrator(desk).get(address).status_code in (302, 403, 404)
    assert administrator(desk).post(address, {"name": "new"}).status_code in (302, 403, 404)
    assert Person.objects.filter(username="minh").exists()
    assert not Group.objects.filter(name="new").exists()


@pytest.mark.parametrize("name", ["lan", "minh", "binh", "thu"])
def test_nobody_else_keeps_people(desk, name):
    client = signed_in(desk.person(name))
    for address in ("/desk/users/", ADD, f"/desk/users/edit/{desk.person('hoa').pk}/"):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, rows(("editor", desk.office))).status_code in (302, 403)
    assert held(desk.person("hoa")) == {("contributor", "so-y-te")}


def test_below_the_screens_nobody_gets_into_a_group_by_hand(desk):
    minh, editors = desk.person("minh"), Group.objects.get(name="desk: editor")
    for way in (
        lambda: minh.groups.add(editors),
        lambda: minh.groups.set([editors]),
        lambda: editors.user_set.add(minh),
        lambda: minh.user_permissions.add(Permission.objects.first()),
        lambda: Permission.objects.first().user_set.add(minh),
    ):
        with pytest.raises(PermissionDenied), transaction.atomic():
            way()
    assert {group.name for group in minh.groups.all()} == {"desk: reviewer"}
    # And what came in past every model is put right when the permissions are installed.
    stranger = Person.objects.create_user("stranger")
    Person.groups.through.objects.create(person=stranger, group=editors)
    permissions.install()
    assert not stranger.groups.exists()


def test_the_login_is_ended_and_opened_again_in_the_log(desk):
    minh = desk.person("minh")
    his = signed_in(minh)
    read = form_of(administrator(desk), f"/desk/users/edit/{minh.pk}/")
    without = {name: value for name, value in read.items() if name != "is_active"}
    assert change(desk, minh, read=without).status_code == 302
    assert "/login/" in his.get("/desk/").url
    assert change(desk, minh, is_active="on", password1=PASSWORD, password2=PASSWORD).status_code == 302
    lines = in_english(minh)
    for line in ("Login ended", "Login opened again", "New password set"):
        assert line in lines


def ended(desk, person):
    """The person's login, ended at the desk; what the form was before."""
    read = form_of(administrator(desk), f"/desk/users/edit/{person.pk}/")
    without = {name: value for name, value in read.items() if name != "is_active"}
    assert change(desk, person, read=without).status_code == 302
    person.refresh_from_db()
    assert not person.is_active
    return read


def test_a_login_ended_at_the_desk_opens_again_with_a_new_password_only(desk, client):
    minh = desk.person("minh")
    minh.set_password(OLD_PASSWORD)
    minh.save()
    his = Client()
    assert his.login(username="minh", password=OLD_PASSWORD)
    assert his.get("/desk/").status_code == 200
    ended(desk, minh)
    assert not minh.has_usable_password()
    refused = change(desk, minh, is_active="on")
    assert refused.status_code == 200
    assert "chỉ mở lại được bằng mật khẩu mới" in refused.content.decode()
    minh.refresh_from_db()
    assert not minh.is_active
    assert change(desk, minh, is_active="on", password1=PASSWORD, password2=PASSWORD).status_code == 302
    assert his.get("/desk/").status_code == 302  # the old browser stays outside
    assert not client.login(username="minh", password=OLD_PASSWORD)
    assert client.login(username="minh", password=PASSWORD)
    assert held(minh) == {("reviewer", "so-y-te")}
    entries = ModelLogEntry.objects.for_instance(minh).filter(action__in=["factdesk.end", "factdesk.begin"])
    assert [(entry.action, entry.user.username) for entry in entries.order_by("pk")] == [
        ("factdesk.end", "quan"),
        ("factdesk.begin", "quan"),
    ]


@pytest.mark.parametrize("way", ["at the desk", "at the command line"])
@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_form_opened_before_the_end_does_not_open_the_login_again(desk, way, password):
    minh = desk.person("minh")
    if way == "at the desk":
        read = ended(desk, minh)
    else:
        read = form_of(administrator(desk), f"/desk/users/edit/{minh.pk}/")
        services.end_login(username="minh")
    assert read["is_active"] == "on"
    answer = change(desk, minh, read=read, password1=password, password2=password)
    assert answer.status_code == 200
    assert "Có người vừa đổi" in answer.content.decode()
    minh.refresh_from_db()
    assert not minh.is_active
    assert not minh.has_usable_password()


def test_an_ended_login_is_given_no_password(desk):
    minh = desk.person("minh")
    ended(desk, minh)
    answer = change(desk, minh, password1=PASSWORD, password2=PASSWORD)
    assert answer.status_code == 200
    assert "không có mật khẩu" in answer.content.decode()
    assert change(desk, minh, first_name="Quang").status_code == 302  # the rest of it can be put right
    minh.refresh_from_db()
    assert (minh.first_name, minh.is_active, minh.has_usable_password()) == ("Quang", False, False)


def test_the_list_names_roles_and_offices(desk, django_assert_max_num_queries):
    desk.person("minh")
    desk.person("minh", role="editor", office=desk.newsroom)
    desk.person("lan")
    client = administrator(desk)
    client.get("/desk/users/")
    with django_assert_max_num_queries(LIST_QUERIES):
        answer = client.get("/desk/users/")
    page = answer.content.decode()
    for words in ("Người duyệt: Sở Y tế", "Biên tập viên: Báo Sông Lam", "Nghiên cứu viên: Sở Y tế"):
        assert words in page
    assert_vietnamese(answer)
    found = client.get("/desk/users/", {"role": Role.EDITOR, "office": desk.newsroom.pk}).content.decode()
    assert "minh" in found
    assert ">lan<" not in found.replace(" ", "").replace("\n", "")
    assert_vietnamese(client.get(ADD))
    history = client.get(f"/desk/users/history/{desk.person('minh').pk}/")
    assert history.status_code == 200


@pytest.mark.parametrize("path", ["new/", "edit/{}/"])
def test_names_are_asked_for_as_they_are_said_family_name_first(desk, path):
    html = signed_in(desk.person("quan")).get(f"/desk/users/{path.format(desk.person('lan').pk)}").content.decode()
    asked = [field["name"] for field in BeautifulSoup(html, "html.parser").select("main input[name$=_name]")]
    assert asked == ["last_name", "first_name"]
