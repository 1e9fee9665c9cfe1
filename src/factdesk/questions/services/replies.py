"""What askers say about what they were given. The receipt is all that is needed, and all there is."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from factdesk.answers.results import MatchRef
from factdesk.offices.models import Region, Sector
from factdesk.questions import grouping, receipts
from factdesk.questions.errors import NoSuchPlace, NoSuchReceipt, NotOffered
from factdesk.questions.models import Label, Question


def reply_not_this(receipt: str) -> Question:
    """ "This is not what I asked": every match that was offered gets a "no", and the question goes to the desk.

    Said twice, it changes nothing more. One transaction.

    Raises:
        NoSuchReceipt
    """
    before = _found(receipt)
    means = grouping.meaning(before.text, before.language)
    with transaction.atomic():
        question = _found(receipt, lock=True)
        if question.reply == Question.Reply.NOT_THIS:
            return question
        question.reply, question.replied_key = Question.Reply.NOT_THIS, ""
        question.save(update_fields=["reply", "replied_key"])
        _label(question, [ref.key for ref in offered(question)], Label.Verdict.NO)
        if question.group_id is None:
            grouping.join(question, means)
    return question


def reply_this_one(receipt: str, key: str) -> Question:
    """ "It is this one": the match gets a "yes" and answers the question from now on. One transaction.

    Args:
        key: `AnsweredMatch.key` of a match that was offered, or `kind:code` where its language changed since.

    Raises:
        NoSuchReceipt
        NotOffered: the question was never offered this match.
    """
    with transaction.atomic():
        question = _found(receipt, lock=True)
        chosen = next((ref for ref in offered(question) if _is(ref, key)), None)
        if chosen is None:
            raise NotOffered
        if question.replied_key == chosen.key:
            return question
        question.reply, question.replied_key = Question.Reply.THIS_ONE, chosen.key
        question.save(update_fields=["reply", "replied_key"])
        _label(question, [chosen.key], Label.Verdict.YES)
        grouping.leave(question)
    return question


def set_place(receipt: str, sector: str | None = None, region: str | None = None) -> Question:
    """What the question is about: a sector and a region by their slugs; one that is left out is taken away.

    Raises:
        NoSuchReceipt
        NoSuchPlace: the desk has no such sector or region.
    """
    with transaction.atomic():
        question = _found(receipt, lock=True)
        try:
            question.sector = Sector.objects.get(slug=sector) if sector else None
            question.region = Region.objects.get(slug=region) if region else None
        except (Sector.DoesNotExist, Region.DoesNotExist) as error:
            raise NoSuchPlace from error
        question.save(update_fields=["sector", "region"])
    return question


def offered(question: Question) -> list[MatchRef]:
    """What the question was offered, best first."""
    return [MatchRef(**match) for match in question.matches]


def _is(ref: MatchRef, key: str) -> bool:
    return key == ref.key or key.split(":")[:2] == [ref.kind, ref.code]


def _label(question: Question, keys: list[str], verdict: str) -> None:
    today = timezone.localdate()
    Label.objects.bulk_create(Label(text=question.text, match_key=key, verdict=verdict, on=today) for key in keys)


def _found(receipt: str, *, lock: bool = False) -> Question:
    rows = Question.objects.select_for_update() if lock else Question.objects.all()
    meant = receipts.normalised(receipt)
    question = rows.filter(receipt_mac__in=receipts.macs(meant)).first() if meant else None
    if question is None:
        raise NoSuchReceipt
    return question
