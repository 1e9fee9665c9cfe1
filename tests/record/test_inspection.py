"""Damage to stored versions is found by reading all of them and by whoever runs into it, and is over when mended."""

import sqlite3

import pytest
from django.db import connection

from factdesk.offices.models import Office
from factdesk.record import inspection, pictures, selectors
from factdesk.record.errors import RecordDamaged
from factdesk.record.services import append
from tests.record.builders import an_office, content
from tests.record.damage import damaged, no_text_any_more

pytestmark = pytest.mark.django_db

PEOPLE = {"written_by": [1], "approved_by": [2]}


@pytest.fixture
def entries(settings, tmp_path):
    """Three checks, each with a version."""
    settings.RUN_DIRECTORY = tmp_path / "run"
    office = an_office()
    codes = ("k7m2xq", "abc234", "s1mk0a")
    return [append(kind="publish", office=office, content=content(code), **PEOPLE) for code in codes]


def test_reading_all_finds_what_is_damaged_and_what_was_mended(entries, caplog, monkeypatch):
    monkeypatch.setattr(inspection, "_BATCH", 1)
    assert inspection.inspect() == inspection.damaged() == []
    whole = entries[1].version.content
    damaged(entries[1], lambda text: text + " ")
    assert inspection.inspect() == inspection.damaged() == [entries[1].version_id]
    inspection.inspect()
    assert caplog.text.count(entries[1].version_id) == 1, "said once while it lasts"
    damaged(entries[1], lambda _: whole)
    assert inspection.inspect() == inspection.damaged() == []


def test_reading_all_finds_published_pictures_that_are_lost_or_changed(
    entries, settings, tmp_path, caplog, monkeypatch
):
    monkeypatch.setattr(inspection, "_BATCH", 2)
    settings.ARCHIVE_DIRECTORY = tmp_path / "archive"
    names = sorted(pictures.keep(data, "png") for data in (b"one", b"two", b"three", b"four", b"five"))
    body = "".join(f'<img src="{pictures.ADDRESS}{name}">' for name in names)
    text = {**content()["texts"]["vi"], "body": body}
    append(
        kind="publish",
        office=Office.objects.get(slug="so-y-te"),
        content=content("p1ct5r", texts={"vi": text}),
        **PEOPLE,
    )
    assert inspection.inspect() == []
    files = {path.name: path for path in settings.ARCHIVE_DIRECTORY.rglob("*.png")}
    files[names[1]].write_bytes(b"another")
    files[names[2]].unlink()
    files[names[4]].unlink()
    files[names[4]].mkdir()  # what the disk does not give back
    damaged(entries[0], lambda _: "")
    for _ in range(2):
        assert inspection.inspect() == [entries[0].version_id, names[1], names[2], names[4]]
    assert caplog.text.count(names[2]) == 1, "said once while it lasts"
    assert inspection.damaged() == [entries[0].version_id, names[1], names[2], names[4]]


def test_whoever_runs_into_it_notes_it(entries):
    damaged(entries[0], lambda text: text.replace("Sở", "Sớ"))
    damaged(entries[2], lambda _: "")
    for _ in range(2):
        with pytest.raises(RecordDamaged):
            selectors.version(entries[0].version_id)
        with pytest.raises(RecordDamaged):
            selectors.current_version(entries[2].code)
    assert set(inspection.damaged()) == {entries[0].version_id, entries[2].version_id}


def test_a_home_that_takes_no_note_hides_nothing(entries, settings, tmp_path):
    settings.RUN_DIRECTORY = tmp_path / "a file"
    settings.RUN_DIRECTORY.write_text("")
    damaged(entries[0], lambda _: "{}")
    with pytest.raises(RecordDamaged):
        selectors.version(entries[0].version_id)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL stores no text that is none")
def test_bytes_that_are_no_text_are_damage_and_no_trouble_of_the_database(entries):
    no_text_any_more(entries[0])
    with pytest.raises(sqlite3.OperationalError, match="decode"), connection.cursor() as cursor:
        cursor.execute("SELECT content FROM record_version").fetchall()  # what Django would ask
    with pytest.raises(RecordDamaged):
        selectors.current_version(entries[0].code)
    assert inspection.inspect() == [entries[0].version_id]


@pytest.mark.django_db
def test_what_is_noted_during_a_reading_outlives_it_and_not_the_next(monkeypatch, tmp_path, settings):
    settings.RUN_DIRECTORY = tmp_path / "run"
    inspection.note("met before")
    usual = inspection._pictures

    def somebody_runs_into_it():
        inspection.note("met just now")
        return usual()

    with monkeypatch.context() as patch:
        patch.setattr(inspection, "_pictures", somebody_runs_into_it)
        assert inspection.inspect() == inspection.damaged() == ["met just now"]
    assert inspection.inspect() == inspection.damaged() == []
