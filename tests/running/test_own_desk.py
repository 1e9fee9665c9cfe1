"""An office begins its own desk: it adds itself and a login, starts in production, and its watchdog is answered."""

import contextlib
import http.client
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tests.running.test_up import GOOD
from tests.running_desk import CHECKOUT, RunningDesk
from tests.tables import prepared

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("own desk")]

OFFICE = ["office", "add", "Ủy ban tỉnh Thử", "--english", "Province of Thu", "--kind", "province", "--slug", "thu"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    home = tmp_path_factory.mktemp("own") / "home"
    home.mkdir()  # an empty one: nothing of the sample is in it
    desk = RunningDesk(home, **GOOD)
    desk.command = [*desk.command, "--production"]
    yield desk
    if desk.process and desk.process.poll() is None:
        desk.stop()


@pytest.fixture(scope="module")
def tables(desk):
    """The desk with its tables, after it was tried without them."""
    if prepared():  # migrating from nothing is what test_fresh_clone waits for
        shutil.copyfile(prepared(), desk.home / "factdesk.sqlite3")
    done = factdesk(desk, "prepare", "--no-sample")
    assert done.returncode == 0, done.stderr
    return desk


def factdesk(desk: RunningDesk, *arguments: str, given: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "factdesk.cli", *arguments]
    return subprocess.run(
        command, cwd=CHECKOUT, env={**desk.env, **env}, input=given, capture_output=True, text=True, check=False
    )


def test_without_tables_it_says_what_makes_them(desk):
    done = factdesk(desk, *OFFICE)
    assert (done.returncode, "prepare --no-sample" in done.stderr) == (1, True), done.stderr


def test_an_office_and_its_administrator_are_added(tables):
    desk = tables
    done = factdesk(desk, *OFFICE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "https://desk.example/offices/thu/" in done.stdout
    login = ["login", "add", "quan", "--role", "administrator", "--office", "thu"]
    done = factdesk(desk, *login, given="mot-mat-khau-dai-2026\n")
    assert (done.returncode, done.stderr) == (0, "")
    with contextlib.closing(sqlite3.connect(desk.home / "factdesk.sqlite3")) as database:
        assert ("health",) in database.execute("SELECT slug FROM offices_sector").fetchall()


def test_a_sample_login_locks_nobody_out(tables):
    """It came with a home folder from elsewhere; what refuses the start names the command that lets it start."""
    desk = tables
    made = "from factdesk.offices.models import Person; Person.objects.create_user('lan', password='songlam-2026')"
    assert factdesk(desk, "manage", "shell", "-c", made).returncode == 0
    refused = factdesk(desk, "prepare", "--no-sample")
    assert refused.returncode == 2
    assert "factdesk login end lan" in refused.stderr
    assert factdesk(desk, "login", "end", "lan").returncode == 0
    assert factdesk(desk, "prepare", "--no-sample").returncode == 0


def asked(desk: RunningDesk, path: str, host: str) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)) as connection:
        connection.request("GET", path, headers={"Host": host, "User-Agent": "CanaryWatch/1"})
        return connection.getresponse().status


def test_it_starts_in_production_and_answers_its_watchdog_but_no_other_host(tables):
    desk = tables
    desk.start(within=120)
    for host in (f"127.0.0.1:{desk.port}", "localhost", "[::1]:8000", "desk.example"):
        assert asked(desk, "/healthz", host) == 200, host
    assert asked(desk, "/", "desk.example") == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "evil.example:8000"):
        assert asked(desk, "/healthz", host) == 400, host
    for host in (f"127.0.0.1:{desk.port}", "localhost", "evil.example"):
        assert asked(desk, "/", host) == 400, host
        assert asked(desk, "/desk/login/", host) == 400, host
    # A wrong host leaves one short line.
    before = desk.log.read_text()
    assert asked(desk, "/checks/?q=secret-of-the-asker", "evil.example") == 400
    desk.stop()
    lines = desk.log.read_text().removeprefix(before).splitlines()
    assert len(lines) == 1, lines
    assert "FACTDESK_HOSTS" in lines[0]
    for said in ("127.0.0.1", "Canary", "secret", "evil"):
        assert said not in lines[0]
