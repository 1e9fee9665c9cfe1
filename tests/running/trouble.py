"""What storage does to a running desk, made on purpose: a small or full disk, files that nobody may write any more."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running_desk import RunningDesk, prepared_home

QUESTION = "Có phải mai cả tỉnh nghỉ học vì bão không?"


@dataclass(frozen=True)
class Said:
    """An answer of the desk: status, headers and text, whatever the status is."""

    status: int
    headers: dict[str, str]
    text: str


def say(
    desk: RunningDesk, path: str, *, form: dict[str, str] | None = None, body: object = None, language: str = "vi"
) -> Said:
    """One request; refusals are answers too."""
    data = urllib.parse.urlencode(form).encode() if form else json.dumps(body).encode() if body else None
    headers = {"Accept-Language": language, **({"Content-Type": "application/json"} if body else {})}
    request = urllib.request.Request(desk.address + path, data, headers)
    try:
        # Not followed: the page after a question is another request.
        with _OPENER.open(request, timeout=60) as answer:
            return Said(
                answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read().decode()
            )
    except urllib.error.HTTPError as answer:
        return Said(
            answer.code, {name.lower(): value for name, value in answer.headers.items()}, answer.read().decode()
        )


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def ask(desk: RunningDesk, text: str = QUESTION) -> Said:
    """A question through the API."""
    return say(desk, "/api/v1/questions", body={"text": text})


def is_refused_kindly(desk: RunningDesk) -> None:
    """Page and API say 503 and when to come back, in the language of whoever asks, and hand the text back.

    All four at once, since each waits for the lock as long as the desk has patience.
    """
    form = {"text": QUESTION, "nonce": "x" * 32}
    with ThreadPoolExecutor(4) as pool:
        pages = [
            pool.submit(say, desk, path, form=form, language=language)
            for path, language in (("/ask", "vi"), ("/en/ask", "en"))
        ]
        problems = [
            pool.submit(say, desk, "/api/v1/questions", body={"text": QUESTION}, language=language)
            for language in ("vi", "en")
        ]
    for asked, language in zip(pages, ("vi", "en"), strict=True):
        page = asked.result()
        assert page.status == 503, page.text[:500]
        assert int(page.headers["retry-after"]) > 0
        assert QUESTION in page.text, "what was typed exists nowhere else"
        assert f'lang="{language}"' in page.text
    for asked, title in zip(problems, ("tạm", "service unavailable"), strict=True):
        problem = asked.result()
        assert problem.status == 503, problem.text
        assert int(problem.headers["retry-after"]) > 0
        assert title in json.loads(problem.text)["title"].lower()
        assert "receipt" not in problem.text


def health(desk: RunningDesk) -> dict:
    """What /healthz says."""
    return json.loads(say(desk, "/healthz").text)


def until(condition: Callable[[], bool], *, within: float = 30) -> None:
    """Wait for something that comes by itself."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.3)


def is_well(desk: RunningDesk) -> bool:
    """Whether a question is taken again and every part is in order."""
    return ask(desk).status == 201 and health(desk)["status"] == "ok"


def stored(home: Path) -> int:
    """How many questions SQLite holds."""
    with contextlib.closing(sqlite3.connect(home / "factdesk.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM questions_question").fetchone()[0]


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own for a home folder; skips where nobody may mount."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def full(folder: Path) -> Iterator[None]:
    """The file system of `folder` has no byte left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    try:
        yield
    finally:
        ballast.unlink()


def prepared(home: Path) -> None:
    """A prepared home folder at `home`, which exists already: `RunningDesk` copies only where nothing is."""
    if template := prepared_home():
        shutil.copytree(template, home, dirs_exist_ok=True)


def make_read_only(disk: Path) -> None:
    """Make a disk of `small_disk` read-only, while nobody has files on it open."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Everything in `folder` turns read-only, also for whoever has it open: as when a disk fails and the kernel stops.

    The kernel remounts no file system that is being written to, so its files are made immutable; skips where nobody may
    do that, or where it does not bind who has them open.
    """
    probe = folder / "probe"
    with probe.open("wb", buffering=0) as file:
        subprocess.run(["chattr", "+i", str(probe)], capture_output=True, check=False)
        try:
            file.write(b"x")
        except OSError:
            bound = True
        else:
            bound = False
        finally:
            subprocess.run(["chattr", "-i", str(probe)], capture_output=True, check=False)
    probe.unlink()
    if not bound:
        pytest.skip("no way to make open files read-only here")
    # A file that comes and goes meanwhile is no fault.
    subprocess.run(["chattr", "-R", "+i", str(folder)], capture_output=True, check=False)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-R", "-i", str(folder)], capture_output=True, check=False)
