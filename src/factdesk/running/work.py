"""The background process: follows the record, runs tasks, publishes what is due."""

from __future__ import annotations

import signal
import threading
from types import FrameType

from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Worker

from factdesk.answers.worker import Job, run
from factdesk.questions import services as questions


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
            Job("pending questions", 1.0, questions.match_pending),
            Job("waiting questions", 1.0, questions.answer_waiting),
            Job("tasks", 0.5, run_due_tasks),
            Job("scheduled publishing", 10.0, publish_due),
        ],
    )


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
