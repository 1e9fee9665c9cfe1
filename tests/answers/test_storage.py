"""The log says by its code what a database refused: its words may quote what somebody typed."""

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from factdesk.answers import worker
from factdesk.answers.storage import can_be_written, let_go, said_of
from factdesk.questions import services as questions

pytestmark = pytest.mark.django_db

CANARY = "0912 345 678"
#: Refusals that quote what stood in the statement, as no real one should and some do.
QUOTING = {
    "sqlite": (f'SELECT "{CANARY}".x', "SQLITE_ERROR"),
    "postgresql": (f"DO $$ BEGIN RAISE EXCEPTION '{CANARY}' USING ERRCODE = '53100'; END $$", "DiskFull 53100"),
}


def refused(**_):
    """Ask the database for something that it refuses in words of ours."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(QUOTING[connection.vendor][0])


def test_an_error_is_said_by_its_kind_and_code():
    with pytest.raises(OperationalError, match=CANARY) as caught:
        refused()
    assert said_of(caught.value) == f"OperationalError: {expected()}"


def expected() -> str:
    code = QUOTING[connection.vendor][1]
    return code if connection.vendor == "postgresql" else f"OperationalError {code}"


def test_one_that_was_raised_without_a_database_has_its_kind():
    assert said_of(OperationalError(CANARY)) == "OperationalError"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_about_storage_leaves_nothing_typed_in_the_log(monkeypatch, caplog, prefix):
    monkeypatch.setattr(questions, "ask", refused)
    assert Client().post(f"{prefix}/ask", {"text": "Mai có nghỉ học không?"}).status_code == 503
    assert expected() in caplog.text
    assert CANARY not in caplog.text


def test_neither_does_the_worker_nor_healthz(monkeypatch, caplog):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # of this test alone
    worker._guarded("a job", refused)
    assert expected() in caplog.text
    caplog.clear()
    monkeypatch.setattr("factdesk.api.health._short_patience", refused)
    assert Client().get("/healthz").status_code == 503
    assert expected() in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a server is asked itself")
def test_a_file_that_cannot_be_written_is_known_without_writing_to_it(monkeypatch, tmp_path):
    file = tmp_path / "desk.sqlite3"
    file.write_bytes(b"")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    assert can_be_written()
    beside = tmp_path / "desk.sqlite3-wal"
    beside.write_bytes(b"")
    # Root may write to whatever has no more than the wrong mode.
    monkeypatch.setattr("os.access", lambda path, mode: path != beside)
    assert not can_be_written()
    assert Client().get("/healthz").json()["database"] == {"state": "read-only"}


def test_after_an_error_the_database_is_opened_anew(monkeypatch):
    closed = []
    monkeypatch.setattr(connections["default"], "close", lambda: closed.append(1))
    let_go()
    assert not closed, "nobody's transaction is taken away"
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    let_go()
    assert len(closed) == 1
