"""The editor's screens: preview, translation, withdrawal."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.search.index import insert_or_update_object
from wagtail.users.models import UserProfile

from factdesk.checks import services
from factdesk.checks.errors import AlreadyWithdrawn
from factdesk.checks.models import FactCheckPage
from factdesk.checks.preview import as_published
from factdesk.record.days import today
from factdesk.record.models import PublishedCheck
from tests.checks.screens import edit_form, said, send_edit, signed_in
from tests.integrity.furniture import nothing_changes


def test_a_preview_has_the_shape_of_what_is_published(desk):
    draft = desk.draft()
    previewed = as_published(draft)
    desk.publish(draft)
    published = PublishedCheck.objects.get(code=draft.code)
    for name in ("title", "slug", "claim", "verdict", "body", "rating", "topics", "evidence", "appearances", "authors"):
        assert getattr(previewed, name) == getattr(published, name), name


def test_an_unfinished_draft_can_be_previewed(desk):
    page = services.start_check(office=desk.office, by=desk.person("lan"), title="Mới", claim="Một câu.")
    response = signed_in(desk.person("lan")).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert "Một câu." in response.content.decode()


def test_an_unfinished_draft_can_be_saved_and_says_at_review_what_is_missing(desk):
    page = services.start_check(office=desk.office, by=desk.person("lan"), title="Mới", claim="Một câu.")
    send_edit(signed_in(desk.person("lan")), page, claim="Một câu khác.")
    page = FactCheckPage.objects.get(pk=page.pk)
    assert page.latest_revision.content["claim"] == "Một câu khác."
    with pytest.raises(Exception, match="ít nhất hai nguồn"):
        services.approve(revision=page.latest_revision, by=desk.person("minh"))


def test_a_translation_shows_the_shared_facts_and_lets_nobody_change_them(desk):
    page = desk.published()
    draft = desk.translated(page)
    client = signed_in(desk.person("lan"))
    send_edit(client, draft, rating="true", **{"evidence-0-url": "https://evil.example/", "evidence-0-note": "A note"})
    content = FactCheckPage.objects.get(pk=draft.pk).latest_revision.content
    assert content["rating"] == "false"
    assert content["evidence"][0]["url"] == "https://example.org/1"
    assert content["evidence"][0]["note"] == "A note"


def test_a_translation_follows_its_source_and_keeps_its_own_notes(desk):
    page = desk.published()
    draft = desk.translated(page)
    rows = list(draft.get_latest_revision_as_object().evidence.all())
    rows[0].note = "A translated note"
    desk.edit(draft, by="hoa", evidence=rows)
    source = FactCheckPage.objects.get(pk=page.pk)
    source.evidence.add(*[type(rows[0])(locale=source.locale, sort_order=2, **desk.evidence(3))])
    services.save_draft(source, desk.person("lan"))
    services.translate(page, "en", desk.person("hoa"))
    kept = FactCheckPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert [row.note for row in kept.evidence.all()] == ["A translated note", "Ghi chú 2", "Ghi chú 3"]
    assert kept.title == "Hot lemon water does not cure cancer"


def test_bringing_a_translation_up_to_date_on_the_screen(desk):
    page = desk.published()
    draft = desk.translated(page)
    desk.edit(page, by="lan", rating="mostly-false")
    client = signed_in(desk.person("hoa"))
    address = reverse("checks:bring_up_to_date", args=[draft.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "Câu chữ và ghi chú của bản dịch vẫn giữ nguyên" in client.get(address).content.decode()
    client.post(address)
    content = FactCheckPage.objects.get(pk=draft.pk).latest_revision.content
    assert content["rating"] == "mostly-false"
    assert content["title"] == "Hot lemon water does not cure cancer"


def test_translating_by_wagtails_own_button_makes_a_draft_that_waits_for_review(desk):
    page = desk.published()
    from wagtail.models import Locale

    english = Locale.objects.get(language_code="en")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    signed_in(desk.person("binh")).post(address, {"locales": [english.pk]})
    draft = FactCheckPage.objects.get(code=page.code, locale=english)
    assert not draft.live
    assert signed_in(desk.person("binh")).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 200
    assert "claim" in edit_form(signed_in(desk.person("binh")), draft)


def test_withdrawing_on_the_screen_asks_for_both_reasons(desk):
    page = desk.published()
    client = signed_in(desk.person("minh"))
    address = reverse("checks:withdraw", args=[page.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"reason_vi": "Sai nguồn.", "reason_en": ""})
    assert not PublishedCheck.objects.get(code=page.code).withdrawn
    response = client.post(address, {"reason_vi": "Sai nguồn.", "reason_en": "Wrong source."}, follow=True)
    assert "Đã rút bài" in said(response)
    assert PublishedCheck.objects.get(code=page.code).withdrawn


def test_what_was_withdrawn_can_be_read_at_the_desk_says_why_it_is_closed_and_cannot_be_changed(desk):
    page = desk.published()
    translation = desk.translated(page)
    services.withdraw(check=page, by=desk.person("minh"), reason={"vi": "Sai nguồn.", "en": "Wrong source."})
    FactCheckPage.objects.filter(pk=page.pk).update(locked=False)
    for name in ("lan", "binh", "thu"):
        client = signed_in(desk.person(name))
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200
        assert "Bài này đã được rút" in response.content.decode()
        assert not page.permissions_for_user(desk.person(name)).can_unlock()
        with nothing_changes():
            send_edit(client, page, verdict="Lén sửa.")
            client.post(reverse("checks:bring_up_to_date", args=[translation.pk]))
        assert FactCheckPage.objects.get(pk=page.pk).latest_revision.content["verdict"] == page.verdict
    with pytest.raises(AlreadyWithdrawn):
        services.translate(page, "en", desk.person("hoa"))


@pytest.mark.parametrize(("action", "words"), [("approve", "Đã đăng bài"), ("reject", "Đã trả bài")])
def test_a_review_says_what_it_came_to(desk, action, words):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    chosen = {"action-workflow-action": "1", "workflow-action-name": action}
    response = send_edit(signed_in(desk.person("minh")), page, **chosen)
    assert words in said(response)
    assert "cập nhật" not in said(response)


@pytest.mark.parametrize(("action", "words"), [("approve", "Đã đăng bài"), ("reject", "Đã trả bài")])
def test_a_review_from_the_dashboard_says_what_it_came_to(desk, action, words):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk])
    response = signed_in(desk.person("minh")).post(address, {"comment": "Xong."}, follow=True)
    assert words in said(response)


def test_a_refused_review_from_the_dashboard_says_why_and_nothing_else(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    desk.office.channels.update(closed_on=today())
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    with nothing_changes():
        response = signed_in(desk.person("minh")).post(address, {"comment": ""}, follow=True)
    assert "kênh" in said(response)
    assert "Đã đăng" not in said(response)


def test_approving_for_later_says_when(desk):
    page = desk.draft(go_live_at=timezone.now() + datetime.timedelta(days=2))
    services.submit(page, desk.person("lan"))
    chosen = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = send_edit(signed_in(desk.person("minh")), page, **chosen)
    assert "sẽ được đăng lúc" in said(response)
    assert not PublishedCheck.objects.exists()


def test_nobody_is_told_that_the_desk_has_no_site(desk):
    page = desk.draft()
    html = (
        signed_in(desk.person("binh"))
        .get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
        .content.decode()
    )
    assert page.title in html
    assert "help-warning" not in html


def test_the_author_is_told_on_the_screen_that_they_cannot_withdraw(desk):
    page = desk.published(by="binh")
    response = signed_in(desk.person("binh")).post(
        reverse("checks:withdraw", args=[page.pk]), {"reason_vi": "a", "reason_en": "b"}
    )
    assert "đã viết hoặc sửa" in response.content.decode()
    assert not PublishedCheck.objects.get(code=page.code).withdrawn


def test_above_the_desks_stands_this_desks_own_name(desk, settings):
    client = signed_in(desk.person("lan"))
    html = client.get(reverse("wagtailadmin_explore_root")).content.decode()
    assert settings.WAGTAIL_SITE_NAME in BeautifulSoup(html, "html.parser").select_one(".w-breadcrumbs").get_text()
    assert not BeautifulSoup(html, "html.parser").find(string=re.compile(r"^\s*Root\s*$"))


def test_a_button_names_what_it_adds_as_a_sentence_does_and_a_heading_as_a_heading_does(desk):
    page = desk.draft()
    html = signed_in(desk.person("lan")).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    screen = BeautifulSoup(html, "html.parser")
    for rows, button, heading in (
        ("evidence", "Thêm nguồn", "Nguồn"),
        ("appearances", "Thêm nơi xuất hiện", "Nơi xuất hiện"),
    ):
        assert screen.select_one(f"#id_{rows}-ADD").get_text(strip=True) == button
        assert screen.select_one(f"#inline_child_{rows}-0-panel-heading").get_text(strip=True) == heading


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_list_of_pages_says_how_many_of_what_and_a_search_does_not_say_none(desk, language):
    page = desk.draft()
    insert_or_update_object(page)  # as the end of the transaction does
    person = desk.person("lan")
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
    client = signed_in(person)
    found = client.get(reverse("wagtailadmin_pages:search"), {"q": page.title.split()[0]}).content.decode()
    assert page.title in found
    assert "None" not in BeautifulSoup(found, "html.parser").main.get_text()
    listed = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert re.search(r"1.1 (of|trên) 1 ", BeautifulSoup(listed, "html.parser").main.get_text())


def reader_of_english(desk, name):
    person = desk.person(name)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    return signed_in(person)


def test_a_refusal_is_said_in_the_readers_language(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    desk.office.channels.update(closed_on=today())
    client = reader_of_english(desk, "minh")
    assert "This office has no registered channel" in said(client.post(address, {"comment": ""}, follow=True))
    desk.edit(page, by="lan", topics="khác")
    assert "The text has changed since you opened it" in said(client.post(address, {"comment": ""}, follow=True))
    client = reader_of_english(desk, "thu")
    assert "do not have permission" in said(client.get(reverse("wagtailusers_users:index"), follow=True))


def test_a_review_from_the_dashboard_says_in_the_readers_language_what_it_came_to(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    response = reader_of_english(desk, "minh").post(address, {"comment": ""}, follow=True)
    assert "has been published. The public sees it now." in said(response)
