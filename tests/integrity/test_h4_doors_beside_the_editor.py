"""H4 and H6 through what lies beside the editor: Wagtail's own API, wagtail-localize's addresses, and the tables."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from factdesk.checks import rules, services, tree
from factdesk.checks.errors import AlreadyWithdrawn, CopyRefused, MayNotWrite, NoApproval, NotTranslated, OwnWork
from factdesk.checks.models import FactCheckPage
from factdesk.offices import services as offices
from factdesk.offices.models import Person
from factdesk.record.models import PublishedCheck
from tests.checks.screens import said, signed_in
from tests.integrity.furniture import execute, nothing_changes

HIDDEN = ' data-block-key="Nước chanh chữa khỏi ung thư"'


@pytest.mark.parametrize("field", ["title", "claim", "verdict", "topics", "claimant"])
def test_by_words_that_look_like_a_mark_of_the_editor(desk, field):
    draft = desk.draft()
    desk.edit(draft, by="minh", **{field: f"{getattr(draft, field)}{HIDDEN}"})
    draft = FactCheckPage.objects.get(pk=draft.pk)
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))


def test_by_such_words_in_a_heading_and_in_a_source(desk):
    draft = desk.draft(body=[("heading", "Tóm tắt"), ("text", "<p>Giải thích.</p>")])
    desk.edit(draft, by="minh", body=[("heading", f"Tóm tắt{HIDDEN}"), ("text", "<p>Giải thích.</p>")])
    with nothing_changes(), pytest.raises(OwnWork):
        services.approve(revision=FactCheckPage.objects.get(pk=draft.pk).latest_revision, by=desk.person("minh"))


def translated_by_the_button(desk, page, by):
    client = signed_in(desk.person(by))
    locale = tree.locale("en").pk
    return client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale]}, follow=True
    )


def test_by_words_that_wagtail_localize_keeps_for_the_next_who_translates(desk):
    page = desk.published()
    translated_by_the_button(desk, page, "lan")
    translation = Translation.objects.get()
    segment = StringSegment.objects.filter(context__path="verdict").get()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    response = signed_in(desk.person("binh")).put(address, "value=Mine", content_type=form)
    assert response.status_code == 403
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("download_pofile", "get"),
        ("upload_pofile", "post"),
        ("machine_translate", "post"),
        ("preview_translation", "get"),
        ("stop_translation", "post"),
        ("convert_to_alias", "post"),
    ],
)
def test_by_an_address_of_wagtail_localize_to_which_no_button_leads(desk, name, method):
    page = desk.published()
    translated_by_the_button(desk, page, "lan")
    draft = FactCheckPage.objects.get(code=page.code, locale__language_code="en")
    about = draft.pk if name == "convert_to_alias" else Translation.objects.get().pk
    with nothing_changes():
        response = getattr(signed_in(desk.person("binh")), method)(reverse(f"wagtail_localize:{name}", args=[about]))
    assert response.status_code == 403
    assert FactCheckPage.objects.get(pk=draft.pk).alias_of_id is None


def test_by_turning_a_draft_into_an_alias_past_the_screens(desk):
    page = desk.draft()
    draft = desk.translated(page)
    draft.alias_of = page
    with nothing_changes(), pytest.raises(CopyRefused), transaction.atomic():
        draft.save(update_fields=["alias_of"], clean=False)


def test_by_translating_another_offices_check(desk):
    page = desk.published()
    desk.person("mai", role="editor", office=desk.newsroom)
    with nothing_changes():
        response = translated_by_the_button(desk, page, "mai")
    assert response.status_code == 403
    with nothing_changes(), pytest.raises(MayNotWrite):
        services.translate(page, "en", desk.person("mai"))


def test_by_words_of_ones_own_between_which_somebody_else_translates(desk):
    mine = "<p>Nước chanh nóng chữa khỏi mọi bệnh ung thư.</p>"
    page = desk.published()
    desk.edit(page, by="minh", body=[("text", f"<p>Giải thích.</p>{mine}")])  # nobody approves this
    draft = desk.translated(page, by="lan", body=[("text", f"<p>Explanation.</p>{mine}")])
    with nothing_changes(), pytest.raises(NotTranslated):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))


def test_by_an_editor_that_was_left_open_and_saves_over_what_is_published(desk):
    page = desk.published(by="lan")
    live = page.live_revision
    draft = page.get_latest_revision_as_object()
    draft.rating, draft.verdict = "true", "Đúng."
    newest = draft.save_revision(user=desk.person("lan"), overwrite_revision=live)
    assert newest.pk != live.pk
    assert Revision.objects.get(pk=live.pk).content["rating"] == "false"
    desk.publish(desk.translated(page))
    assert set(PublishedCheck.objects.filter(code=page.code).values_list("rating", flat=True)) == {"false"}
    # The change goes its own way, and is not stuck behind a number that went out already.
    desk.publish(page)
    assert PublishedCheck.objects.get(code=page.code, language="vi").rating == "true"


def test_such_an_editor_does_not_save_over_what_somebody_else_wrote_since(desk):
    page = desk.published(by="lan")
    live, stale = page.live_revision, page.get_latest_revision_as_object()
    newest = desk.edit(page, by="hoa", topics="khác")
    stale.refresh_from_db(fields=["latest_revision"])
    with pytest.raises(PermissionDenied):
        stale.save_revision(user=desk.person("lan"), overwrite_revision=live)
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == newest.pk


def test_by_changing_the_source_in_the_database_before_its_translation_goes_out(desk):
    page = desk.published()
    draft = desk.translated(page)
    content = page.live_revision.content
    Revision.objects.filter(pk=page.live_revision_id).update(content={**content, "rating": "true"})
    with nothing_changes(), pytest.raises(NoApproval):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))


ACTIONS = {
    "convert_alias": {},
    "copy": {"slug": "x"},
    "copy_for_translation": {"locale": "en"},
    "create_alias": {"update_slug": "x"},
    "delete": {},
    "move": {},
    "publish": {},
    "revert_to_page_revision": {},
    "unpublish": {},
}


@pytest.mark.parametrize("action", ACTIONS)
def test_by_wagtails_own_api(desk, action):
    """It knows no locks: a text under review could be taken back to older words by it, and what was withdrawn."""
    page = desk.draft(by="lan")
    first = page.latest_revision_id
    newest = desk.edit(page, by="lan", verdict="Khác hẳn.").pk
    services.submit(FactCheckPage.objects.get(pk=page.pk), desk.person("lan"))
    data = {
        **ACTIONS[action],
        "revision_id": first,
        "destination_page_id": tree.office_desk(desk.newsroom, "vi").pk,
    }
    for name in ("lan", "thu"):
        with nothing_changes():
            response = signed_in(desk.person(name)).post(
                reverse("wagtailadmin_api:pages:action", args=[page.pk, action]), data, content_type="application/json"
            )
        assert response.status_code == 403
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == newest


def test_the_menu_of_pages_goes_on_reading_the_api(desk):
    page = desk.draft()
    response = signed_in(desk.person("lan")).get(reverse("wagtailadmin_api:pages:detail", args=[page.pk]))
    assert response.json()["title"] == page.title


def test_by_writing_in_what_was_withdrawn(desk):
    page = desk.published()
    services.withdraw(check=page, by=desk.person("minh"), reason={"vi": "Sai nguồn.", "en": "Wrong source."})
    with nothing_changes(), pytest.raises(AlreadyWithdrawn):
        desk.edit(page, by="lan", verdict="Đúng.")
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


@pytest.mark.parametrize("taken", ["role", "login"])
def test_by_an_approval_of_somebody_who_may_not_approve_any_more(desk, taken):
    soon = timezone.now() + timezone.timedelta(hours=1)
    draft = desk.approved(go_live_at=soon)
    assert services.publish(page=draft, by=desk.person("binh")) is None
    if taken == "role":
        offices.set_roles(person=desk.person("minh"), roles=set(), by=desk.person("quan"))
    else:
        offices.end_login(username="minh", by=desk.person("quan"))
    revision = Revision.objects.get(pk=draft.latest_revision_id)
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now(), content={**revision.content, "go_live_at": None}
    )
    with nothing_changes():
        call_command("publish_scheduled")
    assert not PublishedCheck.objects.exists()


def test_by_forgetting_who_wrote(desk):
    draft = desk.draft(by="lan", edited_by=["minh"])
    for delete in (desk.person("minh").delete, Person.objects.filter(username="minh").delete):
        with nothing_changes(), pytest.raises(PermissionDenied), transaction.atomic():
            delete()
    with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(user=desk.person("minh")).update(user=desk.person("hoa"))
    with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
        execute("UPDATE wagtailcore_revision SET user_id = NULL")
    with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
        execute("UPDATE wagtailcore_revision SET object_id = '1' WHERE user_id = %s", desk.person("minh").pk)
    assert rules.has_written(person=desk.person("minh"), page=draft)


def test_by_a_clock_that_was_set_back_between_two_revisions(desk):
    draft = desk.draft(by="lan")
    mine = desk.edit(draft, by="minh", verdict="Của tôi.")
    desk.edit(draft, by="lan", topics="khác")
    Revision.objects.filter(pk=mine.pk).update(created_at=timezone.now() + datetime.timedelta(days=1))
    draft = FactCheckPage.objects.get(pk=draft.pk)
    newest = draft.revisions.order_by("-pk").first()
    assert rules.writers(draft, up_to=newest) == {desk.person("lan").pk, desk.person("minh").pk}


def test_by_the_dashboards_button_after_the_text_changed(desk):
    draft = desk.draft()
    services.submit(draft, desk.person("lan"))
    state = draft.current_workflow_task_state
    client = signed_in(desk.person("minh"))
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    desk.edit(draft, by="binh", verdict="Đúng.")
    with nothing_changes():
        response = client.post(address, {"comment": ""}, follow=True)
    assert "đã thay đổi sau khi bạn mở" in said(response)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
