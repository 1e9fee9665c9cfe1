"""What is known of a damaged index is noted by several processes: none takes another's note away."""

from __future__ import annotations

import json
import multiprocessing
import os

import pytest

from factdesk.answers import inspection, services
from tests.answers.builders import lemon

#: Each of them notes so many faults, one after another.
PROCESSES, EACH = 4, 5


@pytest.fixture(autouse=True)
def run(settings, tmp_path):
    settings.RUN_DIRECTORY = tmp_path / "run"
    return settings.RUN_DIRECTORY


def _note(name: int, ready) -> None:
    ready.wait(timeout=30)
    for number in range(EACH):
        inspection.note("one", f"fault {number} of {name}")
    os._exit(0)


def test_no_note_of_several_processes_is_lost():
    forking = multiprocessing.get_context("fork")
    ready = forking.Barrier(PROCESSES)
    processes = [forking.Process(target=_note, args=(name, ready)) for name in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    expected = [f"fault {number} of {name}" for name in range(PROCESSES) for number in range(EACH)]
    assert sorted(inspection.faults_of("one")) == sorted(expected)


def test_the_same_is_noted_once_and_no_more_than_anybody_reads():
    for _ in range(2):
        inspection.note("one", "fault")
    assert inspection.faults_of("one") == ["fault"]
    for number in range(100):
        inspection.note("one", f"fault {number}")
    assert len(inspection.faults_of("one")) == inspection._KEPT


def test_who_has_an_index_of_before_open_takes_no_note_of_the_new_one_away():
    inspection.note("new", "of the new one")
    inspection.note("old", "of the old one")
    assert inspection.faults_of("new") == ["of the new one"]
    inspection.forget()
    assert inspection.faults_of("new") == inspection.faults_of("old") == []


@pytest.mark.django_db
def test_what_is_noted_during_a_reading_outlives_it_and_not_the_next(publisher, index, monkeypatch):
    publisher.publish(lemon())
    services.follow()
    store = services.engine.store()
    generation, usual = store.snapshot.manifest.generation, type(store).check

    def somebody_runs_into_it(self):
        found = usual(self)
        inspection.note(generation, "met just now")
        return found

    inspection.note(generation, "met before")
    with monkeypatch.context() as patch:
        patch.setattr(type(store), "check", somebody_runs_into_it)
        assert inspection.inspect() == ["met just now"]
    assert inspection.faults_of(generation) == ["met just now"]
    assert inspection.inspect() == inspection.faults_of(generation) == []


@pytest.mark.parametrize("written", [b"", b"[1]", b"{}", b'{"generation": "one", "faults": ["x"]}', b"\xff"])
def test_a_file_of_another_version_or_cut_short_says_nothing_and_is_written_anew(run, written):
    run.mkdir()
    (run / "index.json").write_bytes(written)
    assert inspection.faults_of("one") == []
    inspection.note("one", "fault")
    assert inspection.faults_of("one") == ["fault"]
    assert json.loads((run / "index.json").read_bytes())
