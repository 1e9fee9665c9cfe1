"""Texts and questions: look one up, leave one with the desk, see how it stands."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from ninja import Query, Router, Status
from ninja.decorators import decorate_view

from factdesk.answers import services as answers
from factdesk.answers.errors import IndexUnavailable
from factdesk.answers.links import own
from factdesk.answers.results import KNOWN_LANGUAGES
from factdesk.api.guards import takes_json, takes_only
from factdesk.api.schemas.matches import (
    MatchRequest,
    MatchResult,
    QuestionNow,
    QuestionRequest,
    Receipt,
    ReplyRequest,
    StatusQuery,
    Withdrawn,
    matches_of,
    result_of,
)
from factdesk.matching.text.addresses import without_links
from factdesk.matching.text.language import guess
from factdesk.portal.addresses import absolute, page_path
from factdesk.questions import receipts, selectors
from factdesk.questions import services as questions

router = Router(tags=["asking"])


@router.post("/match", response=MatchResult, summary="Look a text up; nothing is stored")
@decorate_view(takes_json)
def match(request: HttpRequest, body: MatchRequest) -> MatchResult:
    """What is published about the text, at most three matches. At most three queries of the database."""
    language = _language_of(body)
    answer = answers.answer(questions.check_text(body.text, language=language), language=language)
    if not answer.available:
        raise IndexUnavailable("unavailable", "")
    return result_of(answer)


@router.post("/questions", response={200: Receipt, 201: Receipt}, summary="Ask the desk")
@decorate_view(takes_json)
def ask(request: HttpRequest, response: HttpResponse, body: QuestionRequest) -> Status[Receipt]:
    """Stored before this answers 201; contact details and numbers of people are cut from the text first.

    200: the same question came before, with the same nonce. What nobody has checked yet goes to the desk.
    """
    language = _language_of(body)
    asked = questions.ask(text=body.text, language=language, nonce=body.nonce, door="api")
    receipt = receipts.shown(asked.receipt)
    status_url = absolute(f"/api/v1/questions/{receipt}")
    response.headers["Location"] = status_url
    return Status(
        201 if asked.new else 200,
        Receipt(
            receipt=receipt,
            status_url=status_url,
            page_url=absolute(page_path("question", language, receipt=receipt)),
            asked_on=timezone.localtime(asked.question.asked_at).date(),
            looked_up=asked.answer.available,
            **result_of(asked.answer).model_dump(),
        ),
    )


@router.get("/questions/{receipt}", response=QuestionNow, summary="How a question stands now")
@decorate_view(takes_only(StatusQuery))
def status(request: HttpRequest, receipt: str, query: Query[StatusQuery]) -> QuestionNow:
    """The receipt is read as people type it: with or without its hyphen, in capitals or not. At most five queries."""
    return _now(receipt, query.language)


@router.post("/questions/{receipt}/reply", response=QuestionNow, summary="Say whether it is what was asked")
@decorate_view(takes_json)
def reply(request: HttpRequest, receipt: str, body: ReplyRequest) -> QuestionNow:
    """Kept without the asker; said twice it is said once. `not-this` brings the question to the desk."""
    match body.reply:
        case "this-one":
            questions.reply_this_one(receipt, body.id or "")
        case "not-this":
            questions.reply_not_this(receipt)
        case "undo":
            questions.undo_not_this(receipt)
    return _now(receipt, body.language)


def _now(receipt: str, wanted: str | None) -> QuestionNow:
    """How the question stands, with words in the language `wanted`, else in its own."""
    language = wanted or _spoken(selectors.question(receipt).language)
    with override(language):
        now = selectors.status(receipt, language=language)
        shown = receipts.shown(now.receipt)
        return QuestionNow(
            receipt=shown,
            state=now.state,
            why=now.why,
            reply=now.reply,
            looked_up=now.looked_up,
            language=now.language,
            asked_on=now.asked_on,
            matches=matches_of(now.matches),
            withdrawn=Withdrawn(**asdict(now.withdrawn)) if now.withdrawn else None,
            reason=now.reason,
            reason_words=now.reason_words,
            others=now.others,
            page_url=absolute(page_path("question", language, receipt=shown)),
        )


def _language_of(body: MatchRequest) -> str:
    """The language of the words in the answer: as asked for, else the text's own."""
    if body.language:
        return body.language
    said = without_links(body.text)
    # A bare link to one of our pages says by its address in which language somebody read it.
    linked = next((ref.language for ref in own(body.text)), "") if not any(map(str.isalpha, said)) else ""
    return _spoken(linked or guess(said))


def _spoken(language: str) -> str:
    """The language of a text where the desk speaks it, else the desk's first."""
    return language if language in KNOWN_LANGUAGES else settings.LANGUAGE_CODE
