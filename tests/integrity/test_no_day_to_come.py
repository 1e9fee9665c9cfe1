"""No check is dated later than the day on which it is published, by whichever road; days are the desk's own."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from factdesk.checks import services
from factdesk.checks.errors import DayToCome
from factdesk.checks.models import Evidence, FactCheckPage
from factdesk.record import services as record
from factdesk.record.content import canonical, digest
from factdesk.record.days import today
from factdesk.record.models import Entry, Version
from tests.checks.screens import edit_form, said, send_edit, signed_in
from tests.integrity.furniture import insert, nothing_changes
from tests.integrity.test_h10_nothing_is_replaced import another_version, following

DAY = datetime.timedelta(days=1)
SUBMIT = {"action-submit": "1"}


@pytest.mark.parametrize("typed", ["24/11/2050", "tomorrow"])
def test_by_the_editor(desk, typed):
    page = desk.draft()
    day = (today() + DAY).strftime("%d/%m/%Y") if typed == "tomorrow" else typed
    with nothing_changes():
        response = send_edit(signed_in(desk.person("lan")), page, checked_on=day, **SUBMIT)
    assert "chưa đến" in response.content.decode()
    assert FactCheckPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id


def test_today_is_no_day_to_come(desk):
    page = desk.draft()
    send_edit(signed_in(desk.person("lan")), page, checked_on=today().strftime("%d/%m/%Y"), **SUBMIT)
    services.approve(revision=FactCheckPage.objects.get(pk=page.pk).latest_revision, by=desk.person("minh"))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_the_desks_whatever_time_zone_a_person_works_in(desk, zone, monkeypatch):
    """Noon of 5 November in UTC: at the desk the same day, on Kiritimati the sixth."""
    noon = datetime.datetime(2026, 11, 5, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    UserProfile.objects.update_or_create(user=desk.person("lan"), defaults={"current_time_zone": zone})
    client, page = signed_in(desk.person("lan")), desk.draft()
    for day, taken in (("06/11/2026", False), ("05/11/2026", True)):
        response = send_edit(client, page, checked_on=day)
        assert ("chưa đến" in response.content.decode()) is not taken
    add = reverse("wagtailadmin_pages:add", args=["checks", "factcheckpage", page.get_parent().pk])
    assert 'value="05/11/2026"' in client.get(add).content.decode()
    assert edit_form(client, page)["checked_on"] == ["05/11/2026"]


def test_by_starting_or_saving_a_draft(desk):
    with pytest.raises(ValidationError):
        desk.draft(checked_on=today() + DAY)
    with pytest.raises(ValidationError):
        desk.edit(desk.draft(), by="lan", checked_on=today() + DAY)


def put_into_the_revision(page, **changes):
    """The draft as somebody's script would write it, past every form."""
    revision = Revision.objects.get(pk=page.latest_revision_id)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **changes})
    return Revision.objects.get(pk=revision.pk)


def test_by_the_workflow_address_with_a_draft_that_was_written_past_the_form(desk):
    page = desk.draft()
    services.submit(page, desk.person("lan"))
    put_into_the_revision(page, checked_on="2050-11-24")
    state = FactCheckPage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    with nothing_changes():
        response = signed_in(desk.person("minh")).post(address, {"comment": ""}, follow=True)
    assert "24/11/2050 chưa đến" in said(response)


@pytest.mark.parametrize("relation", ["evidence", "appearances"])
def test_each_day_is_named_before_anything_is_submitted(desk, relation):
    page = desk.draft()
    rows = page.latest_revision.content[relation]
    rows[0]["read_on" if relation == "evidence" else "on"] = "2050-11-24"
    put_into_the_revision(page, **{relation: rows})
    with nothing_changes(), pytest.raises(record.errors.RecordRefused, match="24/11/2050 chưa đến"):
        services.submit(FactCheckPage.objects.get(pk=page.pk), desk.person("lan"))


def test_a_source_of_a_day_to_come_is_not_let_in_by_dating_the_check_later(desk):
    late = today() + DAY
    page = desk.draft()
    desk.edit(page, by="lan", evidence=[Evidence(locale=page.locale, **desk.evidence(n, read_on=late)) for n in (1, 2)])
    put_into_the_revision(FactCheckPage.objects.get(pk=page.pk), checked_on=late.isoformat())
    revision = FactCheckPage.objects.get(pk=page.pk).latest_revision
    with nothing_changes(), pytest.raises(DayToCome):
        services.approve(revision=revision, by=desk.person("minh"))


def forged(content, what, day):
    if what == "checked_on":
        return {**content, "checked_on": day}
    if what == "read_on":
        rows = [{**row, "read_on": day} for row in content["evidence"]]
        return {**content, "checked_on": "2026-11-20", "evidence": rows}
    claim = {**content["claim"], "appearances": [{"where": {"vi": "Zalo"}, "url": None, "on": day}]}
    return {**content, "claim": claim}


@pytest.mark.parametrize("what", ["checked_on", "read_on", "on"])
def test_by_appending_to_the_record(desk, what):
    page = desk.published()
    content = forged(json.loads(Version.objects.get(code=page.code).content), what, (today() + DAY).isoformat())
    with nothing_changes(), pytest.raises(DayToCome):
        record.append(kind="update", office=desk.office, content=content, written_by=[1], approved_by=[2])


@pytest.mark.parametrize("road", ["sql", "orm"])
@pytest.mark.parametrize("what", ["checked_on", "read_on"])
def test_by_an_entry_past_the_record(desk, what, road):
    desk.published()
    first = Entry.objects.get()
    content = forged(json.loads(first.version.content), what, (today() + 3 * DAY).isoformat())
    data = canonical(content)
    insert("record_version", **another_version(first.version) | {"content": data.decode(), "sha256": digest(data)})
    columns = following(first, version_id=digest(data))
    before = list(Entry.objects.values_list())
    with pytest.raises(IntegrityError, match="day_has_come"), transaction.atomic():
        insert("record_entry", **columns) if road == "sql" else Entry.objects.bulk_create([Entry(**columns)])
    assert list(Entry.objects.values_list()) == before


def test_what_has_such_a_day_can_still_be_taken_back(desk):
    page = desk.published()
    content = forged(json.loads(Version.objects.get(code=page.code).content), "checked_on", "2050-11-24")
    reason = {"vi": "Sai ngày.", "en": "Wrong day."}
    content |= {"rating": None, "withdrawn": {"reason": reason, "on": "2026-11-05"}}
    record.append(kind="withdraw", office=desk.office, content=content, reason=reason, written_by=[1], approved_by=[2])
    assert Entry.objects.count() == 2
