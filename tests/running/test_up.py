"""`factdesk up`: it serves, does everything once, stops cleanly, and refuses a production start with sample content."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running_desk import CHECKOUT, RunningDesk

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


def test_a_wrong_command_is_wrong_use(desk):
    assert desk.run("rate-a-person").returncode == 2


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_starts_again_without_loading_the_sample_twice(desk, sent):
    before = desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"]
    running = desk.processes()
    assert len(running) >= 3
    assert desk.stop(sent) == 0
    assert not [pid for pid in running if Path(f"/proc/{pid}").exists()]
    desk.start(within=30)
    after = desk.post("/api/v1/match", {"text": "ATM PIN in reverse"})["matches"]
    assert [match["id"] for match in after] == [match["id"] for match in before]


def test_a_killed_worker_is_started_again(desk):
    worker = next(pid for pid in desk.processes() if b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        others = [pid for pid in desk.processes() if pid != worker and Path(f"/proc/{pid}/cmdline").exists()]
        if any(b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in others):
            return
        time.sleep(0.2)
    pytest.fail("no worker runs")


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


def test_a_production_start_refuses_sample_logins(desk):
    env = {**desk.env, **GOOD, "PORT": "1"}
    done = subprocess.run([*desk.command, "--production"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "lan" in done.stderr
