"""A real desk for tests that come in through the front door: its own processes, home folder and port."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepared_home(*, within: float = 300) -> Path | None:
    """The sample desk that `script/test` prepares for all tests of a run, as soon as it is whole; to be copied.

    Raises:
        AssertionError: it could not be made, or was not within `within` seconds.
    """
    if not (named := os.environ.get("FACTDESK_TEST_HOME")):
        return None
    home, deadline = Path(named), time.monotonic() + within
    while not home.exists():
        assert not home.with_name(f"{home.name}.failed").exists(), "the sample desk could not be prepared"
        assert time.monotonic() < deadline, f"{home} was not made within {within} s"
        time.sleep(0.2)
    return home


class RunningDesk:
    """`factdesk up` (or another command that does the same) and how to talk to it over HTTP."""

    def __init__(self, home: Path, *, command: list[str] | None = None, cwd: Path = CHECKOUT, **env: str) -> None:
        self.home, self.port = home, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.command = command or [sys.executable, "-m", "factdesk.cli", "up"]
        self.cwd = cwd
        outer = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
        self.env = {**outer, "PORT": str(self.port), "FACTDESK_HOME": str(home), **env}
        # Most tests need a desk, not its first start.
        if command is None and not home.exists() and (prepared := prepared_home()):
            shutil.copytree(prepared, home)
        self.process: subprocess.Popen[bytes] | None = None
        self.log = home.parent / f"{home.name}.log"

    def start(self, *, within: float = 240) -> None:
        """Start it and wait until it answers.

        Raises:
            AssertionError: it ended, or did not serve within `within` seconds; its output is in the message.
        """
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.cwd, env=self.env, stdout=log, stderr=log)
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            try:
                self.get("/healthz")
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise AssertionError(f"not serving within {within} s: {self.log.read_text()[-4000:]}")

    def stop(self, sent: int = signal.SIGTERM) -> int:
        """Ask it to end and return its exit status."""
        assert self.process
        self.process.send_signal(sent)
        try:
            return self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def get(self, path: str) -> str:
        """The body of a page."""
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to a JSON POST."""
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another `factdesk` command on the same home folder."""
        command = [*self.command[:-1], *arguments]
        return subprocess.run(
            command, cwd=self.cwd, env=self.env, capture_output=True, text=True, timeout=240, check=False
        )

    def processes(self) -> list[int]:
        """The ids of its process and of all below it."""
        assert self.process
        found = [self.process.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, task.read_text().split())
        return found
