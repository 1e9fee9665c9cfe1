"""What an asker gets back, as plain values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from factdesk.answers.results import Answer, AnsweredMatch
from factdesk.questions import receipts
from factdesk.questions.models import Question

State = Literal["answered", "suggested", "waiting", "in-progress", "closed", "withdrawn"]

#: What brought a question to the desk: nothing published was found; its asker said that what was shown is not what
#: they asked; it could not be looked up yet; or the check that answered it was withdrawn. "" in every state but
#: waiting and in-progress.
Why = Literal["", "nothing-found", "not-this", "pending", "withdrawn"]

#: What the asker said last of what was shown: it is this one, or none of these; "" where nothing was said.
Reply = Literal["", "this-one", "not-this"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is on disk, and what was found for it.

    Args:
        receipt: ten characters, the only key to the question's page; `receipt_shown` is for reading.
        new: False where the same form came a second time and nothing new was stored.
    """

    receipt: str
    question: Question
    answer: Answer
    new: bool = True

    @property
    def receipt_shown(self) -> str:
        return receipts.shown(self.receipt)


@dataclass(frozen=True, slots=True)
class WithdrawnCheck:
    """A check that answered once and was taken back; its page stays."""

    code: str
    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionStatus:
    """What is known now about a question.

    Args:
        state: answered (first match), suggested (matches), waiting, in-progress, closed (see `reason`), or withdrawn:
            what answered has been taken back, nothing has taken its place and the desk has it again; `withdrawn` is
            None for a review of another publisher that is gone.
        why: in the states waiting and in-progress, what brought the question to the desk (see `Why`).
        refused: with the why "not-this", what was shown and is still published; `undo_not_this` brings all of it back
            and `reply_this_one` one of it.
        reply: what its asker said of what was shown (see `Reply`).
        by_desk: the desk itself answered this with a check; it was not offered, so it cannot be refused either.
        looked_up: False while the question waits for the index.
        reason: why it was closed, in the page's language; `reason_words`: the desk's own words about it.
        asked_on: the day.
        others: how many asked the same; None below five.
    """

    receipt: str
    state: State
    text: str
    language: str
    asked_on: datetime.date
    matches: tuple[AnsweredMatch, ...] = ()
    why: Why = ""
    refused: tuple[AnsweredMatch, ...] = ()
    reply: Reply = ""
    by_desk: bool = False
    withdrawn: WithdrawnCheck | None = None
    reason: str = ""
    reason_words: str = ""
    others: int | None = None
    looked_up: bool = True
    sector: str | None = None
    region: str | None = None

    @property
    def receipt_shown(self) -> str:
        return receipts.shown(self.receipt)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Whether a check that stands published answers a text, as was said last of the same words by one origin.

    Args:
        kind, code: of the check or review.
        verdict: right or wrong; origin: desk or asker. Nobody can tell whether many askers are one person.
        on: the day of the newest label.
        times: how many labels say so of the same words.
    """

    text: str
    language: str
    kind: str
    code: str
    verdict: str
    origin: str
    on: datetime.date
    times: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording in a group: its newest question, how many asked it in these words, and when last."""

    question: Question
    times: int
    last_asked_at: datetime.datetime
