"""What the room refuses.

ReviewsRefused
└── NoSuchReview    no external review has this code
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReviewsRefused(Exception):  # noqa: N818  (the field's word; every subclass names a refusal)
    """The room does not do what was asked. Subclasses say why."""

    code = "refused"
    message: str | Promise = _("This cannot be done with an external review.")

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return f"{self.message} {self.detail}".strip()


class NoSuchReview(ReviewsRefused):
    code = "no-such-review"
    message = _("There is no external review of this code.")
