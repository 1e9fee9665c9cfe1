"""Labels: what askers and the desk have said, as texts with a check and a verdict that lead back to nobody.

What a question and its group say now is read off them; `kept` compares that before and after a step and brings the
labels, and the phrasings of the checks that the desk named, to it. So whatever is taken back takes its label back.
"""

from __future__ import annotations

import contextlib
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from factdesk.answers import phrasings
from factdesk.answers import services as answers
from factdesk.answers.results import FACT_CHECK, MatchRef
from factdesk.questions.models import Group, Label, Question
from factdesk.questions.phrasings import chosen

#: Keys of rows that are named in one statement.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What a label says, without the day."""

    text: str
    language: str
    kind: str
    code: str
    verdict: str
    origin: str


@contextlib.contextmanager
def kept(questions: Iterable[Question]) -> Iterator[None]:
    """Keep the labels in step with what is done here to `questions` and their groups, in the caller's transaction.

    The body changes these very objects, or `question.group` of each. One query where nothing is said, up to ten
    otherwise.
    """
    rows = list(questions)
    before = _said_of(rows)
    yield
    after = _said_of(rows)
    gone, new = before - after, after - before
    if gone:
        _take_back(gone)
    if new:
        today = timezone.localdate()
        Label.objects.bulk_create((_label(said, today) for said in new.elements()), batch_size=_AT_ONCE)
    for code in sorted({said.code for said in gone | new if _is_the_desks_own(said)}):
        # In turn: whoever comes second reads what the first has said.
        phrasings.take_turn()
        answers.keep_phrasings(code, chosen(code))


def offered(question: Question) -> list[MatchRef]:
    """What the question was offered, best first."""
    return [MatchRef(**match) for match in question.matches]


def _said_of(questions: list[Question]) -> Counter[Said]:
    return Counter(said for question in questions for said in (*_by_asker(question), *_by_desk(question)))


def _by_asker(question: Question) -> Iterator[Said]:
    """What the question's reply says about its matches."""
    for ref in offered(question):
        if question.reply == Question.Reply.NOT_THIS:
            yield _said(question, ref, Label.Verdict.WRONG, Label.Origin.ASKER)
        elif question.reply == Question.Reply.THIS_ONE and ref.key == question.replied_key:
            yield _said(question, ref, Label.Verdict.RIGHT, Label.Origin.ASKER)


def _by_desk(question: Question) -> Iterator[Said]:
    """What the desk says: that its check answers what was in the group when somebody attached it, once it is published.

    And, where it settled the group with something else, that a match which the asker refused does not.
    """
    group = question.group
    attached = group is not None and group.status == Group.Status.ANSWERED and group.attached_at is not None
    if group is None or not (attached or group.status == Group.Status.CLOSED):
        return
    own = MatchRef(FACT_CHECK, group.fact_check_code, question.language, 1.0) if attached else None
    # The times of questions are to the minute, rounded down. What joined a group later, nobody has looked at.
    if own and group.attached_at is not None and question.asked_at <= group.attached_at:
        yield _said(question, own, Label.Verdict.RIGHT, Label.Origin.DESK)
    if question.reply == Question.Reply.NOT_THIS:
        for ref in offered(question):
            if own is None or (ref.kind, ref.code) != (own.kind, own.code):
                yield _said(question, ref, Label.Verdict.WRONG, Label.Origin.DESK)


def _said(question: Question, ref: MatchRef, verdict: Label.Verdict, origin: Label.Origin) -> Said:
    return Said(question.text, question.language, ref.kind, ref.code, verdict.value, origin.value)


def _is_the_desks_own(said: Said) -> bool:
    return (said.origin, said.verdict) == (Label.Origin.DESK, Label.Verdict.RIGHT)


def _label(said: Said, today: datetime.date) -> Label:
    return Label(
        text=said.text,
        language=said.language,
        kind=said.kind,
        code=said.code,
        verdict=said.verdict,
        origin=said.origin,
        on=today,
    )


def _take_back(gone: Counter[Said]) -> None:
    """Remove as many labels as say what is said no more.

    Nothing leads from a label to its question: of several that say the same, any may go, each once. They are kept from
    others, in order, so that two who take back the same take two.
    """
    left = Counter[tuple[str, ...]]()
    for said, times in gone.items():
        left[said.text, said.kind, said.code, said.verdict, said.origin] += times
    rows = Label.objects.filter(code__in={said.code for said in gone}, origin__in={said.origin for said in gone})
    if len(texts := {said.text for said in gone}) == 1:
        rows = rows.filter(text=texts.pop())
    going = []
    columns = ("pk", "text", "kind", "code", "verdict", "origin")
    for pk, *says in rows.select_for_update().order_by("pk").values_list(*columns):
        if left[tuple(says)] > 0:
            left[tuple(says)] -= 1
            going.append(pk)
    for start in range(0, len(going), _AT_ONCE):
        Label.objects.filter(pk__in=going[start : start + _AT_ONCE]).delete()
