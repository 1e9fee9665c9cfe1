"""A translation goes out in words of its own, or not at all; and a text that says nothing new goes out once."""

from __future__ import annotations

import pytest

from factdesk.checks import services
from factdesk.checks.errors import NothingChanged, NotTranslated
from factdesk.checks.models import FactCheckPage
from factdesk.record.models import Entry, PublishedCheck
from tests.checks.screens import edit_form, said, send_edit, signed_in
from tests.integrity.furniture import nothing_changes

SUBMIT = {"action-submit": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def fresh(page):
    return FactCheckPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("name", ["title", "claim", "verdict", "body"])
def test_a_translation_with_one_thing_left_in_the_words_of_its_source_is_refused(desk, name):
    page = desk.published()
    draft = desk.translated(page, **{name: getattr(page, name)})
    with nothing_changes(), pytest.raises(NotTranslated):
        services.submit(draft, desk.person("hoa"))
    with nothing_changes(), pytest.raises(NotTranslated):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))
    assert not fresh(draft).workflow_in_progress


def test_an_untouched_copy_is_refused_on_the_screen_which_names_what_is_left(desk):
    page = desk.published()
    draft = services.translate(page, "en", desk.person("hoa"))
    with nothing_changes():
        response = send_edit(signed_in(desk.person("binh")), draft, claim="Lemon water cures cancer.", **SUBMIT)
    words = said(response)
    assert "chưa được dịch" in words
    assert "tiêu đề" in words.lower()
    assert "nhận định," not in words.lower()
    # What was typed is kept.
    assert fresh(draft).latest_revision.content["claim"] == "Lemon water cures cancer."
    assert not fresh(draft).workflow_in_progress


def test_a_whole_sentence_about_a_source_is_translated_too_and_a_name_need_not_be(desk):
    rows = [desk.evidence(1, note="Bảng 2"), desk.evidence(2, note="Nêu rõ nước chanh không chữa được ung thư.")]
    page = desk.published(evidence=rows, claimant="Báo Sông Lam", topics=["COVID-19"])
    draft = desk.translated(page, claimant="Báo Sông Lam", topics="COVID-19")
    with pytest.raises(NotTranslated, match="ghi chú"):
        services.submit(draft, desk.person("hoa"))
    rows = list(draft.get_latest_revision_as_object().evidence.all())
    rows[1].note = "Says plainly that lemon water does not cure cancer."
    desk.edit(draft, by="hoa", evidence=rows)
    services.submit(fresh(draft), desk.person("hoa"))
    assert fresh(draft).workflow_in_progress


def test_words_that_the_source_had_before_are_no_translation_either(desk):
    page = desk.published()
    draft = desk.translated(page, verdict=page.verdict)
    desk.edit(page, by="lan", verdict="Sai. Nước chanh chỉ là nước uống.")
    desk.publish(page)
    with nothing_changes(), pytest.raises(NotTranslated):
        services.approve(revision=draft.latest_revision, by=desk.person("minh"))


def test_a_translation_made_untranslated_during_review_is_refused_at_approval(desk):
    page = desk.published()
    draft = desk.translated(page)
    services.submit(draft, desk.person("hoa"))
    desk.edit(draft, by="binh", verdict=page.verdict)
    with nothing_changes():
        response = send_edit(signed_in(desk.person("minh")), draft, **APPROVE)
    assert "chưa được dịch" in said(response)


def test_resubmitting_after_changes_were_requested_is_refused_and_the_request_stands(desk):
    page = desk.published()
    draft = desk.translated(page)
    services.submit(draft, desk.person("hoa"))
    state = draft.current_workflow_task_state
    state.task.specific.on_action(state, desk.person("minh"), "reject")
    desk.edit(draft, by="hoa", verdict=page.verdict)
    response = send_edit(signed_in(desk.person("binh")), draft, **SUBMIT)
    assert "chưa được dịch" in said(response)
    stands = fresh(draft).current_workflow_state
    assert stands.status == "needs_changes"
    assert stands.current_task_state == state
    desk.edit(draft, by="hoa", verdict="False.")
    send_edit(signed_in(desk.person("binh")), draft, **SUBMIT)
    assert fresh(draft).current_workflow_state.status == "in_progress"


def test_submitting_what_is_published_already_says_that_nothing_has_changed(desk):
    page = desk.published()
    client = signed_in(desk.person("binh"))
    with nothing_changes():
        response = send_edit(client, page, **SUBMIT)
    assert "không có gì thay đổi" in said(response)
    assert not fresh(page).workflow_in_progress


def test_approving_what_is_published_already_adds_no_entry(desk):
    page = desk.published()
    desk.edit(page, by="lan")
    with nothing_changes(), pytest.raises(NothingChanged):
        services.approve(revision=fresh(page).latest_revision, by=desk.person("minh"))
    assert Entry.objects.filter(code=page.code).count() == 1


def test_a_translation_left_behind_may_be_approved_again_as_it_stands(desk):
    page = desk.published()
    draft = desk.translated(page)
    desk.publish(draft)
    desk.edit(page, by="lan", rating="mostly-false")
    desk.publish(page)
    assert PublishedCheck.objects.get(code=page.code, language="en").behind
    send_edit(signed_in(desk.person("binh")), draft, **SUBMIT)
    send_edit(signed_in(desk.person("minh")), draft, **APPROVE)
    assert not PublishedCheck.objects.get(code=page.code, language="en").behind


def test_the_public_address_has_the_words_of_the_headline_and_not_those_of_who_asked(desk):
    page = services.start_check(
        office=desk.office,
        by=desk.person("lan"),
        title="Chị Hạnh ở tổ 5 nhắn em hỏi uống nước chanh có khỏi ung thư không?",
        claim="Chị Hạnh ở tổ 5 nhắn em hỏi uống nước chanh có khỏi ung thư không?",
    )
    finished = desk.draft().get_latest_revision_as_object()
    changes = {name: getattr(finished, name) for name in ("title", "claim", "verdict", "rating", "body", "checked_on")}
    changes["evidence"] = [type(row)(**desk.evidence(at)) for at, row in enumerate(finished.evidence.all(), 1)]
    desk.edit(page, by="lan", **changes)
    desk.publish(page)
    row = PublishedCheck.objects.get(code=page.code)
    assert row.slug == "nuoc-chanh-nong-khong-chua-duoc-ung-thu"
    for stored in (row.slug, fresh(page).slug, fresh(page).url_path):
        assert "to-5" not in stored


def test_a_new_headline_leaves_the_public_address_as_it_was_first(desk):
    page = desk.published()
    desk.publish(desk.translated(page))
    desk.edit(page, by="lan", title="Nước chanh chỉ là nước uống")
    desk.publish(page)
    slugs = dict(PublishedCheck.objects.filter(code=page.code).values_list("language", "slug"))
    assert slugs == {
        "vi": "nuoc-chanh-nong-khong-chua-duoc-ung-thu",
        "en": "hot-lemon-water-does-not-cure-cancer",
    }


def test_nobody_types_an_address(desk):
    assert "slug" not in edit_form(signed_in(desk.person("lan")), desk.draft())
