"""The processes of one desk: web and worker, started, watched and stopped together.

This process imports neither Django nor the encoder, so that watching costs little memory.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from types import FrameType

#: Seconds that a process has to end by itself after SIGTERM.
_GRACE = 15.0


@dataclass(slots=True)
class Child:
    """One process that must run as long as the desk does."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C reaches the supervisor alone, which stops all in order."""
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603  (our own commands)
        self.started = time.monotonic()

    def ended(self) -> bool:
        """Whether it was started and does not run any more."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for its end until the monotonic time `until`, then kill it."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(*, host: str, port: int, web_processes: int) -> list[Child]:
    """The processes of a desk: granian serving the WSGI application, and the worker that follows the record."""
    python = sys.executable
    web = [
        *(python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(web_processes), "--blocking-threads", "4", "--backpressure", "64"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--no-ws", "--log-level", "warning"),
        "factdesk.wsgi:application",
    ]
    return [Child("web", web), Child("worker", [python, "-m", "factdesk.cli", "work"])]


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet; granian alone would share the port with another desk."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def supervise(processes: list[Child], *, health: str, announce: str) -> int:
    """Run `processes` until SIGTERM or Ctrl-C; start again, with growing pauses, whichever ends by itself.

    Args:
        processes: what to run.
        health: address that answers 200 once the desk serves.
        announce: text to print when it does.

    Returns:
        Exit status: 0 after an orderly stop, 1 where a process could not be kept running.
    """
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for child in processes:
        child.start()
    announced, status = False, 0
    while not stopping:
        if not announced and _serves(health):
            print(announce, flush=True)
            announced = True
        for child in processes:
            if child.ended() and not _restart(child):
                print(f"factdesk: {child.name} ends again and again; see its messages above.", file=sys.stderr)
                stopping, status = True, 1
        time.sleep(0.2)
    for child in processes:
        child.stop()
    deadline = time.monotonic() + _GRACE
    for child in processes:
        child.wait(deadline)
    return status


def _restart(child: Child) -> bool:
    """Start an ended process again; False after five failures, each within 30 s of its start."""
    child.failures = child.failures + 1 if time.monotonic() - child.started < 30 else 1
    if child.failures >= 5:
        return False
    time.sleep(0.2 * 2**child.failures)
    child.start()
    return True


def _serves(health: str) -> bool:
    try:
        with urllib.request.urlopen(health, timeout=2):  # noqa: S310  (our own address)
            return True
    except urllib.error.HTTPError:
        return True  # it answers; the state of each part is for /healthz to say
    except OSError:
        return False
