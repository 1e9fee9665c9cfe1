"""The background process: follows the record, runs tasks, publishes what is due."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Worker

from factdesk.answers.inspection import Inspector
from factdesk.answers.worker import Job, run
from factdesk.questions import services as questions
from factdesk.questions.services import jobs


def work() -> None:
    """Run until SIGTERM or SIGINT; the job at hand is finished first."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    run(
        stop,
        jobs=[
            Job("pending questions", 1.0, PendingQuestions().look_up),
            Job("waiting questions", 1.0, questions.answer_waiting),
            Job("tasks", 0.5, run_due_tasks),
            Job("scheduled publishing", 10.0, publish_due),
            Job("inspection of the index", 10.0, Inspector().look),
        ],
    )


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


#: Tasks that are run before looking whether the desk is being stopped.
_TASKS_AT_ONCE = 20


def run_due_tasks() -> None:
    """Run background tasks that are due, one after another."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=_TASKS_AT_ONCE,
        worker_id="factdesk",
        excluded_queue_names=[],
    )
    worker.run()


def publish_due() -> None:
    """Publish what editors scheduled for now or earlier."""
    call_command("publish_scheduled", verbosity=0)
