"""More trouble of storage: PostgreSQL that locks, stops, dies and fills up; a home that cannot be written; no index."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.running import trouble
from tests.running.cluster import Cluster
from tests.running_desk import RunningDesk

pytestmark = [pytest.mark.sqlite, pytest.mark.long, pytest.mark.xdist_group("storage trouble")]


def count(cluster: Cluster) -> int:
    """How many questions PostgreSQL holds."""
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute("SELECT count(*) FROM questions_question").fetchone()
    assert row
    return row[0]


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server on a small disk of its own, and an empty desk on it."""
    # Not below pytest's own folder, which nobody else may enter: the server runs as somebody else.
    folder = Path(tempfile.mkdtemp(prefix="factdesk-pg."))
    folder.chmod(0o755)
    try:
        with trouble.small_disk(folder / "disk", 300) as disk:
            cluster = Cluster(folder / "socket", data=disk)
            cluster.start()
            home = folder / "home"
            home.mkdir()
            trouble.prepared(home)
            (home / "factdesk.sqlite3").unlink(missing_ok=True)
            shutil.rmtree(home / "index", ignore_errors=True)
            command = [sys.executable, "-m", "factdesk.cli", "up", "--no-sample"]
            desk = RunningDesk(home, command=command, DATABASE_URL=cluster.url)
            desk.start(within=400)
            yield desk, cluster
            desk.stop()
            with contextlib.suppress(subprocess.CalledProcessError):
                cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_locked_table_takes_no_question_and_recovers(server):
    desk, cluster = server
    before = count(cluster)
    with psycopg.connect(cluster.url) as other:
        other.execute("LOCK TABLE questions_question IN ACCESS EXCLUSIVE MODE")
        trouble.is_refused_kindly(desk)
        assert trouble.say(desk, "/").status == 200
        other.rollback()
    assert count(cluster) == before, "nothing was stored after the refusal either"
    trouble.until(lambda: trouble.is_well(desk))


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_goes_away_takes_no_question_and_recovers(server, how):
    desk, cluster = server
    acknowledged = sum(trouble.ask(desk, f"Tin đồn {how} số {n} có đúng không?").status == 201 for n in range(5))
    assert acknowledged == 5
    before = count(cluster)
    cluster.stop(how)
    trouble.is_refused_kindly(desk)
    assert trouble.health(desk)["database"]["state"] == "unavailable"
    assert trouble.say(desk, "/").status == 503
    cluster.start()
    trouble.until(lambda: trouble.is_well(desk))
    assert count(cluster) >= before + 1


def test_a_full_disk_of_the_server_takes_no_question_and_recovers(server):
    desk, cluster = server
    before = count(cluster)
    with trouble.full(cluster.data.parent):
        answers = [trouble.ask(desk, f"Tin đồn số {n}: {'nước dâng ' * 1500}?") for n in range(80)]
    acknowledged = sum(answer.status == 201 for answer in answers)
    refused = [answer for answer in answers if answer.status != 201]
    assert refused, "the disk was not full"
    assert {answer.status for answer in refused} == {503}
    # A full disk may take the server itself down: an administrator starts it again.
    with contextlib.suppress(subprocess.CalledProcessError):
        cluster.stop("immediate")
    cluster.start()
    assert count(cluster) == before + acknowledged, "stored is what was acknowledged, no more and no less"
    trouble.until(lambda: trouble.is_well(desk))


def test_trouble_is_not_a_flood_of_tracebacks(server):
    desk, _ = server
    written = desk.log.read_text()
    assert trouble.QUESTION not in written
    assert written.count("Traceback") <= 5, written[-4000:]


def test_questions_are_taken_while_the_index_is_gone(tmp_path):
    desk = RunningDesk(tmp_path / "home")
    desk.start()
    try:
        shutil.rmtree(desk.home / "index")
        assert trouble.ask(desk).status == 201
        trouble.until(lambda: trouble.health(desk)["index"]["state"] != "ok")
        assert trouble.say(desk, "/healthz").status == 200
        assert trouble.ask(desk, "Còn tin này thì sao, có thật không?").status == 201
        assert desk.run("reindex").returncode == 0
        trouble.until(lambda: trouble.is_well(desk))
        assert desk.log.read_text().count("Traceback") == 0
    finally:
        desk.stop()


def test_a_home_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    with trouble.small_disk(tmp_path / "disk", 200) as disk:
        trouble.prepared(disk / "home")
        trouble.make_read_only(disk)
        desk = RunningDesk(disk / "home")
        done = desk.run("up")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert "factdesk" in done.stderr
