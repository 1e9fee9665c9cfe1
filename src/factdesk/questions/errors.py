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
    ├── NoSuchCheck        no published check of this code, or a withdrawn one
    ├── NoSuchReason       not one of the reasons for closing
    └── AlreadySettled     the group is answered or closed
"""

from __future__ import annotations

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
    message = _("There is no published check with this code, or it has been withdrawn. Choose another check.")


class NoSuchReason(DeskRefused):
    code = "no-such-reason"
    message = _("Choose one of the reasons for which a question is closed without a check.")


class AlreadySettled(DeskRefused):
    code = "already-settled"
    message = _("This group is answered or closed already. Open it again first.")
