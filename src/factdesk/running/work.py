"""The background process: follows the record, runs tasks, publishes what is due."""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType

from django.core.management import call_command
from django.db import connection
from django.utils import translation
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from factdesk.answers.inspection import Inspector
from factdesk.answers.worker import Job, run
from factdesk.api.disk import disk_state
from factdesk.checks.permissions import install
from factdesk.questions import services as questions
from factdesk.questions.services import jobs

logger = logging.getLogger(__name__)

#: Seconds that this process waits for SQLite's lock.
_PATIENCE = 60


def work() -> None:
    """Run until SIGTERM or SIGINT; the job at hand is finished first."""
    stop = threading.Event()
    _wait_longer()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    run(
        stop,
        jobs=[
            Job("pending questions", 1.0, PendingQuestions().look_up),
            Job("waiting questions", 1.0, questions.answer_waiting),
            Job("questions that reviews answer", 1.0, questions.WaitingForReviews().look_up),
            Job("tasks", 0.5, run_due_tasks),
            Job("scheduled publishing", 10.0, publish_due),
            Job("inspection of the index", 10.0, Inspector().look),
            Job("room on the disk", 30.0, RoomOnDisk().look),
            Job("permissions", 86_400.0, install),
            Job("done tasks", 3600.0, drop_done_tasks),
        ],
    )


def _wait_longer() -> None:
    """Nobody waits for this process: where others write, on SQLite, it waits for them rather than give up."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["timeout"] = _PATIENCE


class PendingQuestions:
    """Looks up questions that were pending a second ago already.

    One that came just now is being looked up where it came in: doing so here too would be twice the work, and would
    keep an encoder in this process's memory.
    """

    def __init__(self) -> None:
        self._seen: frozenset[int] = frozenset()

    def look_up(self) -> None:
        """One look."""
        before, self._seen = self._seen, jobs.pending()
        jobs.match_pending(among=before & self._seen)


class RoomOnDisk:
    """Says in the log that room is getting scarce, once while it lasts: not every desk has a watchdog on /healthz."""

    def __init__(self) -> None:
        self._state = "ok"

    def look(self) -> None:
        """One look."""
        with translation.override("en"):  # the language of the log
            disk = disk_state()
        if disk["state"] != self._state:
            self._state = disk["state"]
            logger.error("%s", disk.get("detail", "there is room on the disk again"))


#: Tasks that are run before looking whether the desk is being stopped.
_TASKS_AT_ONCE = 20


def run_due_tasks() -> None:
    """Run background tasks that are due, one after another, and leave the database to others as long as each took.

    SQLite has no queue: where the lock is free for an instant only, whoever waits misses it again and again.
    """
    for _ in range(_TASKS_AT_ONCE):
        if not DBTaskResult.objects.ready().exists():
            return
        began = time.monotonic()
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id="factdesk",
            excluded_queue_names=[],
        ).run()
        time.sleep(min(1.0, time.monotonic() - began))


def drop_done_tasks() -> None:
    """Forget tasks that were done two days ago; failed ones stay two weeks, for whoever looks for the reason."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=2, failed_min_age_days=14, verbosity=0)


def publish_due() -> None:
    """Publish what editors scheduled for now or earlier."""
    call_command("publish_scheduled", verbosity=0)
