"""Archived copies: uploaded or fetched, known by their hash, whole or not there."""

from __future__ import annotations

import hashlib
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from factdesk import outbound
from factdesk.checks import archive
from factdesk.checks.errors import CopyNotKept
from factdesk.checks.models import CopyRequest, FactCheckPage
from factdesk.outbound import Fetched, InternalAddress
from tests.checks.screens import edit_form, send_edit, signed_in

PAGE = b"<html>what the source said</html>"


def fetched(body=PAGE, status=200):
    return lambda url, **_limits: Fetched(url=url, status=status, media_type="text/html", charset="utf-8", body=body)


def a_draft_without_a_copy(desk):
    return desk.draft(evidence=[desk.evidence(1, copy=None), desk.evidence(2)])


def test_a_copy_lies_under_the_hash_of_its_bytes(desk):
    copy = archive.keep(PAGE, media_type="text/html", url="https://example.org/1", how="fetched")
    assert copy.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert copy.path.read_bytes() == PAGE
    assert [file.name for file in copy.path.parent.iterdir()] == [copy.sha256]


def test_the_same_bytes_twice_are_one_copy_of_the_first_time(desk):
    first = archive.keep(PAGE, media_type="text/html", url="https://example.org/1", how="fetched")
    again = archive.keep(PAGE, media_type="application/pdf", url="https://example.org/2", how="uploaded")
    assert again == first
    assert again.source_url == "https://example.org/1"


def test_an_empty_file_is_no_copy(desk):
    with pytest.raises(CopyNotKept):
        archive.keep(b"", media_type="text/html", url="", how="uploaded")


def test_a_full_disk_is_said_and_leaves_no_half_a_file(desk, monkeypatch, settings):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CopyNotKept, match="No space left"):
        archive.keep(PAGE, media_type="text/html", url="", how="uploaded")
    assert [file for file in settings.ARCHIVE_DIRECTORY.rglob("*") if file.is_file()] == []


def test_a_fetched_copy_stands_beside_its_source_as_an_edit_of_who_asked(desk, monkeypatch):
    monkeypatch.setattr(outbound, "fetch", fetched())
    page = a_draft_without_a_copy(desk)
    request = archive.ask_for_copy(url="https://example.org/1", page=page, by=desk.person("lan"))
    archive.fetch_now(request)
    draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.evidence.all()[0].copy_id == hashlib.sha256(PAGE).hexdigest()
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision.user == desk.person("lan")
    assert request.state == CopyRequest.State.KEPT
    desk.publish(page)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (fetched(status=404), "404"),
        (fetched(body=b""), "trống"),
        (lambda url, **_limits: (_ for _ in ()).throw(InternalAddress("10.0.0.1")), "10.0.0.1"),
    ],
)
def test_what_cannot_be_fetched_says_why_beside_its_source(desk, monkeypatch, answer, why):
    monkeypatch.setattr(outbound, "fetch", answer)
    page = a_draft_without_a_copy(desk)
    request = archive.ask_for_copy(url="https://example.org/1", page=page, by=desk.person("lan"))
    archive.fetch_now(request)
    assert request.state == CopyRequest.State.FAILED
    assert why in archive.state_of(page.evidence.all()[0])
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


def test_ticking_fetch_in_the_editor_asks_the_worker(desk, django_capture_on_commit_callbacks):
    page = a_draft_without_a_copy(desk)
    with django_capture_on_commit_callbacks(execute=True):
        send_edit(signed_in(desk.person("lan")), page, **{"evidence-0-fetch": "on"})
    request = CopyRequest.objects.get()
    assert (request.url, request.state, request.asked_by) == ("https://example.org/1", "waiting", desk.person("lan"))
    task = DBTaskResult.objects.get(task_path="factdesk.checks.tasks.fetch_copy")
    assert task.args_kwargs["args"] == [request.pk]


def test_a_file_uploaded_in_the_editor_is_kept_at_once(desk):
    page = a_draft_without_a_copy(desk)
    client = signed_in(desk.person("lan"))
    form = {**edit_form(client, page), "evidence-0-upload": SimpleUploadedFile("saved.html", PAGE, "text/html")}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.evidence.all()[0].copy_id == hashlib.sha256(PAGE).hexdigest()


def test_the_desk_may_read_a_copy_and_it_is_never_run(desk):
    copy = desk.copy()
    response = signed_in(desk.person("lan")).get(reverse("checks:archived_copy", args=[copy.sha256]))
    assert b"".join(response.streaming_content) == copy.path.read_bytes()
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in response.headers["Content-Disposition"]


def test_an_address_that_is_still_typed_is_not_fetched(desk, django_capture_on_commit_callbacks):
    page = desk.draft(evidence=[desk.evidence(1, copy=None)])
    client = signed_in(desk.person("lan"))
    form = {**edit_form(client, page), "evidence-0-url": "https://example.or", "evidence-0-fetch": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, headers={"accept": "application/json"})
    assert not page.copy_requests.exists()
