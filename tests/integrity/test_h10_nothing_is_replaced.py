"""H10: nothing recorded is replaced or renamed, and entries keep their order, by anybody's SQL."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from factdesk.checks.models import Approval
from factdesk.record.content import canonical, digest
from factdesk.record.models import Entry, Version
from tests.integrity.furniture import execute, insert
from tests.integrity.test_h4_no_other_road import an_entry

sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the statement is SQLite's")

TABLES = {"record_entry": Entry, "record_version": Version, "checks_approval": Approval}


def columns_of(row: Any) -> dict[str, Any]:
    """A row as it is stored."""
    return {field.column: getattr(row, field.attname) for field in row._meta.concrete_fields}


def everything() -> dict[str, list[Any]]:
    """Every append-only table, whole."""
    return {table: list(model.objects.order_by("pk").values_list()) for table, model in TABLES.items()}


def refused(statement: str, *values: Any) -> str:
    """What the database says to this statement; afterwards everything is as it was."""
    before = everything()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        execute(statement, *values)
    assert everything() == before
    return str(caught.value)


def replace_into(table: str, columns: dict[str, Any], verb: str = "INSERT OR REPLACE") -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    values = [json.dumps(value) if isinstance(value, (list, dict)) else value for value in columns.values()]
    return refused(f"{verb} INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(values))})", *values)


@pytest.fixture
def published(desk):
    desk.published()
    return desk


def another_version(of: Version, **changes: Any) -> dict[str, Any]:
    """A version of the same check that every other rule takes."""
    content = {**json.loads(of.content), "authors": ["ai đó"], **changes}
    data = canonical(content)
    return {**columns_of(of), "content": data.decode(), "sha256": digest(data), "rating": content["rating"]}


def following(entry: Entry, **changes: Any) -> dict[str, Any]:
    """An update that follows `entry`, with a line that says the same."""
    new = {**columns_of(entry), "seq": entry.seq + 1, "kind": "update", "previous_id": entry.seq, **changes}
    line = {"seq": new["seq"], "kind": new["kind"], "previous": new["previous_id"], "code": new["code"]}
    return {**new, "line": json.dumps({**json.loads(entry.line), **line, "sha256": new["version_id"]})}


@sqlite
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT", "INSERT OR IGNORE"])
@pytest.mark.parametrize("table", TABLES)
def test_by_the_same_key(published, table, verb):
    row = columns_of(TABLES[table].objects.first())
    replace_into(table, row, verb)


@sqlite
def test_by_another_rating_under_the_same_hash(published):
    version = Version.objects.get()
    content = {**json.loads(version.content), "rating": "true"}
    forged = {**columns_of(version), "content": canonical(content).decode(), "rating": "true"}
    assert "append" in replace_into("record_version", forged)


@sqlite
@pytest.mark.parametrize("table", ["record_entry", "record_version"])
def test_by_the_hidden_row_number(published, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(rowid) FROM {table}")
        (taken,) = cursor.fetchone()
    new = following(Entry.objects.get()) if table == "record_entry" else another_version(Version.objects.get())
    for rowid in (taken, -1):
        assert "append" in replace_into(table, {"rowid": rowid, **new})
    insert(table, **new)  # so the number alone was what was wrong


@sqlite
def test_by_following_what_has_a_follower(published):
    first = Entry.objects.get()
    insert("record_entry", **following(first))
    replace_into("record_entry", following(first, seq=2))


@sqlite
def test_by_a_second_first_entry(published):
    first = Entry.objects.get()
    replace_into("record_entry", following(first, kind="publish", previous_id=None))


@sqlite
@pytest.mark.parametrize("with_id", [None, -1, 10_000])
def test_by_the_same_persons_approval_of_the_same_revision(published, with_id):
    row = columns_of(Approval.objects.first())
    row["id"] = with_id
    row["role"] = "office-lead"
    if with_id is None:
        del row["id"]
    assert "append" in replace_into("checks_approval", row)


@sqlite
def test_by_an_approval_with_a_negative_number(published):
    row = {**columns_of(Approval.objects.first()), "id": -1, "fingerprint": "0" * 64}
    assert "append" in replace_into("checks_approval", row)


@sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE OR REPLACE record_entry SET previous_id = NULL",
        "UPDATE OR REPLACE record_entry SET seq = 0",
        "UPDATE OR REPLACE record_version SET rating = 'true'",
        "UPDATE OR REPLACE checks_approval SET person_id = 1",
        "UPDATE OR IGNORE checks_approval SET person_id = 1",
    ],
)
def test_by_an_update_that_replaces(published, statement):
    assert "append" in refused(statement)


@pytest.mark.parametrize(
    ("table", "key"), [("record_entry", "seq"), ("record_version", "sha256"), ("checks_approval", "id")]
)
def test_by_an_upsert(published, table, key):
    row = columns_of(TABLES[table].objects.first())
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    values = [json.dumps(value) if isinstance(value, (list, dict)) else value for value in row.values()]
    rest = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != key)
    refused(f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {rest}", *values)


@sqlite
@pytest.mark.parametrize(
    "statement", ["UPDATE OR REPLACE offices_office SET id = id + 1", "DELETE FROM offices_office"]
)
def test_by_replacing_the_office_that_spoke(published, statement):
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(statement)
        connection.check_constraints()
    assert everything() == before


@pytest.mark.parametrize("name", ["notahash", "", "F" * 64, "g" * 64, "0" * 63, "0" * 65])
def test_by_a_version_whose_name_is_no_hash(published, name):
    with pytest.raises(Exception, match=r"version_is_named_by_its_hash|too long"), transaction.atomic():
        insert("record_version", **{**another_version(Version.objects.get()), "sha256": name})
    assert Version.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no SHA-256; there, reading refuses")
def test_by_a_version_under_another_hash(published):
    with pytest.raises(IntegrityError, match="version_is_named_by_its_hash"), transaction.atomic():
        insert("record_version", **{**another_version(Version.objects.get()), "sha256": "0" * 64})


@sqlite
@pytest.mark.parametrize("column", ["sha256", "content"])
def test_by_bytes_in_the_place_of_text(published, column):
    new = another_version(Version.objects.get())
    with pytest.raises(IntegrityError, match="version_is_named_by_its_hash"), transaction.atomic():
        insert("record_version", **{**new, column: new[column].encode()})


@sqlite
def test_by_a_rating_that_stands_twice(published):
    new = another_version(Version.objects.get())
    text = new["content"][:-1] + ',"rating":"true"}'
    with pytest.raises(IntegrityError, match="version_says_each_thing_once"), transaction.atomic():
        insert("record_version", **{**new, "content": text, "sha256": digest(text.encode())})


def test_by_an_update_of_something_never_published(published):
    first = Entry.objects.get()
    for kind in ("update", "correct", "withdraw"):
        with pytest.raises(IntegrityError, match="entry_"), transaction.atomic():
            insert("record_entry", **following(first, kind=kind, previous_id=None))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("kind", ["publish", "erase", "", "Update"])
def test_by_a_kind_that_cannot_follow(published, kind):
    with pytest.raises(IntegrityError, match="entry_follows"), transaction.atomic():
        insert("record_entry", **following(Entry.objects.get(), kind=kind))


def test_by_following_an_older_entry(published):
    first = Entry.objects.get()
    insert("record_entry", **following(first))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert("record_entry", **following(first, seq=2))
    insert("record_entry", **following(first, seq=2, previous_id=1))


def test_by_following_another_check(desk):
    desk.published()
    desk.published()
    first, second = Entry.objects.all()
    with pytest.raises(IntegrityError, match="entry_follows"), transaction.atomic():
        insert("record_entry", **following(second, seq=2, previous_id=first.seq))
    insert("record_entry", **following(second, seq=2))


def test_by_a_line_that_says_something_else(published):
    new = following(Entry.objects.get())
    for said in ({"previous": None}, {"code": "zzzzzz"}, {"type": "notice"}, {"seq": 7}, {"kind": "correct"}):
        line = json.dumps({**json.loads(new["line"]), **said})
        with pytest.raises(IntegrityError, match="entry_agrees"), transaction.atomic():
            insert("record_entry", **{**new, "line": line})


def a_withdrawal(first: Entry) -> dict[str, Any]:
    """The entry that withdraws `first`; its version is stored."""
    withdrawn = {"reason": {"vi": "Sai nguồn.", "en": "Wrong source."}, "on": "2026-11-05"}
    gone = another_version(first.version, rating=None, withdrawn=withdrawn)
    insert("record_version", **gone)
    return following(first, kind="withdraw", version_id=gone["sha256"])


def test_by_publishing_after_a_withdrawal(published):
    first = Entry.objects.get()
    insert("record_entry", **a_withdrawal(first))
    newest = Entry.objects.get(seq=1)
    for kind in ("publish", "update", "correct"):
        with pytest.raises(IntegrityError, match="entry_follows"), transaction.atomic():
            insert("record_entry", **following(newest, kind=kind, version_id=first.version_id))


def test_by_a_withdrawal_whose_version_is_not_withdrawn(published):
    first = Entry.objects.get()
    with pytest.raises(IntegrityError, match="entry_agrees"), transaction.atomic():
        insert("record_entry", **following(first, kind="withdraw"))
    with pytest.raises(IntegrityError, match="entry_agrees"), transaction.atomic():
        insert("record_entry", **{**a_withdrawal(first), "kind": "update"})


def test_what_the_rules_allow_is_taken(desk):
    """So the refusals above are each about one thing."""
    insert("record_entry", **an_entry(desk))
    insert("record_version", **another_version(Version.objects.get()))
    assert (Entry.objects.count(), Version.objects.count()) == (2, 2)
