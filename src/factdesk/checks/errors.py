"""Why the desk does not send a fact-check on. All are refusals of the record's tree, so one `except` catches both.

record.RecordRefused
├── (record) NotFactual, TooFewSources, OwnWork, NoApproval, NotTranslated, NothingChanged …
└── ReviewRefused
    ├── NotAReviewer        no role that may approve in this office or one above it
    ├── MayNotWrite         no role that writes in this office or one above it
    ├── MayNotPublish       no role that may publish in this office or one above it
    ├── TextChanged         the revision is not the newest any more
    │   └── PictureChanged  the file of a picture is not the one that the text was saved with
    ├── PictureLost         a picture's file is gone or cannot be read
    ├── PictureInUse        an image that a fact-check shows is neither deleted nor given another file
    ├── ReviewOver          somebody has decided it meanwhile, or it was cancelled
    ├── NotComplete         something that a published check must have is missing
    ├── NotReady            several of these at once
    ├── SourceNotPublished  a translation cannot go out before the text that it translates
    ├── StaysPublished      what is published is withdrawn with a reason; it is never unpublished, moved or deleted
    ├── OfficeStays         a published check stays with the office that published it (H6)
    └── CopyRefused         a fact-check is not copied: a second one about the same claim starts fresh
CopyNotKept                 an archived copy could not be stored
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from factdesk.record.errors import (
    AlreadyWithdrawn,
    DayToCome,
    NoApproval,
    NoOwnChannel,
    NoSuchPublication,
    NotFactual,
    NothingChanged,
    NotTranslated,
    OwnWork,
    PictureNotKept,
    ReadAfterCheck,
    ReasonMissing,
    RecordRefused,
    TooFewSources,
)

__all__ = [
    "AlreadyWithdrawn",
    "CopyNotKept",
    "CopyRefused",
    "DayToCome",
    "MayNotPublish",
    "MayNotWrite",
    "NoApproval",
    "NoOwnChannel",
    "NoSuchPublication",
    "NotAReviewer",
    "NotComplete",
    "NotFactual",
    "NotReady",
    "NotTranslated",
    "NothingChanged",
    "OfficeStays",
    "OwnWork",
    "PictureChanged",
    "PictureInUse",
    "PictureLost",
    "PictureNotKept",
    "ReadAfterCheck",
    "ReasonMissing",
    "RecordRefused",
    "ReviewOver",
    "ReviewRefused",
    "SourceNotPublished",
    "StaysPublished",
    "TextChanged",
    "TooFewSources",
]


class ReviewRefused(RecordRefused):
    """The desk does not send this on. Subclasses say why."""

    code = "review-refused"
    message = _("The desk does not send this on.")


class NotAReviewer(ReviewRefused):
    code = "not-a-reviewer"
    message = _("Only a reviewer, an editor or the lead of this office, or of an office above it, may approve.")


class MayNotWrite(ReviewRefused):
    code = "may-not-write"
    message = _("Only those who write for this office, or for an office above it, start and translate its fact-checks.")


class MayNotPublish(ReviewRefused):
    code = "may-not-publish"
    message = _("Only a reviewer, an editor or the lead of this office, or of an office above it, may publish.")


class TextChanged(ReviewRefused):
    code = "text-changed"
    message = _("The text has changed since you opened it. Read the newest version, then decide.")


class PictureChanged(TextChanged):
    code = "picture-changed"
    message = _(
        "The text has changed since it was saved: a picture in it has another file now. Look at it, save the text, "
        "and submit it again:"
    )


class PictureLost(ReviewRefused):
    code = "picture-lost"
    message = _("A picture in this text is gone or cannot be read. Choose another one, or take it out:")


class PictureInUse(ReviewRefused):
    code = "picture-in-use"
    message = _(
        "A fact-check shows this image, so it cannot be deleted, and its file cannot be replaced. Upload another "
        "image, and choose it in the fact-check:"
    )


class ReviewOver(ReviewRefused):
    code = "review-over"
    message = _("This review is over: somebody has decided it meanwhile, or it was cancelled.")


class NotComplete(ReviewRefused):
    code = "not-complete"
    message = _("Something that a published fact-check must have is missing:")


class NotReady(ReviewRefused):
    """More than one rule stands against this; `faults` says each in words, so that nobody meets them one by one."""

    code = "not-ready"
    message = _("This cannot be published yet. Still missing:")

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults) + ".")


class SourceNotPublished(ReviewRefused):
    code = "source-not-published"
    message = _("This is a translation. Publish the text that it translates first.")


class StaysPublished(ReviewRefused):
    code = "stays-published"
    message = _(
        "What has been published stays findable, so it cannot be unpublished, moved or deleted. "
        "Use “Withdraw…”: the page then shows the reason."
    )


class OfficeStays(ReviewRefused):
    code = "h6-office-stays"
    message = _("This check was published by another office. An office speaks only for itself; start a new check.")


class CopyRefused(ReviewRefused):
    code = "copy-refused"
    message = _("A fact-check cannot be copied. Start a new one, or translate this one.")


class CopyNotKept(Exception):  # noqa: N818  (says what happened, as the other refusals do)
    """The archived copy could not be stored; the text says why and what to do."""
