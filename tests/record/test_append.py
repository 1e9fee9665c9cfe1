"""record.append takes what the rules allow, numbers it without gaps, and refuses the rest without a trace."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from factdesk.record import errors, selectors
from factdesk.record.content import digest
from factdesk.record.models import Entry, PublishedCheck, Version
from factdesk.record.services import append
from tests.record.builders import an_office, content, english, evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return an_office()


def publish(office, **changes):
    options = {"kind": "publish", "office": office, "content": content(), "written_by": [1], "approved_by": [2]}
    return append(**{**options, **changes})


def test_the_first_entry_has_number_0_and_the_next_follows(office):
    first = publish(office)
    second = publish(office, content=content("abc234"))
    assert (first.seq, second.seq) == (0, 1)
    assert selectors.head() == 1


def test_the_line_is_canonical_json_without_anybody(office):
    line = json.loads(publish(office).line)
    assert line["seq"] == 0
    assert line["sha256"] == Version.objects.get().pk
    assert not {"written_by", "approved_by", "desk_revisions"} & set(line)


def test_an_update_replaces_the_published_text_and_keeps_the_first_date(office):
    first = publish(office)
    changed = content(rating="mostly-false")
    entry = publish(office, kind="update", content=changed)
    row = PublishedCheck.objects.get()
    assert (row.rating, row.seq, row.published_at) == ("mostly-false", entry.seq, first.at)
    assert entry.previous_id == first.seq


def test_going_back_to_an_earlier_text_is_one_more_entry_of_the_same_version(office):
    publish(office)
    publish(office, kind="update", content=content(rating="mostly-false"))
    entry = publish(office, kind="update")
    assert entry.seq == 2
    assert Version.objects.count() == 2


def test_a_withdrawn_check_keeps_its_page_and_loses_its_rating(office):
    publish(office)
    withdrawn = {"reason": {"vi": "Nguồn đã rút.", "en": "The source was retracted."}, "on": "2026-11-05"}
    publish(
        office,
        kind="withdraw",
        content=content(rating=None, withdrawn=withdrawn),
        reason={"vi": "Nguồn đã rút.", "en": "The source was retracted."},
    )
    row = PublishedCheck.objects.get()
    assert row.withdrawn
    assert row.rating is None
    assert row.withdrawn_reason == "Nguồn đã rút."
    with pytest.raises(errors.AlreadyWithdrawn):
        publish(office, kind="update")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"content": content(claim={"kind": "opinion", "language": "vi"})}, errors.NotFactual),
        ({"content": content(evidence=[evidence(1, primary=True)])}, errors.TooFewSources),
        ({"content": content(evidence=[evidence(1, primary=True)] * 2)}, errors.TooFewSources),
        ({"content": content(evidence=[evidence(1, primary=False), evidence(2, primary=False)])}, errors.TooFewSources),
        ({"content": content(evidence=[{**evidence(1, primary=True), "sha256": ""}])}, errors.ContentMalformed),
        ({"approved_by": [1]}, errors.OwnWork),
        ({"approved_by": []}, errors.NoApproval),
        ({"written_by": []}, errors.NoApproval),
        ({"kind": "update"}, errors.NoSuchPublication),
        ({"kind": "correct"}, errors.ReasonMissing),
        ({"kind": "boost"}, errors.ContentMalformed),
        ({"content": content(rating="pants-on-fire")}, errors.ContentMalformed),
        ({"content": content(office={"slug": "other", "name": {"vi": "Khác", "en": "Other"}})}, errors.NoOwnChannel),
        ({"content": content(who_shared=["x"])}, errors.ContentMalformed),
    ],
)
def test_what_a_rule_forbids_is_refused_and_nothing_changes(office, changes, refusal):
    with pytest.raises(refusal):
        publish(office, **changes)
    assert not Entry.objects.exists()
    assert not Version.objects.exists()
    assert not PublishedCheck.objects.exists()


def test_an_office_whose_channel_is_closed_cannot_speak(office):
    office.channels.update(closed_on="2026-10-01")
    with pytest.raises(errors.NoOwnChannel):
        publish(office)


def refused(statement, *parameters):
    """Run raw SQL and return the database's refusal."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return str(caught.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET kind = 'update'",
        "DELETE FROM record_entry",
        "UPDATE record_version SET rating = 'true'",
        "DELETE FROM record_version",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_was_recorded(office, statement):
    publish(office)
    assert "append-only" in refused(statement)


def test_the_orm_cannot_change_an_entry_either(office):
    publish(office)
    for change in (lambda: Entry.objects.update(kind="update"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def copy_of(row, **changes):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, **changes})


def line_of(entry, **changes):
    """The public line of an update that follows `entry`."""
    return json.dumps({**json.loads(entry.line), "kind": "update", "previous": entry.seq, **changes})


def test_a_number_cannot_be_left_out_or_taken_twice(office):
    entry = publish(office)
    for seq in (0, 2, -1):
        line = line_of(entry, seq=seq)
        with pytest.raises(DatabaseError), transaction.atomic():
            copy_of(entry, seq=seq, previous_id=0, kind="update", line=line).save(force_insert=True)


def test_the_database_itself_holds_h4(office):
    entry = publish(office)
    line = line_of(entry, seq=1)
    for writers, approvers in (([1], [1]), ([], [2]), ([1], []), ([1, 2], [3, 2])):
        bad = copy_of(entry, seq=1, previous_id=0, kind="update", line=line, written_by=writers, approved_by=approvers)
        with pytest.raises(DatabaseError, match="h4_"), transaction.atomic():
            bad.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"claim": {"kind": "opinion", "language": "vi"}}, "h1_"),
        ({"evidence": [evidence(1, primary=True)]}, "h3_"),
        ({"evidence": [evidence(1, primary=False), evidence(2, primary=False)]}, "h3_"),
        ({"evidence": [evidence(1, primary=True), {**evidence(2, primary=False), "sha256": None}]}, "h3_"),
        ({"evidence": [evidence(1, primary=True), {**evidence(2, primary=False), "read_on": None}]}, "h3_"),
    ],
)
def test_the_database_itself_holds_h1_and_h3(office, changes, constraint):
    body = {"type": "fact-check", **content(**changes)}
    version = Version(
        sha256=digest(json.dumps(body).encode()),
        content=json.dumps(body),
        type="fact-check",
        code=body["code"],
        office=office,
        claim_kind=body["claim"]["kind"],
        rating=body["rating"],
    )
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        version.save(force_insert=True)


def test_columns_that_disagree_with_the_content_are_refused(office):
    body = {"type": "fact-check", **content()}
    for changes in ({"rating": "true"}, {"claim_kind": "opinion", "rating": None}, {"code": "zzzzzz"}):
        version = Version(
            sha256=digest(json.dumps(body).encode()),
            content=json.dumps(body),
            office=office,
            **{"type": "fact-check", "code": body["code"], "claim_kind": "factual", "rating": "false", **changes},
        )
        with pytest.raises(DatabaseError, match="columns_agree"), transaction.atomic():
            version.save(force_insert=True)


def test_the_clock_set_back_does_not_put_an_entry_before_its_predecessor(office, monkeypatch):
    import datetime

    from factdesk.record import services

    first = publish(office)
    monkeypatch.setattr(services.timezone, "now", lambda: first.at - datetime.timedelta(days=3650))
    assert publish(office, content=content("abc234")).at == first.at


def test_a_new_language_is_no_change_of_the_others(office):
    publish(office)
    texts = content()["texts"]
    publish(office, kind="update", content=content(texts={**texts, "en": english()}))
    assert [row.changes for row in PublishedCheck.objects.order_by("language")] == [[], []]
    changed = {**texts["vi"], "verdict": "Không đúng."}
    entry = publish(office, kind="update", content=content(texts={"vi": changed, "en": english()}))
    rows = {row.language: row for row in PublishedCheck.objects.all()}
    assert [change["seq"] for change in rows["vi"].changes] == [entry.seq]
    assert rows["en"].changes == []


@pytest.mark.parametrize("name", ["title", "claim", "verdict", "body"])
def test_a_language_that_repeats_the_words_of_another_is_refused(office, name):
    publish(office)
    vietnamese = content()["texts"]["vi"]
    copied = english(**{name: f" {vietnamese[name].upper() if name == 'title' else vietnamese[name]}\n"})
    with pytest.raises(errors.NotTranslated):
        publish(office, kind="update", content=content(texts={"vi": vietnamese, "en": copied}))
    assert Entry.objects.count() == 1


def test_what_repeats_the_words_of_another_language_can_still_be_withdrawn(office):
    publish(office)
    reason = {"vi": "Sai nguồn.", "en": "Wrong source."}
    texts = {"vi": content()["texts"]["vi"], "en": content()["texts"]["vi"]}
    withdrawn = content(texts=texts, rating=None, withdrawn={"reason": reason, "on": "2026-11-05"})
    assert publish(office, kind="withdraw", content=withdrawn, reason=reason).kind == "withdraw"


@pytest.mark.parametrize("kind", ["update", "correct"])
def test_an_update_that_says_what_is_published_already_is_refused(office, kind):
    publish(office)
    said_again = content()
    said_again["texts"]["vi"] = {**said_again["texts"]["vi"], "approvals": [{"role": "editor", "office": "so-y-te"}]}
    with pytest.raises(errors.NothingChanged):
        publish(office, kind=kind, content=said_again, reason={"vi": "Nhầm số.", "en": "Wrong number."})
    assert Entry.objects.count() == 1
    assert Version.objects.count() == 1


def test_reading_a_translation_again_that_was_left_behind_is_a_change(office):
    texts = {**content()["texts"], "en": english(behind=True)}
    publish(office, content=content(texts=texts))
    publish(office, kind="update", content=content(texts={**texts, "en": english()}))
    assert not PublishedCheck.objects.get(language="en").behind


@pytest.mark.parametrize("english_reason", ["Sai nguồn.", " SAI  nguồn.\n", "Sai nguo\u0302\u0300n."])
def test_a_reason_that_is_the_same_in_both_languages_is_refused(office, english_reason):
    publish(office)
    reason = {"vi": "Sai nguồn.", "en": english_reason}
    with pytest.raises(errors.ReasonNotTranslated):
        publish(office, kind="correct", content=content(rating="true"), reason=reason)
    withdrawn = content(rating=None, withdrawn={"reason": reason, "on": "2026-11-05"})
    for said in (reason, {"vi": "Sai nguồn.", "en": "Wrong source."}):
        with pytest.raises(errors.ReasonNotTranslated):
            publish(office, kind="withdraw", content=withdrawn, reason=said)
    assert Entry.objects.count() == 1
