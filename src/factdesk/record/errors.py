"""Why the record does not take a publication.

RecordRefused
├── NotFactual            H1: a rating needs a factual claim
├── TooFewSources         H3: two sources, one primary, each read and archived
├── ReadAfterCheck        a source was read after the day of the check
├── DayToCome             a day in it has not come yet
├── PictureNotKept        a picture in it is not kept by the hash of its bytes
├── OwnWork               H4: who approves did not write
├── NoApproval            H4: nobody approved
├── NoOwnChannel          H6: the office has no channel of its own
├── NoSuchPublication     an update, correction or withdrawal of something never published
├── AlreadyPublished      a second "publish" of the same thing
├── AlreadyWithdrawn
├── ReasonMissing         a correction or withdrawal that does not say why
├── NothingChanged        an update or correction that says what is published already
├── NotTranslated         one language repeats the words of another
├── ReasonNotTranslated   so does the reason
└── ContentMalformed      the version's content does not have the form it must have

RecordDamaged             a stored version is not what its hash says; for whoever runs the desk
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RecordRefused(Exception):  # noqa: N818  (the field's word; every subclass names a refusal)
    """The record does not take this version. Subclasses name the rule."""

    code = "refused"
    message: str | Promise = _("The record does not take this version.")
    #: The desk's page that was refused, where a screen should lead to it.
    page_id: int | None = None

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(detail)

    def __str__(self) -> str:
        return f"{self.message} {self.detail}".strip()


class NotFactual(RecordRefused):
    code = "h1-not-factual"
    message = _("Only a checkable statement of fact can be rated. Take the rating away or change the kind of claim.")


class TooFewSources(RecordRefused):
    code = "h3-too-few-sources"
    message = _(
        "A fact-check needs at least two sources, one of them primary, each with the date it was read and an "
        "archived copy. Add what is missing under Evidence."
    )


class ReadAfterCheck(RecordRefused):
    code = "read-after-check"
    message = _(
        "A check cannot cite what was read after it. Put the newer day into “checked on”, or mend the date of the "
        "source:"
    )


class DayToCome(RecordRefused):
    code = "day-to-come"
    message = _("A check says what has happened, so none of its days can lie in the future. Mend this one:")


class PictureNotKept(RecordRefused):
    code = "picture-not-kept"
    message = _("A picture is published only where its bytes are kept under their hash, so that nobody can change it.")


class OwnWork(RecordRefused):
    code = "h4-own-work"
    message = _("Somebody who wrote or edited this text cannot approve it. Ask a colleague who has not edited it.")


class NoApproval(RecordRefused):
    code = "h4-no-approval"
    message = _("Nobody has approved this revision yet. Submit it for review; a second person approves it.")


class NoOwnChannel(RecordRefused):
    code = "h6-no-own-channel"
    message = _("This office has no registered channel of its own, so nothing can go out in its name.")


class NoSuchPublication(RecordRefused):
    code = "no-such-publication"
    message = _("This has never been published, so it cannot be updated, corrected or withdrawn.")


class AlreadyPublished(RecordRefused):
    code = "already-published"
    message = _("This is published already. Publish the change as an update or a correction.")


class AlreadyWithdrawn(RecordRefused):
    code = "already-withdrawn"
    message = _("This has been withdrawn. A withdrawn check stays withdrawn; publish a new one.")


class ReasonMissing(RecordRefused):
    code = "reason-missing"
    message = _("Say why: the reason is shown to the public.")


class NothingChanged(RecordRefused):
    code = "nothing-changed"
    message = _("Nothing has changed since this was published, so there is nothing to publish. Edit the text first.")


class NotTranslated(RecordRefused):
    code = "not-translated"
    message = _(
        "This translation still says some things in the words of the text that it translates. "
        "Translate these, then submit it again:"
    )

    def __init__(self, *fields: str | Promise) -> None:
        super().__init__(", ".join(map(str, fields)) + ".")


class ReasonNotTranslated(RecordRefused):
    code = "reason-not-translated"
    message = _("The reason is the same in both languages. Write it in Vietnamese and in English.")


class ContentMalformed(RecordRefused):
    code = "content-malformed"
    message = _("The content does not have the form that a version needs.")


class RecordDamaged(Exception):  # noqa: N818  (the state that it names)
    """What is stored is not what was published: somebody or something changed the database past its triggers."""

    def __init__(self, sha256: str, why: str, entry: str = "") -> None:
        self.sha256, self.why = sha256, why
        where = f"Entry {entry} of the record is damaged: its version" if entry else "The record is damaged: version"
        super().__init__(
            f"{where} {sha256} {why}. What the public reads was left as it was. "
            "Restore the database from a backup in which this version is whole."
        )
