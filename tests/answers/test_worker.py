"""The background process follows, beats, and survives whatever a job does."""

from __future__ import annotations

import json
import threading
import time

import pytest

from factdesk.answers import engine, services, worker
from factdesk.answers.worker import Job


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path, monkeypatch):
    settings.RUN_DIRECTORY = tmp_path / "run"
    monkeypatch.setattr(services, "follow", lambda *_: 0)
    # The loop closes its database connections at the end; here they belong to the test.
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def running(jobs, until, seconds=5.0):
    """Run the loop in a thread until `until()`."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop, jobs))
    thread.start()
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.02)
    reached = until()
    stop.set()
    thread.join(timeout=5)
    assert not thread.is_alive()
    return reached


def test_a_failing_job_does_not_keep_the_others_from_running():
    ran = []

    def fails():
        ran.append("fails")
        raise RuntimeError("on purpose")

    jobs = [Job("fails", 0.05, fails), Job("works", 0.05, lambda: ran.append("works"))]
    assert running(jobs, lambda: ran.count("fails") > 1 and ran.count("works") > 1)


def test_a_slow_job_does_not_keep_a_new_check_from_the_index(monkeypatch):
    followed = []
    monkeypatch.setattr(services, "follow", lambda *_: followed.append(time.monotonic()))
    assert running([Job("slow", 1, lambda: time.sleep(1.2))], lambda: len(followed) >= 4, seconds=1.1)


def test_a_failing_follow_does_not_end_the_loop(monkeypatch):
    calls = []

    def follow(*_):
        calls.append(1)
        raise OSError("disk full")

    monkeypatch.setattr(services, "follow", follow)
    assert running([], lambda: len(calls) >= 3)


def test_what_is_new_is_left_for_one_look_to_whoever_published_it(monkeypatch):
    """A hundred publications, one at each look: each is left once at most, and after a quiet time it begins anew."""
    monkeypatch.setattr(engine, "has_encoder", lambda: False)
    courtesy, left = worker._Courtesy(), []
    for something in (True, True, True, True, False, True, False, True):
        left.append(something and courtesy.leave())
        courtesy.looked()
    assert left == [True, False, True, False, False, True, False, True]


def test_a_worker_that_has_an_encoder_waits_for_nobody(monkeypatch):
    monkeypatch.setattr(engine, "has_encoder", lambda: True)
    courtesy = worker._Courtesy()
    assert not courtesy.leave()


def test_it_beats_and_can_be_stopped_while_there_is_much_to_follow(monkeypatch):
    """An import of a hundred thousand reviews takes the better part of an hour."""
    monkeypatch.setattr(worker, "BEAT_EVERY", 0.05)
    beats = set()

    def follow(enough, leave):
        while not enough():
            time.sleep(0.02)
            beats.add(json.loads(worker.heartbeat_file().read_text())["at"])

    monkeypatch.setattr(services, "follow", follow)
    assert running([], lambda: len(beats) >= 3)


def test_it_beats_and_its_absence_is_seen():
    assert worker.worker_state()["state"] == "absent"
    assert running([], lambda: worker.worker_state()["state"] == "ok")
    assert worker.worker_state()["state"] == "absent", "a worker that stopped by itself leaves no beat behind"


def test_an_old_beat_is_late():
    worker.beat()
    path = worker.heartbeat_file()
    path.write_text(json.dumps({"at": time.time() - 60, "process": 1}))
    state = worker.worker_state()
    assert (state["state"], round(state["age_seconds"])) == ("late", 60)
    path.write_text("{")
    assert worker.worker_state()["state"] == "late"


def test_a_trouble_that_lasts_is_said_once_and_so_is_its_end(caplog):
    ran = []

    def fails():
        ran.append(1)
        if len(ran) < 5:
            raise OSError("disk full")

    assert running([Job("fails", 0.01, fails)], lambda: len(ran) > 7)
    said = [record.getMessage() for record in caplog.records if "fails" in record.getMessage()]
    assert len(said) == 2
    assert "disk full" in said[0]
    assert "works again" in said[1]
    assert not any(record.exc_info for record in caplog.records)
