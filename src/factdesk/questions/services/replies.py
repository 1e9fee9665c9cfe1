"""What askers say about what they were given. The receipt is all that is needed, and all there is."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from factdesk.answers.results import MatchRef
from factdesk.offices.models import Region, Sector
from factdesk.questions import grouping, receipts
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NothingOffered, NotOffered
from factdesk.questions.models import Question
from factdesk.questions.services import labels
from factdesk.questions.services.labels import offered
from factdesk.questions.services.locking import with_its_group


def reply_not_this(receipt: str) -> Question:
    """ "This is not what I asked": every match that was offered is labelled wrong, and the question goes to the desk.

    Said twice, it changes nothing more; `undo_not_this` and `reply_this_one` take it back. One transaction.

    Raises:
        NoSuchReceipt
        NothingOffered: nothing was shown for this question that could be the wrong thing.
    """
    before = _there(_of(receipt).first())
    means = grouping.meaning(before.text, before.language)
    with transaction.atomic():
        question = _taken(receipt)
        if not question.matches:
            raise NothingOffered
        if question.reply == Question.Reply.NOT_THIS:
            return question
        _say(question, Question.Reply.NOT_THIS)
        if question.group is None:
            grouping.join(question, means)
        else:
            _tell_group(question)
    return question


def undo_not_this(receipt: str) -> Question:
    """ "It was what I asked after all": the reply and its labels are taken back, and the question shows what it showed.

    Only while the desk has not settled the question: what the desk has said by then stands, and nothing changes. Nor
    does anything where it was never said, so that a form sent twice has one effect. One transaction.

    Raises:
        NoSuchReceipt
    """
    with transaction.atomic():
        question = _taken(receipt)
        settled = question.group is not None and question.group.status not in grouping.WAITING
        if question.reply == Question.Reply.NOT_THIS and not settled:
            _say(question, "")
            if question.outcome == Question.Outcome.ANSWER:
                grouping.leave(question)
            else:
                _tell_group(question)
    return question


def reply_this_one(receipt: str, key: str) -> Question:
    """ "It is this one": the match is labelled right and answers the question from now on. One transaction.

    Args:
        key: `AnsweredMatch.key` of a match that was offered, `kind:code` where its language changed since, or its code.

    Raises:
        NoSuchReceipt
        NotOffered: the question was never offered this match; nothing was changed.
    """
    with transaction.atomic():
        question = _taken(receipt)
        chosen = next((ref for ref in offered(question) if _is(ref, key)), None)
        if chosen is None:
            raise NotOffered
        if question.replied_key == chosen.key:
            return question
        _say(question, Question.Reply.THIS_ONE, chosen.key)
        grouping.leave(question)
    return question


def set_place(receipt: str, sector: str | None = None, region: str | None = None) -> Question:
    """What the question is about: a sector and a region by their slugs; one that is left out is taken away.

    Raises:
        NoSuchReceipt
        NoSuchPlace: the desk has no such sector or region; neither of the two was changed.
    """
    if "\0" in f"{sector}{region}":
        # PostgreSQL cannot be asked for it.
        raise NoSuchPlace
    with transaction.atomic():
        question = _there(_of(receipt).select_for_update().first())
        try:
            question.sector = Sector.objects.get(slug=sector) if sector else None
            question.region = Region.objects.get(slug=region) if region else None
        except (Sector.DoesNotExist, Region.DoesNotExist) as error:
            raise NoSuchPlace from error
        question.save(update_fields=["sector", "region"])
    return question


def _is(ref: MatchRef, key: str) -> bool:
    return key in (ref.key, ref.code) or key.split(":")[:2] == [ref.kind, ref.code]


def _say(question: Question, reply: str, key: str = "") -> None:
    """Set the reply; of one question there are only the labels of what its asker said last."""
    with labels.kept([question]):
        question.reply, question.replied_key = reply, key
        question.save(update_fields=["reply", "replied_key"])


def _tell_group(question: Question) -> None:
    """Let the waiting group count the question among those whose askers have, or have not, said something."""
    if (group := grouping.waiting(question)) is not None:
        grouping.recount(group)


def _taken(receipt: str) -> Question:
    """The question and its group, kept from everybody else until the caller's transaction ends."""
    return _there(with_its_group(_of(receipt)))


def _of(receipt: str) -> QuerySet[Question]:
    meant = receipts.normalised(receipt)
    return Question.objects.filter(receipt_mac__in=receipts.macs(meant) if meant else [])


def _there(question: Question | None) -> Question:
    if question is None:
        raise NoSuchReceipt
    return question
