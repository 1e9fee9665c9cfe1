"""What the background process does for questions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from factdesk.answers import engine
from factdesk.answers import selectors as answers
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.results import FACT_CHECK
from factdesk.answers.services import answer
from factdesk.questions import grouping, likeness, substance
from factdesk.questions.models import Cursor, Group, Question
from factdesk.questions.services import labels
from factdesk.questions.services.asking import keep
from factdesk.questions.services.labels import offered
from factdesk.questions.services.locking import with_its_group
from factdesk.record import selectors as record
from factdesk.record.models import Entry, PublishedCheck

_CURSOR = "answer-waiting"
_BATCH = 200
#: Groups nearest to a new check whose questions are looked up again.
_NEAREST = 50
#: Of these, the newest questions that are read, and the wordings beside the most typical ones that are looked up.
_READ, _WORDINGS = 2000, 100


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
    """Let what was published since the last run answer who waits for it. Returns how many groups it answers.

    Conservative: a group is answered by the check that was begun for it, or by one that matching gives as the answer
    to the group's most typical question. Where it is not, each other wording in it is looked up too; those that are
    answered get a group of their own, and the rest goes on waiting. Waits until the index has the check.

    Two queries where nothing is new. Otherwise the `_NEAREST` groups to each check are looked at, and besides their
    most typical questions at most `_WORDINGS` wordings in a run, those that share most words with the checks; none is
    looked up again before something else is published.
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
    answered = _begun(living)
    left = []
    for group in _near(checks):
        if group.status == Group.Status.OPEN and _answered_by(group, living):
            answered += 1
        else:
            left.append(group)
    answered += sum(_answered_apart(same, living) for same in _wordings(left, checks))
    Cursor.objects.filter(name=_CURSOR).update(seq=entries[-1].seq)
    return answered


def nothing_waits() -> None:
    """Say that every question was looked up among all that is published: the sample's were, when they were loaded."""
    Cursor.objects.update_or_create(name=_CURSOR, defaults={"seq": record.head()})


def _take_back(codes: set[str]) -> None:
    """Put what withdrawn checks answered back on the queue: groups, and questions that were answered at once."""
    for code in sorted(codes):
        with transaction.atomic():
            answered = Group.objects.filter(status=Group.Status.ANSWERED, fact_check_code=code).order_by("pk")
            groups = list(answered.select_for_update())
            Question.objects.filter(group__in=groups).update(withdrawn_code=code)
            for group in groups:
                with labels.kept(group.questions.all()):
                    group.status, group.fact_check_code, group.attached_at = Group.Status.OPEN, "", None
                    group.save(update_fields=["status", "fact_check_code", "attached_at"])
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
                taken = with_its_group(Question.objects.filter(pk=question.pk, reply=""))
                if taken is not None and taken.group is not None and taken.group.status in grouping.WAITING:
                    taken.withdrawn_code = code
                    taken.save(update_fields=["withdrawn_code"])
                    grouping.recount(taken.group)


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
    """Answer the groups for which one of `codes` was begun. Returns how many."""
    begun = Group.objects.filter(status=Group.Status.IN_PROGRESS, fact_check_code__in=codes).order_by("pk")
    with transaction.atomic():
        groups = list(begun.select_for_update())
        for group in groups:
            with labels.kept(group.questions.all()):
                group.status, group.handled_at = Group.Status.ANSWERED, timezone.now()
                group.save(update_fields=["status", "handled_at"])
    return len(groups)


def _near(checks: list[PublishedCheck]) -> list[Group]:
    """Waiting groups that may be asking about one of `checks`: the nearest by meaning, and those without a vector."""
    # What says too little to be compared is not answered by itself either.
    waiting = Group.objects.filter(status__in=grouping.WAITING).exclude(vector_encoder=likeness.EXACT)
    groups = list(waiting.order_by("pk"))
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
    code = _answering(group.label, group.language, codes)
    if not code or _refused(code, group.questions.filter(reply=Question.Reply.NOT_THIS)):
        return False
    with transaction.atomic():
        changed = Group.objects.filter(pk=group.pk, status=Group.Status.OPEN).update(
            status=Group.Status.ANSWERED, fact_check_code=code, handled_at=timezone.now()
        )
    return bool(changed)


def _wordings(groups: list[Group], checks: list[PublishedCheck]) -> list[list[Question]]:
    """What is asked in `groups` in other words than their most typical ones: equals together, at most `_WORDINGS`.

    One query. Where there are more, those that share most words with `checks` are taken, the newest first.
    """
    if not groups:
        return []
    typical = {group.pk: substance.exact_key(group.label) for group in groups}
    found: dict[tuple[int | None, str], list[Question]] = {}
    for question in Question.objects.filter(group__in=list(typical)).order_by("-pk")[:_READ]:
        key = substance.exact_key(question.text) or question.text
        if key != typical.get(question.group_id or 0):
            found.setdefault((question.group_id, key), []).append(question)
    wordings = list(found.values())
    if len(wordings) > _WORDINGS:
        claims: dict[str, str] = {}
        for check in checks:
            claims[check.language] = f"{claims.get(check.language, '')} {check.claim}"
        wordings.sort(
            key=lambda same: -substance.shared(same[0].text, claims.get(same[0].language, ""), same[0].language)
        )
    return wordings[:_WORDINGS]


def _answered_apart(same: list[Question], codes: set[str]) -> bool:
    """Whether matching answers one wording of a group with one of `codes`; its questions leave the group then."""
    first = same[0]
    code = _answering(first.text, first.interface_language, codes)
    if not code or _refused(code, [each for each in same if each.reply == Question.Reply.NOT_THIS]):
        return False
    means = grouping.meaning(first.text, first.language)
    with transaction.atomic():
        if (group := grouping.waiting(first)) is None:
            return False
        # Whoever replied or was moved meanwhile has the last word.
        staying = group.questions.select_for_update().filter(pk__in=[each.pk for each in same])
        members = [row for row in staying.order_by("pk") if row.reply != Question.Reply.THIS_ONE]
        if not members:
            return False
        apart = grouping.start(members[0], means)
        apart.status, apart.fact_check_code, apart.handled_at = Group.Status.ANSWERED, code, timezone.now()
        Question.objects.filter(pk__in=[row.pk for row in members]).update(group=apart)
        for changed in (group, apart):
            grouping.recount(changed)
    return True


def _answering(text: str, language: str, codes: set[str]) -> str:
    """The one of `codes` that matching gives as the answer to `text`; "" where it gives none."""
    found = answer(text, language=language)
    if found.outcome != "answer" or found.matches[0].kind != FACT_CHECK or found.matches[0].code not in codes:
        return ""
    return found.matches[0].code


def _refused(code: str, by: Iterable[Question]) -> bool:
    """Whether somebody has said already that the check of `code` is not what they asked: a person decides then."""
    return any(match["code"] == code for question in by for match in question.matches)
