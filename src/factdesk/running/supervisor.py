"""The processes of one desk: this one, which has Django loaded, and the web and the worker, forked from it.

What is forked shares the loaded code's memory and is there at once, also after a crash. So this process opens neither
the database nor the index nor the encoder: none of them may be carried over a fork.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

#: Seconds that a process has to end by itself after SIGTERM.
_GRACE = 15.0
_WEB_GRACE = 10
_LOOK_EVERY = 0.1

_forking = multiprocessing.get_context("fork")


def trouble_to_listen(host: str, port: int) -> OSError | None:
    """Why nobody can listen there; granian alone would share the port with another desk."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            return trouble
    return None


def run_in_child(what: Callable[[], int]) -> int:
    """Run `what` in a forked process and return its exit status: what it opens and loads is gone afterwards.

    Ctrl-C and SIGTERM end it too.
    """
    process = _forking.Process(target=_and_exit, args=(what,))
    usual = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        process.start()
        process.join()
    except KeyboardInterrupt:
        process.terminate()
        process.join()
        raise
    finally:
        signal.signal(signal.SIGTERM, usual)
    assert process.exitcode is not None
    return process.exitcode if process.exitcode >= 0 else 1


def _and_exit(what: Callable[[], int]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(what())


@dataclass(slots=True)
class Patience:
    """How long to go on with something that ends by itself."""

    failures: int = 0
    started: float = field(default_factory=time.monotonic)

    def pause(self) -> float | None:
        """Seconds before it is started again, none the first time; None after five failures within 30 s of a start."""
        now = time.monotonic()
        self.failures = self.failures + 1 if now - self.started < 30 else 1
        pause = 0.0 if self.failures == 1 else 0.2 * 2**self.failures
        self.started = now + pause
        return None if self.failures >= 5 else pause


class Supervisor:
    """Runs the web (granian) and the worker until SIGTERM or Ctrl-C; starts again whichever ends by itself.

    Args:
        application: makes the WSGI application; called in the web process.
        work: what the worker does until SIGTERM.
        health: address that answers once the desk serves.
        announce: text to print when it does.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        web_processes: int,
        application: Callable[[], Any],
        work: Callable[[], None],
        health: str,
        announce: str,
    ) -> None:
        self._address: dict[str, Any] = {"address": host, "port": port, "workers": web_processes}
        self._application, self._work = application, work
        self._health, self._announce = health, announce
        self._stopping = threading.Event()
        self._status = 0
        # Its writing end is held by this process alone: children read its end, when this process is gone.
        self._lifeline, self._held = os.pipe()
        self._worker: ForkProcess | None = None
        self._patience = {"web": Patience(), "worker": Patience()}

    def run(self) -> int:
        """Run until asked to stop.

        Returns:
            Exit status: 0 after an orderly stop, 1 where a process could not be kept running.
        """
        self._listen_to_signals()
        self._start_worker()
        watcher = threading.Thread(target=self._watch, name="watcher")
        watcher.start()
        try:
            self._serve()
        finally:
            self._stopping.set()
            watcher.join()
            self._stop_worker()
        return self._status

    def _listen_to_signals(self) -> None:
        def stop(signum: int, frame: FrameType | None) -> None:
            self._stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)

    def _serve(self) -> None:
        """Serve until asked to stop. granian starts one failing process again; what fails twice at once comes here."""
        while not self._stopping.is_set():
            server = Granian(
                "factdesk.wsgi:application",
                **self._address,
                interface=Interfaces.WSGI,
                blocking_threads=4,
                backpressure=64,
                websockets=False,
                log_level=LogLevels.warning,
                respawn_failed_workers=True,
                respawn_interval=0.1,
                workers_kill_timeout=_WEB_GRACE,
            )
            try:
                server.serve(target_loader=self._become_web, wrap_loader=False)
            except SystemExit:
                if server.interrupt_signal:
                    return
            else:
                return
            self._listen_to_signals()
            self._wait_or_give_up("web")

    def _wait_or_give_up(self, name: str) -> bool:
        """Pause before the next start; False where there is none."""
        pause = self._patience[name].pause()
        if pause is None:
            print(f"factdesk: {name} ends again and again; see its messages above.", file=sys.stderr)
            self._status = 1
            self._stopping.set()
            return False
        return not self._stopping.wait(pause)

    def _watch(self) -> None:
        """Announce the desk once it serves, and start the worker again when it ends."""
        announced = False
        while not self._stopping.wait(_LOOK_EVERY):
            if not announced and _serves(self._health):
                with contextlib.suppress(BrokenPipeError):  # nobody reads any more; the desk goes on
                    print(self._announce, flush=True)
                announced = True
            if self._worker is not None and not self._worker.is_alive() and not self._stopping.is_set():
                if self._wait_or_give_up("worker"):
                    self._start_worker()
                elif self._status:
                    os.kill(os.getpid(), signal.SIGTERM)  # granian listens to it

    def _start_worker(self) -> None:
        self._worker = _forking.Process(target=self._become_worker, name="factdesk-worker")
        self._worker.start()

    def _stop_worker(self) -> None:
        if self._worker is None:
            return
        self._worker.terminate()
        self._worker.join(_GRACE)
        if self._worker.is_alive():
            self._worker.kill()
            self._worker.join()

    def _become_worker(self) -> None:
        self._begin_child("worker")
        self._work()

    def _become_web(self) -> Any:
        self._begin_child("web")
        return self._application()

    def _begin_child(self, name: str) -> None:
        """In a session of its own, so that Ctrl-C reaches the supervisor alone; ended when the supervisor is gone."""
        with contextlib.suppress(OSError):  # the name is for `ps` and `top`; without /proc there is none
            Path("/proc/self/comm").write_text(f"factdesk-{name}")
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        os.close(self._held)
        threading.Thread(target=self._end_with_parent, name="lifeline", daemon=True).start()

    def _end_with_parent(self) -> None:
        os.read(self._lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


def _serves(health: str) -> bool:
    try:
        with urllib.request.urlopen(health, timeout=2):  # noqa: S310  (our own address)
            return True
    except urllib.error.HTTPError:
        return True  # it answers; the state of each part is for /healthz to say
    except OSError:
        return False
