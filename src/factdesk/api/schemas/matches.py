"""A text and what is published about it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from django.conf import settings
from pydantic import Field, StringConstraints

from factdesk.answers.results import Answer, AnsweredMatch
from factdesk.api.schemas.base import Form, Language
from factdesk.questions.results import Reply, State, Why

#: The limit itself is held by the room `questions`, with an answer that says what to do.
_Text = Annotated[
    str,
    Field(
        description="What to look up: a sentence, a forwarded message, a link.",
        json_schema_extra={"minLength": 1, "maxLength": settings.QUESTION_MAX_LENGTH},
        examples=["Uống nước chanh nóng chữa được ung thư phải không?"],
    ),
]
_Wanted = Annotated[
    Language | None,
    Field(description="Language of the words in the answer, where they exist in it; else that of the text, else vi."),
]


class MatchRequest(Form):
    """A text to look up."""

    text: _Text
    language: _Wanted = None


class QuestionRequest(MatchRequest):
    """A question to the desk."""

    nonce: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", min_length=16, max_length=64)] | None,
        Field(description="Random, chosen by you: the same nonce with the same text is the same question, sent twice."),
    ] = None


class Match(Form):
    """A published fact-check, or an external review under its own publisher's name and link."""

    id: str
    kind: Literal["fact-check", "external-review"]
    title: str
    claim: str
    rating: str = Field(description="The verdict in words.")
    publisher: str
    url: str
    score: float


class MatchResult(Form):
    """What is published about the text. `answer`: the first match answers it; `suggest`: one of them may; `none`."""

    outcome: Literal["answer", "suggest", "none"]
    language: str = Field(description="Of the text: vi, en, another subtag or und.")
    took_ms: float
    matches: list[Match]


class Receipt(MatchResult):
    """A question that is stored. The receipt is the only key to it: nothing else leads back to who asked."""

    receipt: str
    status_url: str = Field(description="Where this API says how the question stands.")
    page_url: str = Field(description="The same for people.")
    asked_on: datetime.date
    looked_up: bool = Field(description="False: stored, and looked up as soon as the search index is there again.")


class Withdrawn(Form):
    """A fact-check that answered once and was taken back."""

    code: str
    title: str
    url: str
    reason: str


class QuestionNow(Form):
    """How a question stands now."""

    receipt: str
    state: State
    why: Why = Field(description="While it waits or is checked: what brought it to the desk; empty otherwise.")
    reply: Reply = Field(description="What its asker said of what was shown; empty where nothing.")
    looked_up: bool
    language: str
    asked_on: datetime.date
    matches: list[Match]
    withdrawn: Withdrawn | None
    reason: str = Field(description="Why it was closed without a check, in words; empty where it was not.")
    reason_words: str = Field(description="What the desk adds to the reason.")
    others: int | None = Field(description="How many asked the same; null below five.")
    page_url: str


class ReplyRequest(Form):
    """What an asker says of what was shown for their question."""

    reply: Literal["this-one", "not-this", "undo"] = Field(
        description="this-one: the match `id` is what was asked; not-this: none of them is, and the desk gets the"
        " question; undo: takes a not-this back."
    )
    id: Annotated[
        str | None,
        Field(description="With this-one: the `id` of a match that was offered.", json_schema_extra={"maxLength": 20}),
    ] = None
    language: Annotated[
        Language | None, Field(description="Language of the words in the answer; else that of the question, else vi.")
    ] = None


class StatusQuery(Form):
    """What may be asked of a question's state."""

    language: Annotated[
        Language | None,
        Field(description="Language of the words, where they exist in it; else that of the question, else vi."),
    ] = None


def matches_of(matches: list[AnsweredMatch] | tuple[AnsweredMatch, ...]) -> list[Match]:
    """The matches as the API gives them."""
    return [Match(**match.as_json()) for match in matches]


def result_of(answer: Answer) -> MatchResult:
    """The answer as the API gives it."""
    return MatchResult(**answer.as_json())
