"""The loop of the background process: follow the record, beat, run the jobs that higher rooms hand in.

Following and each job have a thread of their own, so that no job, however slow, keeps a new check from answering.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections, connections

from factdesk.answers import engine, services
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.storage import let_go, said_of
from factdesk.matching import MatchingError
from factdesk.matching.store import compact

logger = logging.getLogger(__name__)

FOLLOW_EVERY = 0.1
#: Seconds for which the index is kept from other writers, such as `factdesk reindex`, while there is much to follow.
FOLLOW_AT_MOST = 20.0
BEAT_EVERY = 1.0
#: Seconds between two looks whether so much of the index is dead that copying the rest is worth it.
COMPACT_EVERY = 60.0
#: Seconds that the encoder stays in memory after its last use here: a desk publishes a few texts a day.
KEEP_ENCODER = 60.0
#: A heartbeat older than this (seconds) is late: several beats were missed.
LATE_AFTER = 10.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something that the background process does again and again.

    Args:
        name: for the log.
        every_seconds: from the end of one run to the beginning of the next.
        run: takes nothing; what it returns is not looked at.
    """

    name: str
    every_seconds: float
    run: Callable[[], Any]


def run(stop: threading.Event, jobs: Sequence[Job] = ()) -> None:
    """Work until `stop` is set; a job that has begun is finished first. No failure ends the loop."""
    own = Job("compaction of the index", COMPACT_EVERY, lambda: _compact(stop))
    workers = [threading.Thread(target=_repeat, args=(stop, job), name=job.name) for job in (*jobs, own)]
    for worker in workers:
        worker.start()
    pulse, courtesy = _Pulse(stop), _Courtesy()
    try:
        while not stop.is_set():
            pulse.keep()
            _guarded("follow", lambda: _follow(pulse, courtesy))
            engine.release_encoder(KEEP_ENCODER)
            stop.wait(FOLLOW_EVERY)
    finally:
        for worker in workers:
            worker.join()
        heartbeat_file().unlink(missing_ok=True)
        connections.close_all()


class _Pulse:
    """Beats when it is time, also within a long piece of work."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._beaten = -BEAT_EVERY

    def keep(self) -> None:
        if time.monotonic() - self._beaten >= BEAT_EVERY:
            _guarded("heartbeat", beat)
            self._beaten = time.monotonic()

    def enough(self, began: float) -> bool:
        """Whether to leave the rest for later: the desk is stopping, or somebody else may want to write."""
        self.keep()
        return self._stop.is_set() or time.monotonic() - began >= FOLLOW_AT_MOST


class _Courtesy:
    """Leaves what it sees for the first time to the process that published it, which has an encoder in memory.

    What is still to do at the next look is the worker's. One that has an encoder itself waits for nobody.
    """

    def __init__(self) -> None:
        self._asked = self._left = False

    def leave(self) -> bool:
        """Whether to leave it this time; called where there is something to do."""
        self._asked, self._left = True, not self._left and not engine.has_encoder()
        return self._left

    def looked(self) -> None:
        """A look is over: where there was nothing to do, the next thing is new."""
        self._left, self._asked = self._left and self._asked, False


def beat() -> None:
    """Say that the background process is alive: one small file, replaced as a whole."""
    path = heartbeat_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps({"at": time.time(), "process": os.getpid()}))
    beside.replace(path)


def worker_state() -> dict[str, Any]:
    """The background process as its heartbeat shows it: state ok, late or absent, and the age of the beat."""
    try:
        heartbeat = json.loads(heartbeat_file().read_text())
        age = max(0.0, time.time() - float(heartbeat["at"]))
    except FileNotFoundError:
        return {"state": "absent", "age_seconds": None}
    except (OSError, ValueError, KeyError, TypeError):
        return {"state": "late", "age_seconds": None}
    return {"state": "ok" if age <= LATE_AFTER else "late", "age_seconds": round(age, 1)}


def heartbeat_file() -> Path:
    """Where the heartbeat is kept."""
    return Path(settings.RUN_DIRECTORY) / "worker.json"


def _follow(pulse: _Pulse, courtesy: _Courtesy) -> None:
    began = time.monotonic()
    try:
        services.follow(lambda: pulse.enough(began), courtesy.leave)
    except IndexUnavailable as error:
        engine.say_once(error)
    finally:
        courtesy.looked()


def _compact(stop: threading.Event) -> None:
    # What is wrong with the index is told by following and by inspection.
    with contextlib.suppress(MatchingError):
        compact(Path(settings.INDEX_DIRECTORY), stop.is_set)


def _repeat(stop: threading.Event, job: Job) -> None:
    try:
        while not stop.is_set():
            _guarded(job.name, job.run)
            stop.wait(job.every_seconds)
    finally:
        connections.close_all()


#: What each job fails with at present: a trouble that lasts is said once, and once more when it is over.
_failing: dict[str, str] = {}


def _guarded(name: str, run: Callable[[], Any]) -> None:
    """Run it; a failure is logged once while it lasts, by kind and place, never with the values at hand (H7)."""
    try:
        close_old_connections()
        run()
    except Exception as error:
        if isinstance(error, OperationalError):
            let_go()
        # A file says what is wrong with it ("disk full"); the words of other errors may repeat what was typed.
        kind = f"{type(error).__name__}: {error}" if isinstance(error, OSError) else said_of(error)
        if _failing.get(name) != kind:
            _failing[name] = kind
            frames = traceback.extract_tb(error.__traceback__)
            places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-6:]))
            logger.error("job %r failed: %s at %s", name, kind, places)
    else:
        if _failing.pop(name, None):
            logger.error("job %r works again", name)
