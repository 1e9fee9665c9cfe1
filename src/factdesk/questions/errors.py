"""Why a question, or an answer to one, is not taken.

QuestionRefused
├── TextRefused
│   ├── EmptyQuestion      nothing but spaces
│   ├── OnlySymbols        no letter and no digit
│   ├── OnlyIdentities     nothing is left once names, numbers and addresses of people are cut
│   └── TooLong            more than settings.QUESTION_MAX_LENGTH characters
├── NoSuchReceipt          no question has this receipt
├── NotOffered             the chosen match was never offered for this question
│   └── NothingOffered     none was, so that none can be refused
├── NoSuchPlace            a sector or region that the desk does not have
└── DeskRefused
    ├── NoRole             somebody without a role at the desk
    ├── NoSuchCheck        no published check of this code
    │   └── CheckWithdrawn there was one, and it has been taken back
    ├── NoSuchReason       not one of the reasons for closing
    ├── AlreadySettled     the group is answered or closed, or somebody has begun to check it
    └── NothingToSplit     everybody in the group asked it in the same words
"""

from __future__ import annotations

import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class QuestionRefused(Exception):  # noqa: N818  (every subclass names a refusal)
    """Not taken. Subclasses say why and what to do."""

    code = "refused"
    message: str | Promise = _("This was not taken.")
    #: The API's status for it.
    status = 422

    def __str__(self) -> str:
        return str(self.message)


class TextRefused(QuestionRefused):
    """The text cannot be a question."""


class EmptyQuestion(TextRefused):
    code = "empty"
    message = _("Write or paste what you want to know about: a sentence is enough.")


class OnlySymbols(TextRefused):
    code = "only-symbols"
    message = _("There are only symbols here. Write in words what you want to know about.")


class OnlyIdentities(TextRefused):
    code = "only-identities"
    message = _(
        "There are only contact details or numbers of people here, and those are never kept. "
        "Write in words what is being claimed."
    )


class TooLong(TextRefused):
    code = "too-long"

    def __init__(self, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        super().__init__()

    def __str__(self) -> str:
        return str(
            _(
                "The text has %(length)d characters; %(limit)d is the most that can be taken. "
                "Send the part that makes the claim."
            )
            % {"length": self.length, "limit": self.limit}
        )


class NoSuchReceipt(QuestionRefused):
    code = "no-such-receipt"
    message = _("There is no question with this receipt. Check the ten characters and try again.")
    status = 404


class NotOffered(QuestionRefused):
    code = "not-offered"
    message = _("This was not among the checks offered for the question. Choose one of those shown.")


class NothingOffered(NotOffered):
    code = "nothing-offered"
    message = _("No check was offered for this question, so there is none to refuse. It is with the desk already.")


class NoSuchPlace(QuestionRefused):
    code = "no-such-place"
    message = _("The desk does not have this sector or region. Choose one from the list.")


class DeskRefused(QuestionRefused):
    """A step at the desk that cannot be taken."""

    status = 409


class NoRole(DeskRefused):
    code = "no-role"
    message = _("Only somebody with a role at the desk can do this. Ask an administrator for a role.")
    status = 403


class NoSuchCheck(DeskRefused):
    code = "no-such-check"
    message = _("There is no check with this code. Look at the code again, or choose another check.")


class CheckWithdrawn(NoSuchCheck):
    code = "check-withdrawn"
    message = _("This check has been withdrawn, so it answers nobody. Choose another check.")


class NoSuchReason(DeskRefused):
    code = "no-such-reason"
    message = _("Choose one of the reasons for which a question is closed without a check.")


class AlreadySettled(DeskRefused):
    """Somebody was there before: the message says what they did, who it was and when, where that is known."""

    code = "already-settled"

    def __init__(self, state: str, who: str = "", when: datetime.datetime | None = None) -> None:
        self.state, self.who, self.when = state, who, when
        super().__init__()

    def __str__(self) -> str:
        happened = {
            "answered": _("This group is answered already."),
            "closed": _("This group is closed already."),
            "in-progress": _("A fact-check has been started for this group already."),
        }.get(self.state, _("This group has changed since you opened its page."))
        if not self.who or self.when is None:
            return str(happened)
        moment = formats.date_format(timezone.localtime(self.when), "SHORT_DATETIME_FORMAT")
        by = _("Last dealt with by %(who)s, %(when)s. Nothing of yours was changed or added.")
        return f"{happened} {by % {'who': self.who, 'when': moment}}"


class NothingToSplit(DeskRefused):
    code = "nothing-to-split"
    message = _("There is nothing else in this group that the question could be parted from.")
