"""Bringing questions that ask the same together."""

from __future__ import annotations

import datetime

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from factdesk.answers import engine
from factdesk.answers.errors import IndexUnavailable
from factdesk.questions import likeness
from factdesk.questions.likeness import Meaning
from factdesk.questions.models import Group, Question

#: Groups that were last asked about longer ago than this take no new questions.
_STILL_ASKED = datetime.timedelta(days=60)
#: The nearest groups by meaning that are looked at.
_LOOKED_AT = 10
#: Members that are read to find the most typical one.
_READ = 50
#: PostgreSQL's advisory lock: two like questions at one instant shall not start two groups.
_LOCK = 0x_FAC7_6709

WAITING = (Group.Status.OPEN, Group.Status.IN_PROGRESS)
#: Questions that were offered suggestions, of which one at least still stands, and whose askers have not replied.
UNDECIDED = Q(outcome=Question.Outcome.SUGGEST, reply="", withdrawn_code="")


def is_undecided(question: Question) -> bool:
    """Whether `question` is one of the `UNDECIDED`."""
    return question.outcome == Question.Outcome.SUGGEST and not question.reply and not question.withdrawn_code


def meaning(text: str, language: str) -> Meaning:
    """The meaning of `text`. To be asked for before a transaction begins: it takes milliseconds."""
    if too_little := likeness.exact(text, language):
        return too_little
    try:
        return likeness.meaning(engine.encoder(), text, language)
    except IndexUnavailable:
        return Meaning()


def join(question: Question, means: Meaning) -> Group:
    """Put `question` into the group that asks the same or start one, in the caller's transaction. Five queries at most.

    Without an encoder it gets a group of its own, which `regroup` brings together with others later.
    """
    _alone()
    group = _equal(means) if means.encoder == likeness.EXACT else _nearest(question, means)
    group = start(question, means) if group is None else _grow(group, question, means)
    question.group = group
    question.save(update_fields=["group"])
    return group


def leave(question: Question) -> None:
    """Take `question` out of its waiting group; a group with nobody left goes. In the caller's transaction."""
    group = waiting(question)
    if group is None:
        return
    question.group = None
    question.save(update_fields=["group"])
    recount(group)


def waiting(question: Question) -> Group | None:
    """The group of `question` if it waits, locked. One query."""
    if question.group_id is None:
        return None
    return Group.objects.select_for_update().filter(pk=question.group_id, status__in=WAITING).first()


def recount(group: Group) -> None:
    """Bring what a waiting group says of its questions up to date after one left or was replied to. Four queries.

    In the caller's transaction. A group with nobody left goes, unless somebody works on it already.
    """
    said = group.questions.aggregate(
        count=Count("pk"), suggested=Count("pk", filter=UNDECIDED), first=Min("asked_at"), last=Max("asked_at")
    )
    if not said["count"] and group.status == Group.Status.OPEN:
        group.delete()
        return
    group.count, group.suggested = said["count"], said["suggested"]
    if group.count:
        group.first_asked_at, group.last_asked_at = said["first"], said["last"]
        group.languages = sorted(set(group.questions.values_list("language", flat=True).distinct()))
        if group.status == Group.Status.OPEN and not group.questions.filter(text=group.label).exists():
            _choose_label(group)
    group.save()


def regroup(limit: int = 20) -> int:
    """Find the place of groups that were started without an encoder. Returns how many were looked at.

    Raises:
        IndexUnavailable: there is still none.
    """
    found = list(Group.objects.filter(status=Group.Status.OPEN, vector_encoder="").order_by("pk")[:limit])
    if found:
        engine.encoder()
    for lone in found:
        means = [(question.pk, meaning(question.text, question.language)) for question in lone.questions.order_by("pk")]
        with transaction.atomic():
            # Whoever settled it meanwhile has the last word.
            still = Group.objects.select_for_update().filter(pk=lone.pk, status=Group.Status.OPEN).first()
            if still is None:
                continue
            still.delete()
            for pk, means_this in means:
                join(Question.objects.get(pk=pk), means_this)
    return len(found)


def _alone() -> None:
    """Be the only one that groups until this transaction ends; on SQLite a write transaction is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _taking(encoder: str) -> QuerySet[Group]:
    """The groups that may take another question, among those that `encoder` stands for."""
    since = timezone.now() - _STILL_ASKED
    return Group.objects.filter(status__in=WAITING, vector_encoder=encoder, last_asked_at__gte=since)


def _equal(means: Meaning) -> Group | None:
    """The waiting group of exact equals. One query."""
    if not means.key:
        return None
    return _taking(means.encoder).select_for_update().filter(exact_key=means.key).order_by("pk").first()


def _nearest(question: Question, means: Meaning) -> Group | None:
    """The waiting group that asks the same as `question`. Two queries; brute force over what was asked lately.

    In its own language: no score tells what is the same in two well enough to let people wait together (decision 031).
    """
    if means.vector is None:
        return None
    rows = list(_taking(means.encoder).filter(language=question.language).values_list("pk", "vector"))
    if not rows:
        return None
    cosines = likeness.unpacked([bytes(row[1]) for row in rows], len(means.vector)) @ means.vector
    nearest = [rows[place][0] for place in np.argsort(-cosines, kind="stable")[:_LOOKED_AT].tolist()]
    cosine_of = dict(zip((row[0] for row in rows), cosines.tolist(), strict=True))
    best: Group | None = None
    best_above = -1.0
    for group in Group.objects.select_for_update().filter(pk__in=nearest).order_by("pk"):
        above = likeness.same_by(cosine_of[group.pk], question.text, group.label, question.language, bare=means.bare)
        if above >= 0 and above > best_above:
            best, best_above = group, above
    return best


def start(question: Question, means: Meaning) -> Group:
    """A group for `question` alone. One query."""
    return Group.objects.create(
        label=question.text,
        language=question.language,
        languages=[question.language],
        count=1,
        suggested=int(is_undecided(question)),
        first_asked_at=question.asked_at,
        last_asked_at=question.asked_at,
        vector=b"" if means.vector is None else likeness.packed(means.vector),
        vector_encoder=means.encoder,
        exact_key=means.key,
    )


def _grow(group: Group, question: Question, means: Meaning) -> Group:
    if means.vector is not None:
        before = likeness.unpacked([bytes(group.vector)], len(means.vector))[0]
        group.vector = likeness.packed(likeness.middle(before, group.count, means.vector))
    group.count += 1
    group.suggested += int(is_undecided(question))
    group.languages = sorted({*group.languages, question.language})
    group.first_asked_at = min(group.first_asked_at, question.asked_at)
    group.last_asked_at = max(group.last_asked_at, question.asked_at)
    # Every time while it is small, then as it doubles; not any more once somebody works on it.
    if group.status == Group.Status.OPEN and (group.count <= 8 or group.count & (group.count - 1) == 0):
        _choose_label(group, (question.text, question.language))
    group.save()
    return group


def _choose_label(group: Group, *more: tuple[str, str]) -> None:
    """Make the most typical of the newest questions, and of `more` (texts with their languages), the group's label."""
    members = [*group.questions.order_by("-pk").values_list("text", "language")[:_READ], *more]
    group.label, group.language = members[likeness.most_typical([text for text, _ in members])]
