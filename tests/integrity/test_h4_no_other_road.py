"""H4, the other roads to a live page: Wagtail's actions, its clock, copies and aliases, the record itself."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from factdesk.checks import services, tree
from factdesk.checks.errors import CopyRefused, MayNotPublish, NoApproval, OwnWork, StaysPublished
from factdesk.checks.models import FactCheckPage
from factdesk.record import services as record
from factdesk.record.models import Entry, PublishedCheck, Version
from tests.checks.screens import said, send_edit, signed_in
from tests.integrity.furniture import insert, nothing_changes


def test_by_publishing_a_revision_directly(desk):
    draft = desk.draft()
    with nothing_changes(), pytest.raises(NoApproval):
        draft.latest_revision.publish()


def test_by_wagtails_action_past_the_page(desk):
    draft = desk.draft()
    action = PublishPageRevisionAction(draft.latest_revision, user=desk.person("binh"))
    with nothing_changes(), pytest.raises(NoApproval):
        action.execute(skip_permission_checks=True)


def test_by_calling_the_page_live(desk):
    draft = desk.draft()
    draft.live = True
    with nothing_changes(), pytest.raises(NoApproval):
        draft.save()


def test_by_adding_a_page_that_is_live_already(desk):
    page = FactCheckPage(title="x", claim="y", verdict="z")
    with nothing_changes(), pytest.raises(NoApproval), transaction.atomic():
        tree.office_desk(desk.office, "vi").add_child(instance=page)


def test_by_bulk_create_of_pages(desk):
    with nothing_changes(), pytest.raises(ValueError, match="multi-table"):
        FactCheckPage.objects.bulk_create([FactCheckPage(title="x")])


def test_an_orm_update_of_live_shows_the_public_nothing(desk):
    draft = desk.draft()
    FactCheckPage.objects.filter(pk=draft.pk).update(live=True)
    assert not PublishedCheck.objects.exists()
    assert not Entry.objects.exists()


def test_by_publishing_without_a_role(desk):
    draft = desk.approved()
    with nothing_changes(), pytest.raises(MayNotPublish):
        services.publish(page=draft, by=desk.person("hoa"))


def test_by_the_clock_without_an_approval(desk):
    draft = desk.draft()
    Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=timezone.now())
    with nothing_changes():
        call_command("publish_scheduled")
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_by_scheduling_without_an_approval(desk):
    draft = desk.draft(go_live_at=timezone.now() + timezone.timedelta(days=1))
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=draft, by=desk.person("binh"))
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_clock_publishes_the_revision_that_was_approved_and_no_other(desk):
    soon = timezone.now() + timezone.timedelta(hours=1)
    draft = desk.draft(go_live_at=soon)
    services.approve(revision=draft.latest_revision, by=desk.person("minh"))
    assert services.publish(page=draft, by=desk.person("binh")) is None
    assert not PublishedCheck.objects.exists()
    desk.edit(FactCheckPage.objects.get(pk=draft.pk), by="lan", title="Chưa ai duyệt")
    Revision.objects.filter(pk=draft.latest_revision_id).update(approved_go_live_at=timezone.now())
    revision = Revision.objects.get(pk=draft.latest_revision_id)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "go_live_at": None})
    call_command("publish_scheduled")
    assert PublishedCheck.objects.get(code=draft.code).title == draft.title


def test_by_going_back_to_a_revision_that_was_approved_once(desk):
    page = desk.published()
    first = page.live_revision
    desk.edit(page, by="lan", verdict="Đúng một phần.", rating="mostly-false")
    desk.publish(page)
    with nothing_changes(), pytest.raises(NoApproval):
        first.publish(user=desk.person("binh"))


def test_by_the_revert_screen(desk):
    page = desk.published()
    first = page.live_revision_id
    desk.edit(page, by="lan", verdict="Khác.")
    desk.publish(page)
    client = signed_in(desk.person("binh"))
    with nothing_changes():
        send_edit(client, page, revision=str(first), **{"action-publish": "1"})


def test_by_copying(desk):
    page = desk.published()
    here = tree.office_desk(desk.office, "vi")
    with nothing_changes(), pytest.raises(CopyRefused):
        page.copy(to=here, update_attrs={"slug": "ban-sao"})
    with nothing_changes(), pytest.raises(CopyRefused), transaction.atomic():
        CopyPageAction(page, to=here, update_attrs={"slug": "ban-sao"}, keep_live=True).execute(True)


def test_by_the_copy_screen(desk):
    page = desk.published()
    with nothing_changes():
        response = signed_in(desk.person("binh")).post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            {"new_title": "x", "new_slug": "x", "new_parent_page": page.get_parent().pk, "publish_copies": "on"},
        )
    assert response.status_code in (302, 403)


def test_by_an_alias(desk):
    page = desk.published()
    here = tree.office_desk(desk.office, "vi")
    with nothing_changes(), pytest.raises(CopyRefused):
        page.create_alias(parent=here, update_slug="x")
    with nothing_changes(), pytest.raises(CopyRefused), transaction.atomic():
        CreatePageAliasAction(page, parent=here, update_slug="x").execute(True)


def test_by_unpublishing(desk):
    page = desk.published()
    with nothing_changes(), pytest.raises(StaysPublished):
        page.unpublish()
    with nothing_changes(), pytest.raises(StaysPublished):
        UnpublishPageAction(page).execute(True)


@pytest.mark.parametrize("screen", ["unpublish", "delete"])
def test_by_the_screens_that_take_pages_away(desk, screen):
    page = desk.published()
    with nothing_changes():
        response = signed_in(desk.person("binh")).post(reverse(f"wagtailadmin_pages:{screen}", args=[page.pk]))
    assert response.status_code in (302, 403)


def test_by_deleting(desk):
    page = desk.published()
    for delete in (page.delete, FactCheckPage.objects.filter(pk=page.pk).delete, page.get_parent().delete):
        with nothing_changes(), pytest.raises(StaysPublished), transaction.atomic():
            delete()


def test_by_withdrawing_ones_own_work(desk):
    page = desk.published(by="binh")
    with nothing_changes(), pytest.raises(OwnWork), transaction.atomic():
        services.withdraw(check=page, by=desk.person("binh"), reason={"vi": "Sai nguồn.", "en": "Wrong source."})


@pytest.mark.parametrize(
    ("written_by", "approved_by", "refusal"),
    [([1], [1], OwnWork), ([1, 2], [2, 3], OwnWork), ([1], [], NoApproval), ([], [1], NoApproval)],
)
def test_by_appending_to_the_record(desk, written_by, approved_by, refusal):
    page = desk.published()
    content = json.loads(Version.objects.get(code=page.code).content)
    with nothing_changes(), pytest.raises(refusal):
        record.append(
            kind="update", office=desk.office, content=content, written_by=written_by, approved_by=approved_by
        )


def an_entry(desk, **changes):
    """The columns of an entry that would follow the only one, with `changes`."""
    page = desk.published()
    first = Entry.objects.get(code=page.code)
    line = {**json.loads(first.line), "seq": first.seq + 1, "kind": "update", "previous": first.seq}
    return {
        "seq": first.seq + 1,
        "at": first.at,
        "kind": "update",
        "type": "fact-check",
        "code": page.code,
        "office_id": desk.office.pk,
        "version_id": first.version_id,
        "previous_id": first.seq,
        "reason": {},
        "line": json.dumps(line),
        "desk_revisions": [],
        "written_by": [1],
        "approved_by": [2],
        **changes,
    }


PEOPLE = [
    {"approved_by": [1]},
    {"approved_by": []},
    {"written_by": []},
    # The same person, written in another way.
    {"approved_by": ["1"]},
    {"approved_by": [1.0]},
    {"approved_by": [[1]]},
    {"approved_by": [None]},
    {"approved_by": {"1": 2}},
    {"approved_by": [2, True]},
    {"written_by": ["2"]},
    {"written_by": [1, "2"]},
    {"written_by": {"1": 1}},
]


@pytest.mark.parametrize("people", PEOPLE)
def test_by_bulk_create_of_entries(desk, people):
    columns = an_entry(desk, **people)
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.bulk_create([Entry(**columns)])


@pytest.mark.parametrize("people", PEOPLE)
def test_by_sql_into_the_record(desk, people):
    columns = an_entry(desk, **people)
    with nothing_changes(), pytest.raises(IntegrityError, match="h4_"), transaction.atomic():
        insert("record_entry", **columns)


def test_what_is_inserted_there_is_taken_when_somebody_else_approved(desk):
    """So the refusals above are about the people and nothing else."""
    insert("record_entry", **an_entry(desk))
    assert Entry.objects.count() == 2


def test_by_an_orm_update_of_an_entry(desk):
    page = desk.published()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(code=page.code).update(approved_by=[1])


def test_by_wagtail_localize_turning_a_translation_into_an_alias(desk):
    page = desk.published()
    draft = desk.translated(page)
    client = signed_in(desk.person("binh"))
    with nothing_changes():
        response = send_edit(client, draft, **{"localize-convert-to-alias": "1"})
    assert "Không sao chép được" in said(response)


def test_a_translation_needs_an_approval_of_its_own(desk):
    page = desk.published()
    draft = desk.translated(page)
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=draft, by=desk.person("binh"))


def test_a_translation_cannot_go_out_before_its_source(desk):
    draft = desk.translated(desk.draft())
    with nothing_changes(), pytest.raises(Exception, match="Hãy đăng bản gốc trước"):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))
