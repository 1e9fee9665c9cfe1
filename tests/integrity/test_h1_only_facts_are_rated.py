"""H1: only a checkable statement of fact gets a rating. Each test is one road by which an opinion might get one."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Revision

from factdesk.checks import services
from factdesk.checks.errors import NoApproval, NotFactual
from factdesk.checks.models import FactCheckPage
from factdesk.record import services as record
from factdesk.record.models import Version
from tests.checks.screens import send_edit, signed_in
from tests.integrity.furniture import execute, insert, nothing_changes

KINDS = ["opinion", "prediction", "satire", "personal"]


def a_version(desk, **changes):
    """The columns of a version that every rule takes, with `changes` in its content."""
    page = desk.published()
    stored = Version.objects.get(code=page.code)
    content = json.loads(stored.content)
    content["claim"]["kind"] = changes.get("kind", "factual")
    return {
        "sha256": "f" * 64,
        "content": json.dumps(content),
        "type": "fact-check",
        "code": page.code,
        "office_id": desk.office.pk,
        "claim_kind": content["claim"]["kind"],
        "rating": content["rating"],
    }


def test_by_the_form(desk):
    page = desk.draft(by="lan")
    with nothing_changes():
        response = send_edit(signed_in(desk.person("lan")), page, claim_kind="opinion", rating="false")
    assert "Chỉ xếp mức kết luận cho điều kiểm chứng được" in response.content.decode()
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


@pytest.mark.parametrize("kind", KINDS)
def test_by_a_service(desk, kind):
    with nothing_changes(), pytest.raises(ValidationError), transaction.atomic():
        desk.draft(claim_kind=kind)


def test_by_an_orm_update(desk):
    page = desk.draft()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        FactCheckPage.objects.filter(pk=page.pk).update(claim_kind="opinion")
    assert FactCheckPage.objects.get(pk=page.pk).claim_kind == "factual"


def test_by_saving_the_page(desk):
    page = desk.draft()
    page.claim_kind = "prediction"
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        page.save(clean=False)


def test_by_sql_on_the_page(desk):
    page = desk.draft()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        execute("UPDATE checks_factcheckpage SET claim_kind = %s WHERE page_ptr_id = %s", "satire", page.pk)


def test_by_a_revision_changed_in_the_database_before_approval(desk):
    page = desk.draft()
    forged = {**page.latest_revision.content, "claim_kind": "opinion"}
    Revision.objects.filter(pk=page.latest_revision_id).update(content=forged)
    with nothing_changes(), pytest.raises(NotFactual):
        services.approve(revision=page.latest_revision, by=desk.person("minh"))


def test_by_a_revision_changed_in_the_database_after_approval(desk):
    page = desk.approved()
    forged = {**page.latest_revision.content, "claim_kind": "opinion"}
    Revision.objects.filter(pk=page.latest_revision_id).update(content=forged)
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=FactCheckPage.objects.get(pk=page.pk), by=desk.person("binh"))


def test_by_appending_to_the_record(desk):
    page = desk.published()
    content = json.loads(Version.objects.get(code=page.code).content)
    content["claim"]["kind"] = "opinion"
    with nothing_changes(), pytest.raises(NotFactual):
        record.append(kind="update", office=desk.office, content=content, written_by=[1], approved_by=[2])


def test_by_bulk_create_of_versions(desk):
    columns = a_version(desk, kind="opinion")
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.bulk_create([Version(**columns)])


def test_by_sql_into_the_record(desk):
    columns = a_version(desk, kind="personal")
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        insert("record_version", **columns)


def test_by_sql_with_columns_that_hide_what_the_content_says(desk):
    columns = {**a_version(desk, kind="opinion"), "claim_kind": "factual"}
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        insert("record_version", **columns)


def test_an_opinion_without_a_rating_may_be_answered(desk):
    page = desk.published(claim_kind="opinion", rating=None)
    assert Version.objects.get(code=page.code).rating is None
