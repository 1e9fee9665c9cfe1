"""What each role finds at the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Workflow

from factdesk.checks import permissions, selectors, services, tree
from factdesk.checks.models import FactCheckPage, OfficeDeskPage, SecondPersonReview
from factdesk.offices.models import Membership
from factdesk.offices.services import add_office
from tests.checks.screens import send_edit, signed_in


def permissions_of(desk, page, name):
    return page.permissions_for_user(desk.person(name))


@pytest.mark.parametrize(
    ("name", "own", "others"),
    [("hoa", True, False), ("lan", True, True), ("minh", True, True), ("binh", True, True), ("quan", False, False)],
)
def test_who_may_edit(desk, name, own, others):
    theirs = desk.draft(by="thu")
    assert permissions_of(desk, theirs, name).can_edit() is others
    if name in ("hoa", "lan", "binh"):
        assert permissions_of(desk, desk.draft(by=name), name).can_edit() is own


@pytest.mark.parametrize(
    ("name", "may"), [("hoa", True), ("lan", True), ("minh", False), ("binh", True), ("quan", False)]
)
def test_who_may_start_a_check(desk, name, may):
    here = tree.office_desk(desk.office, "vi")
    there = tree.office_desk(desk.newsroom, "vi")
    assert here.permissions_for_user(desk.person(name)).can_add_subpage() is bool(may)
    assert there.permissions_for_user(desk.person(name)).can_add_subpage() is False


@pytest.mark.parametrize("name", ["hoa", "lan", "minh", "binh", "thu", "quan"])
def test_nobody_publishes_what_was_not_approved(desk, name):
    assert permissions_of(desk, desk.draft(), name).can_publish() is False


def test_installing_twice_changes_nothing(desk):
    def count():
        return [model.objects.count() for model in (Page, Group, Workflow, SecondPersonReview, OfficeDeskPage)]

    permissions.install()  # with the desks of all offices
    before = count()
    permissions.install()
    assert count() == before


def test_a_role_taken_away_closes_its_screens(desk):
    person = desk.person("binh")
    assert person.groups.filter(name=permissions.group_name("editor")).exists()
    Membership.objects.filter(person=person).delete()
    assert not person.groups.exists()


def test_reviews_wait_for_those_who_may_approve_them(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    task = SecondPersonReview.objects.get()
    desk.person("cao", role="office-lead", office=desk.province)
    desk.person("mai", role="editor", office=desk.newsroom)
    waiting = {
        name: selectors.reviews_waiting_for(person=desk.person(name), task=task).count()
        for name in ("minh", "cao", "mai", "lan")
    }
    assert waiting == {"minh": 1, "cao": 1, "mai": 0, "lan": 0}


def test_what_waits_is_asked_for_at_once_however_many_offices_there_are(desk, django_assert_max_num_queries):
    services.submit(desk.draft(), desk.person("lan"))
    task = SecondPersonReview.objects.get()
    lead = desk.person("cao", role="office-lead", office=desk.province)
    for number in range(5):
        office = add_office(
            slug=f"so-{number}",
            names={"vi": f"Sở {number}", "en": f"Office {number}"},
            kind="department",
            address=f"https://desk.example/offices/so-{number}/",
            below="song-lam",
        )
        tree.office_desk(office, "vi")
    with django_assert_max_num_queries(4):
        assert selectors.reviews_waiting_for(person=lead, task=task).count() == 1


def test_only_reviewers_change_a_text_under_review(desk):
    page = desk.draft(by="lan")
    services.submit(page, desk.person("lan"))
    send_edit(signed_in(desk.person("lan")), page, verdict="Lén sửa.")
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


@pytest.mark.parametrize("name", ["hoa", "lan", "minh", "binh", "thu"])
def test_every_role_of_the_desk_can_open_it(desk, name):
    page = desk.draft(by="hoa")
    client = signed_in(desk.person(name))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_administrator_runs_the_machine_and_publishes_nothing(desk):
    page = desk.approved()
    assert permissions_of(desk, page, "quan").can_publish() is False
    assert signed_in(desk.person("quan")).get(reverse("wagtailusers_users:index")).status_code == 200
