"""/healthz says how much room is left on the disk, before a question fails for want of it."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from factdesk.answers import worker
from factdesk.api import disk
from factdesk.running.work import RoomOnDisk
from tests.running import trouble

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings, tmp_path):
    """A desk whose home is a disk of its own with some room, and not little."""
    with trouble.small_disk(tmp_path / "disk", 120) as folder:
        settings.HOME = folder
        settings.RUN_DIRECTORY = folder / "run"
        yield folder


@pytest.fixture
def counted(monkeypatch):
    """Let the file system of every folder say what a test wants it to."""

    def say(**values: int) -> None:
        real = os.statvfs("/")
        names = ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag")
        fields = {name: getattr(real, name) for name in names} | {"f_frsize": 4096, "f_bavail": 1 << 30, **values}
        said = os.statvfs_result((*(fields[name] for name in names), 255))
        monkeypatch.setattr(os, "statvfs", lambda folder: said)

    return say


def said(api, language: str = "en"):
    response = api.client.get("/healthz", headers={"Accept-Language": language})
    return response.status_code, response.json()


def fill(folder, *, but: int = 0):
    """Leave only `but` bytes."""
    room = os.statvfs(folder)
    with (folder / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - but)


def test_a_full_disk_is_said_though_nothing_was_asked(indexed, small, api):
    worker.beat()
    assert said(api)[1]["disk"] == {"state": "ok", "free_mb": 125}
    fill(small)
    status, state = said(api)
    assert state["disk"] == {
        "state": "full",
        "free_mb": 0,
        "detail": "The disk of FACTDESK_HOME is full. Make room there; the desk then goes on by itself.",
    }
    # A question goes to the same disk, or to a server's.
    expected = (503, "down") if connection.vendor == "sqlite" else (200, "degraded")
    assert (status, state["status"]) == expected
    (small / "ballast").unlink()
    assert said(api)[1]["disk"]["state"] == "ok"
    assert said(api)[0] == 200


def test_a_disk_that_fills_up_is_said_while_questions_are_taken(indexed, small, api):
    worker.beat()
    fill(small, but=8 << 20)
    status, state = said(api, "vi")
    assert (status, state["status"], state["disk"]["state"], state["disk"]["free_mb"]) == (200, "degraded", "low", 8)
    assert "FACTDESK_HOME" in state["disk"]["detail"]
    assert "8 MB" in state["disk"]["detail"]
    assert state["disk"]["detail"] != said(api, "en")[1]["disk"]["detail"]
    assert [path.name for path in small.iterdir() if path.name != "run"] == ["ballast"], "what is tried is gone at once"


def test_too_few_files_left_are_too_little_room(counted):
    counted(f_files=1000, f_favail=500)
    assert disk.disk_state()["state"] == "ok"
    counted(f_files=1000, f_favail=5)
    assert disk.disk_state()["state"] == "low"
    counted(f_files=0, f_favail=0)  # a file system that counts none
    assert disk.disk_state()["state"] == "ok"


def test_with_enough_room_nothing_is_written(counted, monkeypatch):
    counted()
    monkeypatch.setattr(disk, "_takes_a_question", lambda folder: pytest.fail("it was tried"))
    assert disk.disk_state()["state"] == "ok"


def test_a_home_that_is_gone_is_said(settings, tmp_path):
    settings.HOME = tmp_path / "gone"
    state = disk.disk_state()
    assert state["state"] == "unknown"
    assert "FACTDESK_HOME" in state["detail"]


def test_the_worker_says_it_once_in_the_log(counted, caplog):
    room = RoomOnDisk()
    for bytes_left, lines in ((1 << 30, 0), (1000, 1), (1000, 1), (1 << 30, 2), (1 << 30, 2)):
        counted(f_bavail=bytes_left // 4096 if bytes_left < 1 << 20 else bytes_left)
        room.look()
        assert len(caplog.records) == lines
    assert "Little room is left" in caplog.messages[0]
    assert "there is room" in caplog.messages[1]
