"""Taking a question: cut, store, look up, in this order."""

from __future__ import annotations

import datetime
import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from factdesk.answers.results import Answer
from factdesk.answers.services import answer
from factdesk.matching.text.language import guess
from factdesk.questions import grouping, intake, receipts
from factdesk.questions.likeness import Meaning
from factdesk.questions.models import Question
from factdesk.questions.results import Asked

logger = logging.getLogger(__name__)


def check_text(text: str, language: str | None = None) -> str:
    """The text as it would be stored: normalised, with identities cut. Stores nothing.

    Raises:
        TextRefused: EmptyQuestion, OnlySymbols, OnlyIdentities or TooLong; each says what to do.
    """
    return intake.clean(text, _interface(language))


def ask(
    *,
    text: str,
    language: str | None = None,
    nonce: str | None = None,
    door: str,
    asked_at: datetime.datetime | None = None,
) -> Asked:
    """Take a question. When this returns, the question is on disk, and what is known about it has been looked up.

    Args:
        text: as it came; who asked is cut away before anything is stored.
        language: of the interface.
        nonce: an unguessable value of the form; the same form sent again with the same text is the same question.
        door: web, api, cli or sample.
        asked_at: for sample questions, which were asked in the past; now where left out.

    Three queries to store it, at most two to look it up and two to ten to queue it.

    Raises:
        TextRefused: EmptyQuestion, OnlySymbols, OnlyIdentities or TooLong; nothing was stored.
        OperationalError: the database cannot take it now; nothing was stored.
    """
    language = _interface(language)
    cut = intake.clean(text, language)
    receipt = receipts.receipt_of_form(nonce, cut) if nonce else receipts.random_receipt()
    # Durable: what is acknowledged is on disk. The sample is loaded as one piece and acknowledges nothing.
    with transaction.atomic(durable=door != Question.Door.SAMPLE):
        question, new = Question.objects.get_or_create(
            receipt_mac=receipts.mac(receipt),
            defaults={
                "asked_at": (asked_at or timezone.now()).replace(second=0, microsecond=0),
                "door": door,
                "text": cut,
                "language": guess(cut),
                "interface_language": language,
            },
        )
    try:
        found = answer(question.text, language=language)
        if new and found.available:
            keep(question, found)
    except OperationalError as error:
        if door == Question.Door.SAMPLE:
            raise
        # It is on disk, so it is acknowledged; the background process looks it up when the database is well again.
        logger.error("a question is stored but not looked up: %s", error)
        found = Answer(outcome="none", language="und", took_ms=0.0, available=False)
    return Asked(receipt=receipt, question=question, answer=found, new=new)


def keep(question: Question, found: Answer) -> None:
    """Keep what was found for a pending `question`; where nothing answers, the desk gets it. One transaction.

    A question with suggestions is grouped too, but counted apart until its asker has said what they are worth.
    Somebody else may be looking it up at the same time: the first to come keeps what they found.
    """
    means = Meaning() if found.outcome == "answer" else grouping.meaning(question.text, found.language)
    with transaction.atomic():
        row = Question.objects.select_for_update().get(pk=question.pk)
        if row.outcome == Question.Outcome.PENDING:
            row.outcome = Question.Outcome(found.outcome)
            row.language = found.language[:8]
            row.matches = as_kept(found)
            row.save(update_fields=["outcome", "language", "matches"])
            if found.outcome != "answer" and row.group_id is None:
                grouping.join(row, means)
    question.refresh_from_db()


def as_kept(found: Answer) -> list[dict[str, Any]]:
    """The matches of an answer as a question keeps them."""
    return [asdict(match.ref) | {"score": round(match.score, 4)} for match in found.matches]


def _interface(language: str | None) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
