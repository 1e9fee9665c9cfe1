"""Load the sample desk: once, into an empty database, each step whole or not at all."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from factdesk.answers.services import ensure_index, follow
from factdesk.checks.permissions import install
from factdesk.offices.models import Office, Person
from factdesk.questions import services as questions
from factdesk.questions.models import Question
from factdesk.questions.services import jobs
from factdesk.sample import content
from factdesk.sample.offices import create_offices
from factdesk.sample.people import create_people
from factdesk.sample.publishing import begin_drafts, publish_checks

Progress = Callable[[int, int, str], None]

#: The sample's questions came in over so many days.
_DAYS = 28


def load_once(progress: Progress) -> bool:
    """Load what of the sample is not there yet.

    Returns:
        Whether anything was loaded; False on a desk with offices of its own.
    """
    if Office.objects.filter(sample=False).exists():
        return False
    fresh = not Office.objects.exists()
    if fresh:
        with transaction.atomic():
            offices = create_offices()
            people = create_people(offices)
            install()
            publish_checks(offices, people, progress)
            begin_drafts(offices, people)
            _index_at_once()
    if not Question.objects.filter(door=Question.Door.SAMPLE).exists():
        # What answers must be in the index before anybody asks.
        ensure_index()
        follow()
        with transaction.atomic():
            ask_questions(progress)
            jobs.nothing_waits()
        return True
    return fresh


#: What keeps the desk's own search and its index of references.
_INDEXING = (update_reference_index_task.module_path, insert_or_update_object_task.module_path)


def _index_at_once() -> None:
    """Make the desk's own two indexes in one piece instead of by the 740 tasks or so that the load has left.

    Each of these would be a few transactions of its own, and on SQLite the first questions would wait for them.
    """
    DBTaskResult.objects.ready().filter(task_path__in=_INDEXING).delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)


def ask_questions(progress: Progress) -> None:
    """Ask the sample's questions, spread over the last four weeks; close the ones that nobody can check."""
    now = timezone.now()
    dice = random.Random(2026)  # noqa: S311  (the same sample everywhere)
    waiting = list(_texts())
    dice.shuffle(waiting)
    closed: dict[int, str] = {}
    for done, (text, sector, region, kind) in enumerate(waiting):
        progress(done, len(waiting), "sample questions")
        # More of them lately than four weeks ago.
        ago = datetime.timedelta(days=_DAYS * dice.random() ** 2, minutes=dice.randrange(30, 600))
        asked = questions.ask(text=text, language="vi", door=Question.Door.SAMPLE, asked_at=now - ago)
        if dice.random() < 0.7:
            questions.set_place(asked.receipt, sector, region)
        if kind and asked.question.group_id and len(closed) < 2:
            closed.setdefault(asked.question.group_id, kind)
    editor = Person.objects.get(username="hoa")
    for group_id, kind in closed.items():
        group = Question.objects.filter(group_id=group_id)[0].group
        if group is not None:
            questions.close_group(group=group, reason=kind, words=content.CLOSING_WORDS[kind], by=editor)
    progress(len(waiting), len(waiting), "sample questions")


def _texts() -> Iterator[tuple[str, str, str | None, str | None]]:
    """Each question with its sector, region and, where it cannot be checked, why."""
    for check in content.checks():
        for text in check.questions:
            yield text, check.sector, next(iter(check.regions), None), None
    for topic in content.topics():
        for text in topic.texts:
            yield text, topic.sector, next(iter(topic.regions), None), topic.kind
