"""What stands against a publication is said all at once, at submission as at approval; what is on its way may wait."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factdesk.checks import archive, services
from factdesk.checks.errors import NotReady, ReadAfterCheck, TooFewSources
from factdesk.checks.models import ArchivedCopy, CopyRequest, FactCheckPage
from factdesk.offices.models import Channel
from factdesk.record import services as record
from tests.checks.screens import edit_form, form_in, said, send_edit, signed_in
from tests.integrity.furniture import nothing_changes
from tests.record.builders import an_office, content

SUBMIT = {"action-submit": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}
#: A part of each sentence about a draft that has next to nothing.
ALL = ("để trống: ", "nội dung", "“Nguồn 1” chưa có bản lưu", "ít nhất hai nguồn", "chưa có nguồn nào", "đọc ngày")


def fresh(page):
    return FactCheckPage.objects.get(pk=page.pk)


def a_poor_draft(desk):
    return desk.draft(
        body=[],
        checked_on=datetime.date(2026, 11, 1),
        evidence=[desk.evidence(1, copy=None, primary=False, read_on=datetime.date(2026, 11, 2))],
    )


def test_submitting_names_everything_that_is_missing_and_submits_nothing(desk):
    page = a_poor_draft(desk)
    response = send_edit(signed_in(desk.person("lan")), page, checked_on="02/11/2026", **SUBMIT)
    words = said(response).lower()
    for part in ALL[:-1]:
        assert part.lower() in words, part
    assert "<li>" in words
    assert "đã gửi" not in words.lower()
    assert not fresh(page).workflow_in_progress


def test_approving_names_everything_too(desk):
    page, minh = a_poor_draft(desk), desk.person("minh")
    with nothing_changes(), pytest.raises(NotReady) as refused:
        services.approve(revision=page.latest_revision, by=minh)
    for part in ALL:
        assert part.lower() in str(refused.value).lower(), part


def test_a_fetch_that_is_ticked_while_submitting_is_asked_for_and_may_arrive_during_the_review(desk):
    page = desk.draft(evidence=[desk.evidence(1, copy=None), desk.evidence(2)])
    response = send_edit(signed_in(desk.person("lan")), page, **{"evidence-0-fetch": "on"}, **SUBMIT)
    assert CopyRequest.objects.get().url == "https://example.org/1"
    assert "đang được tải về" in said(response)
    assert fresh(page).workflow_in_progress
    with nothing_changes(), pytest.raises(TooFewSources, match="đang được tải về"):
        services.approve(revision=fresh(page).latest_revision, by=desk.person("minh"))


def test_a_fetch_is_asked_for_although_the_submission_is_refused(desk):
    page = desk.draft(body=[], evidence=[desk.evidence(1, copy=None), desk.evidence(2)])
    response = send_edit(signed_in(desk.person("lan")), page, **{"evidence-0-fetch": "on"}, **SUBMIT)
    assert CopyRequest.objects.count() == 1
    assert "Đã gửi" not in said(response)
    assert not fresh(page).workflow_in_progress


def test_a_copy_that_could_not_be_fetched_holds_a_submission_up(desk):
    page = desk.draft(evidence=[desk.evidence(1, copy=None), desk.evidence(2)])
    archive.ask_for_copy(url="https://example.org/1", page=page, by=desk.person("lan"))
    CopyRequest.objects.update(state="failed")
    with pytest.raises(TooFewSources, match="không tải về được"):
        services.submit(page, desk.person("lan"))


def test_what_others_have_to_do_holds_no_submission_up(desk):
    page = desk.draft()
    Channel.objects.filter(office=desk.office).delete()
    response = send_edit(signed_in(desk.person("lan")), page, **SUBMIT)
    assert "chưa đăng ký kênh" in said(response)
    assert fresh(page).workflow_in_progress


def test_a_source_read_after_the_check_is_refused_at_the_field_and_by_every_other_road(desk):
    page = desk.draft()
    response = send_edit(signed_in(desk.person("lan")), page, **{"evidence-1-read_on": "05/11/2026"})
    assert "đọc ngày 05/11/2026" in response.content.decode()
    assert fresh(page).latest_revision_id == page.latest_revision_id
    late = desk.draft(evidence=[desk.evidence(1), desk.evidence(2, read_on=datetime.date(2026, 11, 5))])
    with nothing_changes(), pytest.raises(ReadAfterCheck):
        services.approve(revision=late.latest_revision, by=desk.person("minh"))


def test_the_record_takes_no_source_read_after_the_check_and_lets_it_be_withdrawn(desk):
    office, given = an_office("so-x"), {"written_by": [1], "approved_by": [2]}
    early = content(office={"slug": "so-x", "name": {"vi": "Sở X"}}, checked_on="2026-10-31")
    with nothing_changes(), pytest.raises(ReadAfterCheck):
        record.append(kind="publish", office=office, content=early, **given)
    record.append(kind="publish", office=office, content={**early, "checked_on": "2026-11-01"}, **given)
    reason = {"vi": "Sai nguồn.", "en": "Wrong source."}
    gone = {**early, "rating": None, "withdrawn": {"reason": reason, "on": "2026-11-05"}}
    record.append(kind="withdraw", office=office, content=gone, reason=reason, **given)


def sent(client, page, **changes):
    """The editor's answer, and what its form would send again."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, {**edit_form(client, page), **changes}, follow=True)
    return response, {**edit_form(client, page), **form_in(response.content.decode())}


def test_an_upload_outlives_a_wrong_date_in_the_same_form(desk):
    page = desk.draft(evidence=[desk.evidence(1, copy=None), desk.evidence(2)])
    client = signed_in(desk.person("lan"))
    upload = SimpleUploadedFile("trang-da-luu.html", b"<p>saved</p>", "text/html")
    wrong = {"evidence-0-upload": upload, "evidence-1-read_on": "31/02/2026", "evidence-1-fetch": "on"}
    response, form = sent(client, page, **wrong)
    assert "“trang-da-luu.html”" in response.content.decode()
    assert form["evidence-1-fetch"] == ["on"]
    form["evidence-1-read_on"] = "01/11/2026"
    # Somebody else's browser cannot hand it in.
    stranger = signed_in(desk.person("binh"))
    stranger.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert fresh(page).get_latest_revision_as_object().evidence.all()[0].copy is None
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    kept = fresh(page).get_latest_revision_as_object().evidence.all()[0].copy
    assert kept == ArchivedCopy.objects.get(source_url="https://example.org/1", size=len(b"<p>saved</p>"))


def test_a_copy_is_not_put_beside_a_source_by_its_hash_alone(desk):
    page = desk.draft(evidence=[desk.evidence(1, copy=None), desk.evidence(2)])
    send_edit(signed_in(desk.person("lan")), page, **{"evidence-0-kept": desk.copy(2).pk})
    assert fresh(page).get_latest_revision_as_object().evidence.all()[0].copy is None
