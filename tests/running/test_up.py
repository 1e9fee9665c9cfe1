"""`factdesk up`: it serves, does everything once, stops cleanly, and refuses a production start with sample content."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running_desk import CHECKOUT, RunningDesk, free_port

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("running desk")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = RunningDesk(tmp_path_factory.mktemp("up") / "home")
    desk.start()
    yield desk
    desk.stop()


def test_it_prints_the_address_the_logins_and_where_the_data_lies(desk):
    time.sleep(0.5)
    printed = desk.log.read_text()
    for expected in (desk.address, "lan", "minh", "researcher", "reviewer", str(desk.home)):
        assert expected in printed


def test_the_first_answer_comes_from_the_sample(desk):
    answer = desk.post("/api/v1/match", {"text": "Nhập ngược mã PIN ở cây ATM có gọi được công an không?"})
    assert answer["outcome"] in {"answer", "suggest"}
    assert "atm" in answer["matches"][0]["url"].lower()


def test_every_file_lies_under_its_home(desk):
    assert (desk.home / "factdesk.sqlite3").exists()
    assert {"index", "static", "archive"} <= {path.name for path in desk.home.iterdir()}


def test_ask_on_the_command_line_answers_too(desk):
    done = desk.run("ask", "Does charging my phone overnight damage the battery?", "--json")
    assert done.returncode == 0, done.stderr
    assert '"outcome"' in done.stdout
    assert f'"url": "{desk.address}/' in done.stdout  # where this desk is found, not where desks usually are


def test_a_reader_that_has_had_enough_is_no_fault(desk):
    reader, writer = os.pipe()
    os.close(reader)
    command = [*desk.command[:-1], "ask", "Does charging my phone overnight damage the battery?"]
    done = subprocess.run(command, env=desk.env, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_wrong_command_is_wrong_use(desk):
    assert desk.run("rate-a-person").returncode == 2


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_starts_again_without_loading_the_sample_twice(desk, sent):
    before = desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"]
    running = desk.processes()
    assert len(running) >= 3
    assert desk.stop(sent) == 0
    assert not [pid for pid in running if Path(f"/proc/{pid}").exists()]
    desk.start(within=120)
    after = desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"]
    assert [match["id"] for match in after] == [match["id"] for match in before]


def test_what_changed_while_it_was_down_is_put_right(desk):
    """Styles that came with an upgrade are served at once; what a start has no reason to look at, the worker mends."""

    def permissions(statement: str = "SELECT count(*) FROM auth_group_permissions") -> int:
        with contextlib.closing(sqlite3.connect(desk.home / "factdesk.sqlite3", timeout=30)) as database, database:
            return (database.execute(statement).fetchone() or [0])[0]

    before = permissions()
    assert before > 0
    desk.stop()
    permissions("DELETE FROM auth_group_permissions")
    static = desk.home / "static"
    known = json.loads((static / "staticfiles.json").read_text())
    known["paths"] = {name: hashed for name, hashed in known["paths"].items() if not name.startswith("portal/")}
    (static / "staticfiles.json").write_text(json.dumps(known))
    (static / ".collected").write_text("by an earlier version")
    desk.start(within=120)
    assert ".css" in desk.get("/")
    until(lambda: permissions() == before, within=60)


def named(desk: RunningDesk, name: str) -> int | None:
    """The process of the desk that calls itself so."""
    for pid in desk.processes():
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text().strip() == name:
                return pid
    return None


@pytest.mark.parametrize("name", ["factdesk-web", "factdesk-worker"])
def test_what_is_killed_is_started_again_and_the_desk_goes_on(desk, name):
    killed = named(desk, name)
    assert killed
    os.kill(killed, signal.SIGKILL)
    until(lambda: named(desk, name) not in (None, killed), within=60)
    until(lambda: answers(desk), within=60)
    assert desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"]


def answers(desk: RunningDesk) -> bool:
    try:
        return '"worker": {"state": "ok"' in desk.get("/healthz")
    except OSError:
        return False


def until(true: Callable[[], bool], *, within: float) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


def lives(pid: int) -> bool:
    """Whether a process runs: one that has ended keeps its number until the system takes note."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_a_second_desk_on_the_same_home_is_refused(desk):
    second = {**desk.env, "PORT": str(free_port())}
    done = subprocess.run(desk.command, env=second, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 2
    assert str(desk.home) in done.stderr
    assert "already" in done.stderr
    assert answers(desk)


def test_a_desk_that_was_killed_is_no_obstacle(desk):
    assert desk.process
    left = [pid for pid in desk.processes() if pid != desk.process.pid]
    desk.process.kill()
    desk.process.wait()
    # What is left of it ends by itself, and the next desk waits for that.
    desk.start(within=120)
    until(lambda: answers(desk), within=60)
    assert not [pid for pid in left if lives(pid)]
    assert named(desk, "factdesk-worker") not in left


GOOD = {
    "FACTDESK_SECRET_KEY": "k" * 60,
    "FACTDESK_HOSTS": "desk.example",
    "FACTDESK_ADDRESS": "https://desk.example",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"FACTDESK_SECRET_KEY": ""}, "secret key"),
        ({"FACTDESK_SECRET_KEY": "short"}, "secret key"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"FACTDESK_HOSTS": ""}, "host"),
        ({"FACTDESK_ADDRESS": "http://desk.example"}, "https"),
    ],
)
def test_a_production_start_refuses_what_belongs_to_the_sample(tmp_path, changes, expected):
    env = {**os.environ, "FACTDESK_HOME": str(tmp_path), **GOOD, **changes}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", "factdesk.cli", "up", "--production"],
        cwd=CHECKOUT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert expected in done.stderr


def test_a_production_start_refuses_sample_logins(tmp_path):
    sample = RunningDesk(tmp_path / "home")
    if not sample.home.exists():  # no home with the sample in it was at hand; production's settings refuse to make one
        assert sample.run("prepare").returncode == 0
    done = RunningDesk(sample.home, **GOOD).run("up", "--production")
    assert done.returncode == 2
    assert "lan" in done.stderr
