"""The home folder turns read-only under a running desk: it reads on, takes nothing, says so, and recovers by itself."""

from __future__ import annotations

import http.cookiejar
import os
import signal
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.running import trouble
from tests.running_desk import RunningDesk

pytestmark = [pytest.mark.sqlite, pytest.mark.long, pytest.mark.xdist_group("storage trouble")]


@pytest.fixture
def desk(tmp_path):
    desk = RunningDesk(tmp_path / "home")
    desk.start()
    yield desk
    desk.stop()


def kill_web(desk: RunningDesk) -> None:
    """What SQLite's shared memory does to a process that writes to it now and then: it ends, and another is started."""
    for pid in desk.processes():
        if Path(f"/proc/{pid}/comm").read_text().strip() == "factdesk-web":
            os.kill(pid, signal.SIGKILL)


def is_up(desk: RunningDesk) -> bool:
    try:
        return trouble.say(desk, "/").status == 200
    except OSError:
        return False


def refuses(desk: RunningDesk) -> bool:
    """Whether a question is refused in words; while the process is replaced there is no answer at all."""
    try:
        answer = trouble.ask(desk)
    except OSError:
        return False
    assert answer.status == 503, "nothing is acknowledged that is not stored"
    return True


def sign_in(desk: RunningDesk) -> int:
    """The status of an attempt to sign in at the desk, which would be stored."""
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    address = f"{desk.address}/desk/login/"
    browser.open(address, timeout=30).close()
    token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
    form = {"csrfmiddlewaretoken": token or "", "username": "minh", "password": "songlam-2026"}
    try:
        with browser.open(address, urllib.parse.urlencode(form).encode(), timeout=30) as page:
            return page.status
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code


def test_a_home_that_turns_read_only_takes_no_question_and_recovers(desk):
    trouble.until(lambda: trouble.is_well(desk))
    before = trouble.stored(desk.home)
    with trouble.read_only(desk.home):
        for _ in range(2):  # with the connections of before, and with those of a process that was started since
            trouble.until(lambda: refuses(desk))
            trouble.is_refused_kindly(desk)
            health = trouble.say(desk, "/healthz")
            assert health.status == 503
            assert '"database": {"state": "read-only"}' in health.text
            for path in ("/", "/en/checks/", "/record/", "/desk/login/", "/api/v1/fact-checks"):
                assert trouble.say(desk, path).status == 200, path
            # A process started meanwhile cannot open the index of words, which takes a lock on disk.
            assert trouble.say(desk, "/api/v1/match", body={"text": trouble.QUESTION}).status in (200, 503)
            assert sign_in(desk) == 503
            kill_web(desk)
            trouble.until(lambda: is_up(desk))
        trouble.until(lambda: trouble.health(desk)["worker"]["state"] == "late")
        assert trouble.stored(desk.home) == before
    trouble.until(lambda: trouble.is_well(desk))
    assert sign_in(desk) == 200
    written = desk.log.read_text()
    assert trouble.QUESTION not in written
    assert written.count("Traceback") == 0, written[-4000:]
