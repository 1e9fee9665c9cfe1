"""H3: two cited sources at least, one primary, each with the date it was read and the hash of an archived copy."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from wagtail.models import Revision

from factdesk.checks import services
from factdesk.checks.errors import NoApproval, TooFewSources
from factdesk.checks.models import ArchivedCopy, Evidence, FactCheckPage
from factdesk.record import services as record
from factdesk.record.content import digest
from factdesk.record.models import Entry, Version
from tests.checks.screens import said, send_edit, signed_in
from tests.integrity.furniture import insert, nothing_changes

LACKING = {
    "one source": lambda desk: [desk.evidence(1)],
    "no source": lambda desk: [],
    "no primary source": lambda desk: [desk.evidence(1, primary=False), desk.evidence(2)],
    "a source without a copy": lambda desk: [desk.evidence(1), desk.evidence(2, copy=None)],
    "a source without a date": lambda desk: [desk.evidence(1), desk.evidence(2, read_on=None)],
    "the same source twice": lambda desk: [desk.evidence(1), desk.evidence(1)],
    "one page kept twice": lambda desk: [desk.evidence(1), desk.evidence(2, url=desk.evidence(1)["url"])],
    "one page at two places": lambda desk: [desk.evidence(1), desk.evidence(2, url="HTTP://EXAMPLE.org/1/#top")],
    "one file for two addresses": lambda desk: [desk.evidence(1), desk.evidence(2, copy=desk.copy(1))],
}


@pytest.mark.parametrize("lack", LACKING)
def test_by_approving(desk, lack):
    page = desk.draft(evidence=LACKING[lack](desk))
    with nothing_changes(), pytest.raises(TooFewSources), transaction.atomic():
        services.approve(revision=page.latest_revision, by=desk.person("minh"))


def test_by_the_approve_button(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    desk.edit(page, by="lan", evidence=[Evidence(locale=page.locale, **desk.evidence(1))])
    with nothing_changes():
        client = signed_in(desk.person("minh"))
        response = send_edit(client, page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert "ít nhất hai nguồn" in said(response)
    assert FactCheckPage.objects.get(pk=page.pk).workflow_in_progress


def test_by_taking_a_source_away_after_approval(desk):
    page = desk.approved()
    desk.edit(page, by="lan", evidence=[Evidence(locale=page.locale, **desk.evidence(1))])
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=page.specific_class.objects.get(pk=page.pk), by=desk.person("binh"))


def test_by_deleting_rows_behind_the_revision(desk):
    page = desk.approved()
    Evidence.objects.filter(page=page).delete()
    services.publish(page=FactCheckPage.objects.get(pk=page.pk), by=desk.person("binh"))
    content = json.loads(Version.objects.get(code=page.code).content)
    assert len(content["evidence"]) == 2  # what was approved goes out, not what a table holds now


def test_by_a_revision_changed_in_the_database(desk):
    page = desk.approved()
    content = page.latest_revision.content
    Revision.objects.filter(pk=page.latest_revision_id).update(content={**content, "evidence": content["evidence"][:1]})
    with nothing_changes(), pytest.raises(NoApproval):
        services.publish(page=FactCheckPage.objects.get(pk=page.pk), by=desk.person("binh"))


def test_by_deleting_an_archived_copy(desk):
    desk.published()
    with pytest.raises(ProtectedError):
        ArchivedCopy.objects.get(pk=desk.copy(1).pk).delete()


def forged(desk, change):
    """The columns of a version of a published check, with its evidence changed."""
    page = desk.published()
    content = json.loads(Version.objects.get(code=page.code).content)
    change(content["evidence"])
    text = json.dumps(content)
    return content, {
        "sha256": digest(text.encode()),
        "content": text,
        "type": "fact-check",
        "code": page.code,
        "office_id": desk.office.pk,
        "claim_kind": "factual",
        "rating": content["rating"],
    }


def no_primary(evidence):
    evidence[0]["primary"] = False


def no_hash(evidence):
    evidence[1]["sha256"] = ""


def no_date(evidence):
    evidence[1]["read_on"] = None


def one_page(evidence):
    evidence[1]["url"] = evidence[0]["url"]


def one_file(evidence):
    evidence[1]["sha256"] = evidence[0]["sha256"]


CHANGES = [list.pop, no_primary, no_hash, no_date, one_page, one_file]


@pytest.mark.parametrize("change", CHANGES)
def test_by_appending_to_the_record(desk, change):
    content, _columns = forged(desk, change)
    with nothing_changes(), pytest.raises(record.errors.RecordRefused):
        record.append(kind="update", office=desk.office, content=content, written_by=[1], approved_by=[2])


@pytest.mark.parametrize("change", CHANGES)
def test_by_bulk_create_of_versions(desk, change):
    _content, columns = forged(desk, change)
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.bulk_create([Version(**columns)])


@pytest.mark.parametrize("change", CHANGES)
def test_by_sql_into_the_record(desk, change):
    _content, columns = forged(desk, change)
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        insert("record_version", **columns)


def test_what_went_out_with_one_page_twice_can_still_be_taken_back(desk):
    content, columns = forged(desk, one_page)
    content |= {"rating": None, "withdrawn": {"reason": {"vi": "Sai.", "en": "Wrong."}, "on": "2026-11-03"}}
    text = json.dumps(content)
    insert("record_version", **{**columns, "sha256": digest(text.encode()), "content": text, "rating": None})
    reason = {"vi": "Sai.", "en": "Wrong."}
    record.check(kind="withdraw", office=desk.office, content=content, written_by=[1], approved_by=[2], reason=reason)


def test_by_an_orm_update_of_a_version(desk):
    page = desk.published()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(code=page.code).update(content="{}")


def test_by_deleting_the_entry_and_starting_again(desk):
    page = desk.published()
    with nothing_changes(), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(code=page.code).delete()
