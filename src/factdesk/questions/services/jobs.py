"""What the background process does for questions."""

from __future__ import annotations

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from factdesk.answers import engine
from factdesk.answers import selectors as answers
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.results import FACT_CHECK
from factdesk.answers.services import answer
from factdesk.questions import grouping, likeness
from factdesk.questions.models import Cursor, Group, Question
from factdesk.questions.services.asking import keep
from factdesk.questions.services.replies import offered
from factdesk.record import selectors as record
from factdesk.record.models import Entry, PublishedCheck

_CURSOR = "answer-waiting"
_BATCH = 200
#: Groups nearest to a new check whose question is looked up again.
_NEAREST = 50


def pending() -> frozenset[int]:
    """Keys of questions that have not been looked up: most are being looked up at this moment. One query."""
    return frozenset(Question.objects.filter(outcome=Question.Outcome.PENDING).values_list("pk", flat=True))


def match_pending(limit: int = 20, among: frozenset[int] | None = None) -> int:
    """Look up questions that came while the index could not be asked, oldest first, and bring lone groups together.

    Args:
        limit: a few at a time, so that nothing else waits long.
        among: keys of the questions to look up; all pending ones where left out.

    Returns how many were dealt with.
    """
    done = 0
    waiting = Question.objects.filter(outcome=Question.Outcome.PENDING)
    if among is not None:
        waiting = waiting.filter(pk__in=sorted(among)[:limit])
    for question in waiting.order_by("pk")[:limit]:
        found = answer(question.text, language=question.interface_language)
        if not found.available:
            return done
        keep(question, found)
        done += 1
    try:
        return done + grouping.regroup(limit)
    except IndexUnavailable:
        return done


def answer_waiting() -> int:
    """Let what was published since the last run answer the groups that wait for it. Returns how many it answers.

    Conservative: a group is answered by the check that was begun for it, or by one that matching gives as the answer
    to the group's most typical question. Waits until the index has the check. Two queries where nothing is new.
    """
    cursor, _ = Cursor.objects.get_or_create(name=_CURSOR, defaults={"seq": -1})
    entries = record.entries(after=cursor.seq, limit=_BATCH)
    if not entries:
        return 0
    try:
        if not answers.index_follows(entries[-1].seq):
            return 0
    except IndexUnavailable:
        return 0
    codes = {entry.code for entry in entries if entry.kind != Entry.Kind.WITHDRAW}
    checks = [row for row in record.published_by_codes(codes).values() if not row.withdrawn]
    living = {row.code for row in checks}
    _take_back({entry.code for entry in entries if entry.kind == Entry.Kind.WITHDRAW})
    answered = _begun(living) + sum(_answered_by(group, living) for group in _near(checks))
    Cursor.objects.filter(name=_CURSOR).update(seq=entries[-1].seq)
    return answered


def nothing_waits() -> None:
    """Say that every question was looked up among all that is published: the sample's were, when they were loaded."""
    Cursor.objects.update_or_create(name=_CURSOR, defaults={"seq": record.head()})


def _take_back(codes: set[str]) -> None:
    """Put what withdrawn checks answered back on the queue: groups, and questions that were answered at once."""
    for code in sorted(codes):
        with transaction.atomic():
            groups = Group.objects.filter(status=Group.Status.ANSWERED, fact_check_code=code)
            Question.objects.filter(group__in=groups).update(withdrawn_code=code)
            groups.update(status=Group.Status.OPEN, fact_check_code="")
        for pk in _answered_at_once(code):
            question = Question.objects.get(pk=pk)
            means = grouping.meaning(question.text, question.language)
            with transaction.atomic():
                row = Question.objects.select_for_update().get(pk=pk)
                if row.group_id is None:
                    row.withdrawn_code = code
                    row.save(update_fields=["withdrawn_code"])
                    grouping.join(row, means)
        for question in _suggested(code):
            with transaction.atomic():
                if (group := grouping.waiting(question)) is not None:
                    Question.objects.filter(pk=question.pk, reply="").update(withdrawn_code=code)
                    grouping.recount(group)


def _suggested(code: str) -> list[Question]:
    """The questions for which nothing stands any more of what was suggested, the check of `code` last."""
    there = Q(matches__0__code=code) | Q(matches__1__code=code) | Q(matches__2__code=code)
    found = list(Question.objects.filter(grouping.UNDECIDED, there, group__isnull=False).order_by("pk"))
    return [each for each in found if not answers.matches_now(offered(each), language=each.interface_language)]


def _answered_at_once(code: str) -> list[int]:
    """The questions without a group for which the check of `code` is what answers."""
    chosen = Q(reply=Question.Reply.THIS_ONE, replied_key__startswith=f"{FACT_CHECK}:{code}:")
    given = Q(reply="", outcome=Question.Outcome.ANSWER, matches__0__kind=FACT_CHECK, matches__0__code=code)
    return list(Question.objects.filter(chosen | given, group=None).order_by("pk").values_list("pk", flat=True))


def _begun(codes: set[str]) -> int:
    return Group.objects.filter(status=Group.Status.IN_PROGRESS, fact_check_code__in=codes).update(
        status=Group.Status.ANSWERED, handled_at=timezone.now()
    )


def _near(checks: list[PublishedCheck]) -> list[Group]:
    """Open groups that may be asking about one of `checks`: the nearest by meaning, and those that have no vector."""
    # What says too little to be compared is not answered by itself either.
    groups = list(Group.objects.filter(status=Group.Status.OPEN).exclude(vector_encoder=likeness.EXACT).order_by("pk"))
    if not groups or not checks:
        return []
    encoder = engine.encoder()
    name = likeness.comparable(encoder)
    known = [group for group in groups if group.vector_encoder == name]
    near = {group.pk: group for group in groups if group.vector_encoder != name}
    if known:
        vectors = likeness.unpacked([bytes(group.vector) for group in known], encoder.dimension)
        for check in checks:
            cosines = vectors @ likeness.vector(encoder, check.claim, check.language)
            near |= {known[place].pk: known[place] for place in np.argsort(-cosines, kind="stable")[:_NEAREST].tolist()}
    return [near[pk] for pk in sorted(near)]


def _answered_by(group: Group, codes: set[str]) -> bool:
    """Whether matching answers the group's question with one of `codes`; it is kept then."""
    found = answer(group.label, language=group.language)
    if found.outcome != "answer" or found.matches[0].kind != FACT_CHECK or found.matches[0].code not in codes:
        return False
    refused = group.questions.filter(reply=Question.Reply.NOT_THIS).values_list("matches", flat=True)
    if any(match["code"] == found.matches[0].code for matches in refused for match in matches):
        # Somebody in the group has said already that it is not what they asked; a person decides.
        return False
    with transaction.atomic():
        changed = Group.objects.filter(pk=group.pk, status=Group.Status.OPEN).update(
            status=Group.Status.ANSWERED, fact_check_code=found.matches[0].code, handled_at=timezone.now()
        )
    return bool(changed)
