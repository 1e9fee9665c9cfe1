"""A question's page: from its status to what is shown, and which template shows it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from factdesk.answers.results import EXTERNAL_REVIEW, FACT_CHECK, KNOWN_LANGUAGES, AnsweredMatch
from factdesk.portal.outside import OutsideReview, of_review
from factdesk.questions.results import QuestionStatus
from factdesk.record import selectors as record
from factdesk.record.models import PublishedCheck
from factdesk.reviews import selectors as reviews


@dataclass(frozen=True)
class QuestionPage:
    """What the page of one question says. `check` and `review` are what answers it, where something does."""

    status: QuestionStatus
    check: PublishedCheck | None = None
    review: OutsideReview | None = None

    @cached_property
    def shows(self) -> str:
        """The name of the page's state, which is that of its template too."""
        state = self.status.state
        if state == "answered":
            # What is shown is read anew: it may have been taken back between the two.
            return "answer" if self.check else "outside" if self.review else "waiting"
        if state == "waiting":
            if not self.status.looked_up:
                return "pending"
            if self.status.why == "not-this":
                return "refused"
            return "waiting" if self.language_known else "unread"
        return {"suggested": "suggest", "in-progress": "in_progress"}.get(state, state)

    @property
    def template(self) -> str:
        """The part of the page that tells the state."""
        return f"portal/question/{self.shows}.html"

    @property
    def title(self) -> str:
        """The page's title, so that a tab or a bookmark says how things stand."""
        if self.check and self.shows == "answer":
            return self.check.title
        return {
            "outside": _("The answer"),
            "suggest": _("Is it one of these?"),
            "refused": _("Your question is with the desk"),
            "unread": _("We do not know this language yet"),
            "waiting": _("Nobody has checked this yet"),
            "pending": _("Your question is stored"),
            "in_progress": _("We are checking this"),
            "closed": _("We cannot check this"),
            "withdrawn": _("The answer was withdrawn"),
        }[self.shows]

    @property
    def receipt(self) -> str:
        """The receipt as it is read and typed."""
        return self.status.receipt_shown

    @property
    def text_language(self) -> str:
        """The language of the question for screen readers; empty where it is not known."""
        return "" if self.status.language == "und" else self.status.language

    @property
    def language_known(self) -> bool:
        """Whether the question is in a language that can be looked up; figures alone are in every language."""
        return self.status.language in KNOWN_LANGUAGES or not any(map(str.isalpha, self.status.text))

    @property
    def answered_later(self) -> bool:
        """Whether the check came out after the question was asked."""
        published = timezone.localtime(self.check.published_at).date() if self.check else datetime.date.min
        return published > self.status.asked_on

    @property
    def offers_place(self) -> bool:
        """Subject and area are asked once something was shown for the question, or it waits for the desk."""
        return self.shows in {"answer", "outside", "suggest"} or self.at_the_desk

    @property
    def place_is_folded(self) -> bool:
        """Whether they wait behind a line: next to suggestions the choice comes first, and most askers end there."""
        return self.shows == "suggest"

    @property
    def receipt_is_main(self) -> bool:
        """Whether the state itself shows the receipt large."""
        return self.shows == "withdrawn" or self.at_the_desk

    @property
    def at_the_desk(self) -> bool:
        """Whether nothing answers it yet, and somebody will."""
        return self.shows in {"waiting", "refused", "unread", "pending", "in_progress"}


def page_of(status: QuestionStatus) -> QuestionPage:
    """The page for `status`, with the whole text of what answers. At most one query."""
    if status.state != "answered" or not status.matches:
        return QuestionPage(status)
    first = status.matches[0]
    if first.kind == FACT_CHECK:
        return QuestionPage(status, check=_standing(first))
    review = reviews.review(first.code) if first.kind == EXTERNAL_REVIEW else None
    return QuestionPage(status, review=of_review(review) if review else None)


def _standing(match: AnsweredMatch) -> PublishedCheck | None:
    """The check that was matched, unless it has been withdrawn."""
    check = record.published_check(code=match.code, language=match.language)
    return check if check and not check.withdrawn else None
