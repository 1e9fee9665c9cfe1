"""Storage in trouble under a running desk: nothing is acknowledged that is not stored, and it recovers by itself."""

from __future__ import annotations

import pytest

from tests.locking import locked
from tests.running import trouble
from tests.running_desk import RunningDesk

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("storage trouble")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk on a disk of its own."""
    with trouble.small_disk(tmp_path_factory.mktemp("trouble") / "disk", 200) as disk:
        trouble.prepared(disk / "home")
        desk = RunningDesk(disk / "home")
        desk.log = disk.parent / "desk.log"
        desk.start()
        yield desk
        desk.stop()


def test_a_full_disk_takes_no_question_and_recovers(desk):
    before = trouble.stored(desk.home)
    with trouble.full(desk.home):
        health = trouble.health(desk)
        assert (health["status"], health["disk"]["state"]) == ("down", "full"), "said before anybody has asked"
        answers = [trouble.ask(desk, f"Tin đồn số {n}: {'nước dâng ' * 1500}?") for n in range(12)]
        acknowledged = sum(answer.status == 201 for answer in answers)
        assert acknowledged < len(answers), "the disk was not full"
        trouble.is_refused_kindly(desk)
        assert trouble.say(desk, "/").status == 200, "what is published is still read"
    assert trouble.stored(desk.home) == before + acknowledged, "stored is what was acknowledged, no more and no less"
    trouble.until(lambda: trouble.is_well(desk))


def test_a_locked_database_takes_no_question_and_recovers(desk):
    before = trouble.stored(desk.home)
    with locked(desk.home / "factdesk.sqlite3"):
        trouble.is_refused_kindly(desk)
        assert trouble.health(desk)["database"]["state"] == "unavailable"
        assert trouble.say(desk, "/").status == 200
    assert trouble.stored(desk.home) == before
    trouble.until(lambda: trouble.is_well(desk))


def test_trouble_is_not_a_flood_of_tracebacks(desk):
    written = desk.log.read_text()
    assert trouble.QUESTION not in written
    assert written.count("Traceback") <= 5, written[-4000:]
    assert len(written) < 60_000, written[-4000:]
