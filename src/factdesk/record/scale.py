"""The desk's published scale of ratings: the words, what each means, and its number where it is a degree of truth.

"missing context" and "unproven" are no degrees of false, so they have no number (and carry none in ClaimReview).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Rating:
    """One step of the scale."""

    slug: str
    label: str | Promise
    meaning: str | Promise
    #: 1 (false) to 5 (true); None where the rating is no degree of truth.
    value: int | None
    #: Name of the shape that goes with the word, since colour alone says nothing to many.
    shape: str


SCALE: tuple[Rating, ...] = (
    Rating("true", _("True"), _("The claim agrees with the evidence."), 5, "tick"),
    Rating("mostly-true", _("Mostly true"), _("The main point is right; a detail is not exact."), 4, "tick-half"),
    Rating(
        "missing-context",
        _("Missing context"),
        _("The words are accurate, but they mislead without something that was left out."),
        None,
        "circle-half",
    ),
    Rating(
        "mostly-false", _("Mostly false"), _("There is a grain of truth; the main point is wrong."), 2, "cross-half"
    ),
    Rating("false", _("False"), _("The evidence contradicts the claim."), 1, "cross"),
    Rating(
        "unproven", _("Unproven"), _("There is not enough evidence to say that it is true or false."), None, "question"
    ),
)

BY_SLUG: dict[str, Rating] = {rating.slug: rating for rating in SCALE}


def label(slug: str | None) -> str:
    """The verdict in words, in the current language; "not rated" for None."""
    return str(BY_SLUG[slug].label) if slug else str(_("Not rated"))
