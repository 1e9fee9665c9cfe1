"""H4: whoever approves did not write, and approves exactly the revision that goes out."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Revision

from factdesk.checks import rules, services
from factdesk.checks.errors import NoApproval, NotAReviewer, OwnWork, StaysPublished, TextChanged
from factdesk.checks.models import Approval, FactCheckPage
from factdesk.offices.models import Person
from factdesk.record.models import PublishedCheck
from tests.checks.screens import said, send_edit, signed_in
from tests.integrity.furniture import execute, nothing_changes

APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def test_by_approving_what_one_started(desk):
    draft = desk.draft(by="binh")
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=draft.latest_revision, by=desk.person("binh"))


def test_a_reviewer_cannot_approve_a_revision_they_edited(desk):
    draft = desk.draft(by="lan", edited_by=["minh"])
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))
    assert draft.approvals.count() == 0


def test_by_an_edit_that_somebody_else_has_overwritten_since(desk):
    draft = desk.draft(by="lan", edited_by=["minh", "lan"])
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))


@pytest.mark.parametrize("name", ["hoa", "quan"])
def test_by_a_role_that_does_not_review(desk, name):
    draft = desk.draft()
    with nothing_changes(), pytest.raises(NotAReviewer):
        services.approve(revision=draft.latest_revision, by=desk.person(name))


def test_by_a_superuser_of_which_there_is_none(desk):
    root = desk.person("root", role="administrator")
    root.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic():
        root.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("UPDATE offices_person SET is_superuser = %s", True)
    with pytest.raises(ValidationError):
        Person.objects.create_superuser("other", password="a long enough password")
    draft = desk.approved()
    desk.edit(draft, by="lan", topics="khác")
    page = FactCheckPage.objects.get(pk=draft.pk)
    with nothing_changes(), pytest.raises(NotAReviewer):
        services.approve(revision=page.latest_revision, by=root)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with nothing_changes():
        assert signed_in(root).post(address, {"action-publish": "1"}).status_code == 302


def test_by_the_approve_button_of_the_author(desk):
    draft = desk.draft(by="binh")
    services.submit(draft, desk.person("binh"))
    client = signed_in(desk.person("binh"))
    assert b"Approve and publish" not in client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content
    with nothing_changes():
        send_edit(client, draft, **APPROVE)


def test_by_the_approve_address_of_the_author(desk):
    draft = desk.draft(by="binh")
    services.submit(draft, desk.person("binh"))
    state = draft.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    with nothing_changes():
        response = signed_in(desk.person("binh")).post(address, {"comment": ""})
    assert response.status_code in (302, 403)


def test_by_approving_and_editing_in_one_form(desk):
    draft = desk.draft()
    services.submit(draft, desk.person("lan"))
    with nothing_changes():
        response = send_edit(signed_in(desk.person("minh")), draft, verdict="Của tôi.", **APPROVE)
    assert "đã viết hoặc sửa bài này" in said(response)


def test_by_approving_what_was_changed_while_one_read(desk):
    draft = desk.draft()
    services.submit(draft, desk.person("lan"))
    read = draft.latest_revision_id
    desk.edit(draft, by="lan", verdict="Đúng.")
    with nothing_changes():
        client = signed_in(desk.person("minh"))
        response = send_edit(client, draft, loaded_revision_id=read, **APPROVE)
    assert "đã thay đổi sau khi bạn mở" in said(response)


def test_by_approving_an_older_revision(desk):
    draft = desk.draft()
    old = draft.latest_revision
    desk.edit(draft, by="lan", verdict="Khác.")
    with nothing_changes(), pytest.raises(TextChanged):
        services.approve(revision=old, by=desk.person("minh"))


@pytest.mark.parametrize("name", ["lan", "binh", "thu", "minh"])
def test_by_the_publish_button(desk, name):
    draft = desk.draft(by="binh")
    with nothing_changes():
        response = send_edit(signed_in(desk.person(name)), draft, **{"action-publish": "1"})
    assert response.status_code == 200


def test_by_the_publish_button_right_after_an_approval(desk):
    draft = desk.approved(by="binh")
    with nothing_changes():
        response = send_edit(signed_in(desk.person("binh")), draft, verdict="Thêm vào sau.", **{"action-publish": "1"})
    assert "Chưa ai duyệt" in said(response)


def test_by_the_create_screen(desk):
    from factdesk.checks import tree

    here = tree.office_desk(desk.office, "vi")
    address = reverse("wagtailadmin_pages:add", args=["checks", "factcheckpage", here.pk])
    rows = {
        f"{name}-{what}": "0"
        for name in ("evidence", "appearances", "comments")
        for what in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    words = {
        "title": "Mới",
        "claim": "x",
        "claim_kind": "factual",
        "claim_language": "vi",
        "verdict": "y",
        "checked_on": "2026-11-02",
        "change_kind": "update",
        "body-count": "0",
    }
    signed_in(desk.person("binh")).post(address, {**rows, **words, "action-publish": "1"})
    page = FactCheckPage.objects.get(title="Mới")
    assert not page.live
    assert not PublishedCheck.objects.exists()


def test_by_bulk_publishing(desk):
    draft = desk.draft()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    with nothing_changes():
        signed_in(desk.person("binh")).post(f"{address}?id={draft.pk}", {"id": draft.pk})


def test_bulk_publishing_takes_what_was_approved(desk):
    draft = desk.approved()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(desk.person("binh")).post(f"{address}?id={draft.pk}", {"id": draft.pk})
    assert PublishedCheck.objects.filter(code=draft.code).exists()


def test_by_a_forged_approval_of_the_author(desk):
    draft = desk.draft(by="binh")
    Approval.objects.create(
        revision=draft.latest_revision,
        fingerprint=rules.fingerprint(draft.latest_revision),
        code=draft.code,
        language="vi",
        for_office=desk.office,
        person=desk.person("binh"),
        role="editor",
        office=desk.office,
    )
    before = PublishedCheck.objects.count()
    with pytest.raises(OwnWork):
        services.publish(page=draft, by=desk.person("binh"))
    assert PublishedCheck.objects.count() == before
    assert not FactCheckPage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("sql", ["UPDATE checks_approval SET person_id = person_id", "DELETE FROM checks_approval"])
def test_by_changing_approvals_in_the_database(desk, sql):
    desk.approved()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        execute(sql)


def test_by_overwriting_an_approved_revision_in_place(desk):
    draft = desk.approved()
    page = draft.get_latest_revision_as_object()
    page.verdict = "Ngược lại."
    page.save_revision(user=desk.person("lan"), overwrite_revision=page.latest_revision, clean=False)
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=FactCheckPage.objects.get(pk=draft.pk), by=desk.person("binh"))


def test_by_clearing_up_old_revisions(desk):
    draft = desk.draft(by="lan", edited_by=["minh", "lan"])
    first = draft.revisions.order_by("pk").first()
    with pytest.raises(StaysPublished), transaction.atomic():
        first.delete()
    with pytest.raises(StaysPublished), transaction.atomic():
        Revision.objects.filter(pk=first.pk).delete()
    assert draft.revisions.filter(pk=first.pk).exists()


def test_commenting_and_scheduling_are_no_edits(desk):
    draft = desk.draft(by="lan")
    page = draft.get_latest_revision_as_object()
    page.save_revision(user=desk.person("minh"))
    page = FactCheckPage.objects.get(pk=draft.pk)
    assert services.approve(revision=page.latest_revision, by=desk.person("minh")).person == desk.person("minh")


def test_saving_what_a_correction_left_behind_is_no_edit(desk):
    page = desk.published()
    desk.edit(page, by="lan", verdict="Khác.", change_kind="correct", change_note_vi="Sai.", change_note_en="Wrong.")
    desk.publish(page)
    send_edit(signed_in(desk.person("minh")), page)
    page = FactCheckPage.objects.get(pk=page.pk)
    assert page.latest_revision.user == desk.person("minh")
    assert page.latest_revision.content["change_note_vi"] == ""
    assert not rules.has_written(person=desk.person("minh"), page=page)


def test_by_taking_the_reason_out_of_a_correction_before_it_goes_out(desk):
    page = desk.published()
    desk.edit(page, by="lan", verdict="Khác.", change_kind="correct", change_note_vi="Sai.", change_note_en="Wrong.")
    desk.edit(page, by="minh", change_kind="update", change_note_vi="", change_note_en="")
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=FactCheckPage.objects.get(pk=page.pk).latest_revision, by=desk.person("minh"))


def test_the_approve_button_of_a_second_person_publishes(desk):
    draft = desk.draft(by="binh")
    services.submit(draft, desk.person("binh"))
    response = send_edit(signed_in(desk.person("minh")), draft, **APPROVE)
    assert response.status_code == 200
    assert PublishedCheck.objects.get(code=draft.code).verdict == draft.verdict
