"""H6: what is published carries the name of the office that speaks, which has a registered channel of its own."""

from __future__ import annotations

import datetime
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Page

from factdesk.checks import services, tree
from factdesk.checks.errors import (
    MayNotWrite,
    NoApproval,
    NoOwnChannel,
    NotAReviewer,
    OfficeStays,
)
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Channel
from factdesk.record import services as record
from factdesk.record.models import PublishedCheck, Version
from tests.checks.screens import signed_in
from tests.integrity.furniture import insert, nothing_changes


def test_by_an_office_without_a_channel(desk):
    Channel.objects.filter(office=desk.office).delete()
    page = desk.draft()
    with nothing_changes(), pytest.raises(NoOwnChannel), transaction.atomic():
        services.approve(revision=page.latest_revision, by=desk.person("minh"))


def test_by_a_channel_closed_after_approval(desk):
    page = desk.approved()
    Channel.objects.filter(office=desk.office).update(closed_on=datetime.date(2026, 11, 20))
    with nothing_changes(), pytest.raises(NoOwnChannel):
        services.publish(page=page, by=desk.person("binh"))


def test_by_sharing_another_offices_channel(desk):
    address = desk.newsroom.channels.get().address
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.create(office=desk.office, kind="portal", address=address, since=datetime.date(2026, 1, 1))


def test_by_appending_in_another_offices_name(desk):
    page = desk.published()
    content = json.loads(Version.objects.get(code=page.code).content)
    with nothing_changes(), pytest.raises(NoOwnChannel):
        record.append(kind="update", office=desk.newsroom, content=content, written_by=[1], approved_by=[2])


def test_by_sql_with_another_offices_number(desk):
    page = desk.published()
    stored = Version.objects.get(code=page.code)
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        insert(
            "record_version",
            sha256="d" * 64,
            content=stored.content,
            type="fact-check",
            code=page.code,
            office_id=desk.newsroom.pk,
            claim_kind="factual",
            rating="false",
        )


def test_by_moving_a_published_check_to_another_office(desk):
    page = desk.published()
    with nothing_changes(), pytest.raises(OfficeStays):
        page.move(tree.office_desk(desk.newsroom, "vi"), pos="last-child")


def test_by_moving_it_past_the_page_and_publishing_a_change(desk):
    page = desk.published()
    Page.objects.get(pk=page.pk).move(tree.office_desk(desk.newsroom, "vi"), pos="last-child")
    desk.person("mai", role="editor", office=desk.newsroom)
    desk.edit(page, by="lan", topics="khác")
    moved = FactCheckPage.objects.get(pk=page.pk)
    with nothing_changes(), pytest.raises(OfficeStays), transaction.atomic():
        services.approve(revision=moved.latest_revision, by=desk.person("mai"))
    assert PublishedCheck.objects.get(code=page.code).office == desk.office


def test_by_moving_an_approved_draft_to_another_office(desk):
    page = desk.approved()
    page.move(tree.office_desk(desk.newsroom, "vi"), pos="last-child")
    desk.person("mai", role="editor", office=desk.newsroom)
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=FactCheckPage.objects.get(pk=page.pk), by=desk.person("mai"))


def test_a_draft_takes_its_translations_to_the_other_office(desk):
    draft = desk.draft()
    desk.translated(draft)
    FactCheckPage.objects.get(pk=draft.pk).move(tree.office_desk(desk.newsroom, "vi"), pos="last-child")
    texts = FactCheckPage.objects.filter(code=draft.code)
    assert {(text.language, text.office.slug) for text in texts} == {("vi", "bao"), ("en", "bao")}
    assert {text.get_parent().locale.language_code == text.language for text in texts} == {True}


def test_by_the_move_screen(desk):
    page = desk.published()
    there = tree.office_desk(desk.newsroom, "vi")
    with nothing_changes():
        response = signed_in(desk.person("binh")).post(
            reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk])
        )
    assert response.status_code in (302, 403)
    assert FactCheckPage.objects.get(pk=page.pk).office == desk.office


def test_by_an_approver_of_another_office(desk):
    page = desk.draft()
    desk.person("mai", role="editor", office=desk.newsroom)
    with nothing_changes(), pytest.raises(NotAReviewer):
        services.approve(revision=page.latest_revision, by=desk.person("mai"))


def test_by_writing_in_another_offices_desk(desk):
    with nothing_changes(), pytest.raises(MayNotWrite):
        services.start_check(office=desk.newsroom, by=desk.person("lan"), title="x", claim="y")


def test_by_the_create_screen_of_another_office(desk):
    there = tree.office_desk(desk.newsroom, "vi")
    with nothing_changes():
        response = signed_in(desk.person("binh")).get(
            reverse("wagtailadmin_pages:add", args=["checks", "factcheckpage", there.pk])
        )
    assert response.status_code == 302  # Wagtail's way of saying no


def test_by_withdrawing_another_offices_check(desk):
    page = desk.published()
    desk.person("mai", role="editor", office=desk.newsroom)
    with nothing_changes(), pytest.raises(NotAReviewer):
        services.withdraw(check=page, by=desk.person("mai"), reason={"vi": "Sai nguồn.", "en": "Wrong source."})


def test_an_office_above_may_approve_and_the_check_keeps_its_own_offices_name(desk):
    desk.person("cao", role="office-lead", office=desk.province)
    page = desk.published(approved_by="cao")
    row = PublishedCheck.objects.get(code=page.code)
    assert row.office == desk.office
    assert row.approvals == [{"role": "office-lead", "office": "song-lam"}]
