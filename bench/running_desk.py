"""A desk that is measured: started from a checkout, asked over HTTP, its memory and processor time read from /proc.

For bench/first_answer.py and bench/freshness.py. Standard library alone, so that it runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Answered by the sample: a start is over when this has an answer, not when a port is open.
FIRST_QUESTION = "Nhập ngược mã PIN ở cây ATM có gọi được công an không?"
_GONE_WITH_US = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "FACTDESK_ADDRESS", "FACTDESK_HOME", "HOST", "PORT")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of all processes of a desk: `resident` counts a shared page in each, `proportional` once."""

    resident: float
    proportional: float
    processes: int


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """This process's environment without what would lead a desk elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in _GONE_WITH_US}
    return {**kept, **({"FACTDESK_HOME": str(home)} if home else {}), **more}


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tree(root: int) -> list[int]:
    """The ids of a process and of all below it that live."""
    found = [root]
    for pid in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def memory(root: int) -> Memory:
    """Memory of a process and of all below it, from /proc/PID/smaps_rollup."""
    resident, proportional, processes = 0.0, 0.0, 0
    for pid in tree(root):
        with contextlib.suppress(OSError):  # it ended meanwhile
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            sizes = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
            resident += sizes["Rss:"]
            proportional += sizes["Pss:"]
            processes += 1
    return Memory(resident, proportional, processes)


def processor_seconds(root: int) -> float:
    """Processor time of a process and of all below it, those that ended included."""
    ticks = 0
    for pid in tree(root):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / _TICKS


class Server:
    """A command that serves `POST /api/v1/match` on the port that PORT names."""

    def __init__(self, command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        self._command, self._cwd, self._log = [str(part) for part in command], cwd, log
        self._env = {**env, "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of its first process."""
        assert self.process
        return self.process.pid

    def start(self) -> float:
        """Start it; seconds until it answers."""
        began = time.perf_counter()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(self._command, cwd=self._cwd, env=self._env, stdout=log, stderr=log)
        self._until_it_answers()
        return time.perf_counter() - began

    def stop(self) -> float:
        """SIGTERM; seconds until it is gone."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return time.perf_counter() - began

    def post(self, text: str, what: str = "match") -> dict[str, Any]:
        """One call of the API."""
        body = json.dumps({"text": text}).encode()
        address = f"http://127.0.0.1:{self.port}/api/v1/{what}"
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def timed_match(self, text: str) -> tuple[float, float]:
        """Milliseconds of one match: as measured inside, and over HTTP."""
        began = time.perf_counter()
        inside = float(self.post(text)["took_ms"])
        return inside, (time.perf_counter() - began) * 1000

    def web(self) -> list[int]:
        """The ids of the desk's web processes."""
        return [pid for pid in tree(self.pid) if Path(f"/proc/{pid}/comm").read_text().strip() == "factdesk-web"]

    def kill_web(self) -> float:
        """Kill the web process; seconds until another one answers."""
        (web,) = self.web()
        began = time.perf_counter()
        os.kill(web, signal.SIGKILL)
        self._until_it_answers()
        return time.perf_counter() - began

    def health(self) -> dict[str, Any]:
        """What /healthz says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def _until_it_answers(self) -> None:
        while True:
            if self.process is None or self.process.poll() is not None:
                sys.exit(f"{' '.join(self._command)} ended by itself; see {self._log}")
            with contextlib.suppress(OSError):
                if self.post(FIRST_QUESTION)["matches"]:
                    return
            time.sleep(0.05)


def desk(code: Path, home: Path, **env: str) -> Server:
    """The desk on a home folder, as `script/server` starts it."""
    return Server(["script/server"], code, environment(home, **env), home.parent / f"{home.name}.log")
