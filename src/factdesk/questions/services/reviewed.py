"""What reviews of others, imported meanwhile, answer among the questions that wait."""

from __future__ import annotations

from collections import deque

from django.db import transaction
from django.db.models import QuerySet

from factdesk.answers import selectors as answers
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.results import EXTERNAL_REVIEW, Answer
from factdesk.answers.services import answer
from factdesk.questions import grouping, substance
from factdesk.questions.models import Cursor, Group, Question
from factdesk.questions.services.asking import as_kept

_CURSOR = "reviews-looked-up"
#: Questions that are looked up in one go, and the newest waiting ones that are looked up at all after an import.
_AT_ONCE, _READ = 20, 2000


class WaitingForReviews:
    """After an import, looks up the newest questions that wait for a check: one by one, the work of a second at a time.

    An import may bring one review or a hundred thousand, so the questions are gone through, not the reviews. Nothing is
    kept of how far it is: after a restart it begins again, and what was answered waits no longer.
    """

    def __init__(self) -> None:
        self._target = -1
        self._left: deque[int] = deque()
        self._seen: dict[str, Answer] = {}

    def look_up(self) -> int:
        """A few more. Returns how many questions were answered.

        One query where nothing was imported since all were looked up. A question that cannot be looked up now is the
        first of the next time.
        """
        try:
            indexed = answers.indexed_reviews()
        except IndexUnavailable:
            return 0
        if self._target < 0:
            cursor, _ = Cursor.objects.get_or_create(name=_CURSOR, defaults={"seq": -1})
            if indexed == cursor.seq:
                return 0
            self._left = deque(_waiting().order_by("-pk").values_list("pk", flat=True)[:_READ])
            self._target = indexed
        answered = 0
        for _ in range(_AT_ONCE):
            if not self._left:
                Cursor.objects.filter(name=_CURSOR).update(seq=self._target)
                self._target = -1
                self._seen.clear()
                break
            try:
                answered += self._answered(self._left[0])
            except IndexUnavailable:
                break
            self._left.popleft()
        return answered

    def _answered(self, key: int) -> bool:
        question = _waiting().filter(pk=key).first()
        if question is None:
            return False
        same = f"{question.interface_language} {substance.exact_key(question.text) or question.text}"
        if (found := self._seen.get(same)) is None:
            found = answer(question.text, language=question.interface_language)
            if not found.available:
                raise IndexUnavailable("missing", "nothing can be looked up now")
            self._seen[same] = found
        if found.outcome != "answer" or found.matches[0].kind != EXTERNAL_REVIEW:
            return False
        with transaction.atomic():
            # The group before its question, as everywhere: two who take them in turn would wait for each other.
            group = grouping.waiting(question)
            row = _waiting().select_for_update(of=("self",)).filter(pk=key, group=group).first()
            if group is None or row is None:
                return False  # somebody replied, or the desk settled it
            row.outcome, row.withdrawn_code = Question.Outcome.ANSWER, ""
            row.matches = as_kept(found)
            row.save(update_fields=["outcome", "matches", "withdrawn_code"])
            grouping.leave(row)
        return True


def _waiting() -> QuerySet[Question]:
    """Questions that nobody works on and whose askers have said nothing of what they were shown."""
    open_ones = Question.objects.filter(group__status=Group.Status.OPEN, reply="")
    return open_ones.exclude(outcome=Question.Outcome.PENDING)
