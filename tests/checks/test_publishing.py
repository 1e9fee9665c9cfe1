"""From a draft to the record: what goes out, and in which words."""

from __future__ import annotations

import json

from factdesk.checks import services
from factdesk.checks.models import FactCheckPage
from factdesk.record import selectors
from factdesk.record.models import Entry, PublishedCheck


def published(page, language="vi"):
    return selectors.published_check(code=page.code, language=language)


def content(page):
    return json.loads(selectors.current_version(page.code).content)


def test_an_approved_draft_reaches_the_public_with_everything_that_was_approved(desk):
    page = desk.published()
    row = published(page)
    assert row.title == page.title
    assert row.slug == "nuoc-chanh-nong-khong-chua-duoc-ung-thu"
    assert row.rating == "false"
    assert row.body == "<p>Giải thích.</p>"
    assert row.claimant == "Tin nhắn chuyển tiếp trên Zalo"
    assert row.topics == ["ung thư"]
    assert (row.sectors, row.regions) == (["health"], ["vinh"])
    assert row.authors == ["Ban kiểm chứng Sở Y tế"]
    assert row.approvals == [{"role": "reviewer", "office": "so-y-te"}]
    assert row.appearances == [{"where": "Các nhóm Zalo", "url": None, "on": "2026-10-01"}]
    assert [item["sha256"] for item in row.evidence] == [desk.copy(1).sha256, desk.copy(2).sha256]
    assert FactCheckPage.objects.get(pk=page.pk).live


def test_a_translation_joins_the_same_version_with_its_own_words_and_approval(desk):
    page = desk.published()
    desk.publish(desk.translated(page))
    row = published(page, "en")
    assert row.title == "Hot lemon water does not cure cancer"
    assert row.slug == "hot-lemon-water-does-not-cure-cancer"
    assert row.topics == ["cancer"]
    assert not row.behind
    assert sorted(content(page)["texts"]) == ["en", "vi"]
    assert content(page)["claim"]["claimant"]["en"] == "A message forwarded on Zalo"
    assert Entry.objects.filter(code=page.code).count() == 2


def test_a_changed_source_leaves_its_translation_behind_until_that_is_published_again(desk):
    page = desk.published()
    translation = desk.translated(page)
    desk.publish(translation)
    desk.edit(page, by="lan", rating="mostly-false")
    desk.publish(page)
    assert published(page, "en").behind
    assert published(page, "en").rating == "mostly-false"
    desk.edit(translation, by="hoa", verdict="Mostly false. Some of it has a grain of truth.")
    desk.publish(translation)
    assert not published(page, "en").behind


def test_a_correction_says_why_and_the_next_change_does_not_inherit_it(desk):
    page = desk.published()
    desk.edit(
        page, by="lan", change_kind="correct", change_note_vi="Sai năm.", change_note_en="Wrong year.", topics="x"
    )
    entry = desk.publish(page)
    assert (entry.kind, entry.reason) == ("correct", {"vi": "Sai năm.", "en": "Wrong year."})
    desk.edit(page, by="lan", topics="y")
    entry = desk.publish(page)
    assert (entry.kind, entry.reason) == ("update", {})


def test_a_withdrawn_check_keeps_its_page_and_shows_the_reason(desk):
    page = desk.published()
    services.withdraw(check=page, by=desk.person("minh"), reason={"vi": "Nguồn đã rút.", "en": "Source retracted."})
    row = published(page)
    assert row.withdrawn
    assert row.withdrawn_reason == "Nguồn đã rút."
    assert row.rating is None
    assert PublishedCheck.objects.filter(code=page.code).exists()


def test_the_workflow_publishes_what_the_second_person_approves(desk):
    page = desk.draft(by="lan")
    services.submit(page, desk.person("lan"))
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, desk.person("minh"), "approve")
    assert published(page).title == page.title
    assert not FactCheckPage.objects.get(pk=page.pk).workflow_in_progress
