"""The one bridge between the desk and the public: `append`."""

from __future__ import annotations

import datetime
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import rfc8785
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from factdesk.offices.models import Office
from factdesk.offices.selectors import own_portal_channel
from factdesk.record import errors, pictures
from factdesk.record.content import FactCheckContent, are_two, canonical, digest
from factdesk.record.days import today
from factdesk.record.models import Entry, Version
from factdesk.record.projection import apply

#: PostgreSQL's advisory lock that a publishing transaction holds until it commits.
_LOCK = 0x_FAC7_DE5C

#: What each language says in its own words.
_WORDS = {"title": _("title"), "claim": _("claim"), "verdict": _("verdict"), "body": _("body")}

_BY_CONSTRAINT = {
    "h1_": errors.NotFactual,
    "h3_": errors.TooFewSources,
    "h4_": errors.OwnWork,
    "day_": errors.DayToCome,
    "picture_": errors.PictureNotKept,
}


def append(
    *,
    kind: str,
    office: Office,
    content: dict[str, Any],
    written_by: Iterable[int],
    approved_by: Iterable[int],
    desk_revisions: Sequence[int] = (),
    reason: dict[str, str] | None = None,
) -> Entry:
    """Publish: check the rules, store the version, give the entry its number, change the public state. One transaction.

    Args:
        kind: publish, update, correct or withdraw.
        office: who speaks (H6); must be the office that `content` names.
        content: a version in the form of `content.FactCheckContent`.
        written_by: ids of everybody with an edit in what is published. Not public.
        approved_by: ids of who approved exactly this. Not public; roles stand in the content.
        desk_revisions: ids of the Wagtail revisions that were approved. Not public.
        reason: by language; required for a correction and a withdrawal.

    Raises:
        RecordRefused: a subclass names the rule; nothing was changed.
        RecordDamaged: this was published before, and what is stored of it is something else now.
    """
    writers, approvers = sorted(set(written_by)), sorted(set(approved_by))
    reason = {language: text.strip() for language, text in (reason or {}).items() if text.strip()}
    checked = _checked(kind=kind, office=office, content=content, writers=writers, approvers=approvers, reason=reason)
    data = canonical(checked.model_dump(mode="json"))
    sha256 = digest(data)
    try:
        with transaction.atomic():
            take_turn()
            previous = _newest_entry(checked)
            _check_order(kind, previous)
            _check_change(kind, checked, previous)
            last = Entry.objects.order_by("-seq").first()
            version = Version.objects.filter(pk=sha256).first()
            if version is None:
                version = Version(
                    sha256=sha256,
                    content=data.decode(),
                    type=checked.type,
                    code=checked.code,
                    office=office,
                    claim_kind=checked.claim.kind,
                    rating=checked.rating,
                )
                version.save(force_insert=True)
            entry = Entry(
                seq=last.seq + 1 if last else 0,
                at=_now(last),
                kind=kind,
                type=checked.type,
                code=checked.code,
                office=office,
                version=version,
                previous=previous,
                reason=reason,
                desk_revisions=list(desk_revisions),
                written_by=writers,
                approved_by=approvers,
            )
            entry.line = _line(entry, checked)
            entry.save(force_insert=True)
            # It reads the canonical text, as a rebuild does: so both give the same rows, byte for byte.
            apply(entry)
    except IntegrityError as error:
        # The database had the last word: say it as the rule that it holds.
        for prefix, refusal in _BY_CONSTRAINT.items():
            if prefix in str(error):
                raise refusal from error
        raise
    return entry


def check(
    *,
    kind: str,
    office: Office,
    content: dict[str, Any],
    written_by: Iterable[int],
    approved_by: Iterable[int],
    reason: dict[str, str] | None = None,
) -> None:
    """Say now whether `append` would refuse this, so that nobody approves what cannot go out.

    Arguments as for `append`.

    Raises:
        RecordRefused: a subclass names the rule.
    """
    checked = _checked(
        kind=kind,
        office=office,
        content=content,
        writers=sorted(set(written_by)),
        approvers=sorted(set(approved_by)),
        reason={language: text for language, text in (reason or {}).items() if text.strip()},
    )
    newest = _newest_entry(checked)
    _check_order(kind, newest)
    _check_change(kind, checked, newest)


def require_change(*, kind: str, content: dict[str, Any]) -> None:
    """Say whether `append` would find nothing new in this; it asks no other rule.

    Raises:
        NothingChanged: readers would find what they find now.
        ContentMalformed: the content does not have its form.
    """
    checked = _parsed(content)
    _check_change(kind, checked, _newest_entry(checked))


def _parsed(content: dict[str, Any]) -> FactCheckContent:
    try:
        return FactCheckContent.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise errors.ContentMalformed(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _checked(
    *,
    kind: str,
    office: Office,
    content: dict[str, Any],
    writers: list[int],
    approvers: list[int],
    reason: dict[str, str],
) -> FactCheckContent:
    """The content in its strict form, after the rules that need no database row of the record."""
    if kind not in Entry.Kind.values:
        raise errors.ContentMalformed(f"kind {kind!r}")
    checked = _parsed(content)
    if checked.office.slug != office.slug or own_portal_channel(office) is None:
        raise errors.NoOwnChannel
    if checked.rating is not None and checked.claim.kind != "factual":
        raise errors.NotFactual
    if len({(item.url, item.sha256) for item in checked.evidence}) < 2 or not any(e.primary for e in checked.evidence):
        raise errors.TooFewSources
    if kind != Entry.Kind.WITHDRAW:  # whatever stands there, it can always be taken back
        if not are_two((item.url, item.sha256) for item in checked.evidence):
            raise errors.TooFewSources
        _check_days(checked)
        _check_pictures(checked)
    if not approvers or not writers:
        raise errors.NoApproval
    if set(approvers) & set(writers):
        raise errors.OwnWork
    if kind in (Entry.Kind.CORRECT, Entry.Kind.WITHDRAW) and not reason:
        raise errors.ReasonMissing
    if _repeated(reason.values()) or (checked.withdrawn and _repeated(checked.withdrawn.reason.values())):
        raise errors.ReasonNotTranslated
    if (kind == Entry.Kind.WITHDRAW) != (checked.withdrawn is not None):
        raise errors.ContentMalformed("withdrawn")
    if checked.withdrawn is not None and checked.rating is not None:
        raise errors.ContentMalformed("rating")
    if kind != Entry.Kind.WITHDRAW:  # whatever stands there, it can always be taken back
        _check_translated(checked)
    return checked


def _check_days(content: FactCheckContent) -> None:
    """Raise where a day has not come yet, or a source was read after the check."""
    seen = [appearance.on for appearance in content.claim.appearances if appearance.on]
    latest = max(content.checked_on, *seen, *(item.read_on for item in content.evidence))
    if latest > today() and latest > _day_of_newest_entry():
        raise errors.DayToCome(f"{latest}.")
    if any(item.read_on > content.checked_on for item in content.evidence):
        raise errors.ReadAfterCheck(f"{content.checked_on}.")


def _day_of_newest_entry() -> datetime.date:
    """It has come, even where the clock was set back since. One query."""
    newest = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    return timezone.localdate(newest, timezone.get_default_timezone()) if newest else datetime.date.min


def _check_pictures(content: FactCheckContent) -> None:
    """Raise PictureNotKept where a text shows a picture whose bytes could change or go away."""
    if pictures.not_kept_in(text.body for text in content.texts.values()):
        raise errors.PictureNotKept


def _check_translated(content: FactCheckContent) -> None:
    """Raise NotTranslated where two languages say the same words: a copy that nobody has translated yet."""
    texts = content.texts.values()
    repeated = [label for name, label in _WORDS.items() if _repeated(getattr(text, name) for text in texts)]
    if repeated:
        raise errors.NotTranslated(*repeated)


def _repeated(texts: Iterable[str]) -> bool:
    """Whether two of these say the same, but for case, spaces and the way in which accents are encoded."""
    said = [words for text in texts if (words := " ".join(unicodedata.normalize("NFC", text).split()).casefold())]
    return len(set(said)) < len(said)


def _newest_entry(content: FactCheckContent) -> Entry | None:
    return Entry.objects.filter(type=content.type, code=content.code).select_related("version").order_by("-seq").first()


def _check_change(kind: str, content: FactCheckContent, previous: Entry | None) -> None:
    """Raise NothingChanged where readers would find what they find now. Approving it once more is no change."""
    if kind not in (Entry.Kind.UPDATE, Entry.Kind.CORRECT) or previous is None:
        return
    if _as_read(content.model_dump(mode="json")) == _as_read(json.loads(previous.version.content)):
        raise errors.NothingChanged


def _as_read(content: dict[str, Any]) -> dict[str, Any]:
    texts = {language: {**text, "approvals": None} for language, text in content["texts"].items()}
    return {**content, "texts": texts}


def _check_order(kind: str, previous: Entry | None) -> None:
    """Raise where an entry of `kind` cannot follow `previous`, the newest entry of the same thing."""
    if kind == Entry.Kind.PUBLISH:
        if previous is not None:
            raise errors.AlreadyPublished
    elif previous is None:
        raise errors.NoSuchPublication
    elif previous.kind == Entry.Kind.WITHDRAW:
        raise errors.AlreadyWithdrawn


def take_turn() -> None:
    """Be alone with the record until the caller's transaction ends.

    So numbers have no gaps and follow the order of commitment, and what a version takes over from the one before is
    still the newest when it is appended. Whoever reads the record to append to it calls this first, before any row is
    locked: then no two publications ever wait for each other.

    SQLite: a write transaction is alone already (transaction_mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _now(last: Entry | None) -> datetime.datetime:
    """UTC in whole seconds; never before the last entry, whatever the clock says."""
    now = timezone.now().astimezone(datetime.UTC).replace(microsecond=0)
    return max(now, last.at) if last else now


def _line(entry: Entry, content: FactCheckContent) -> str:
    """The entry's public line: canonical JSON, no name of a private person, nothing about askers."""
    line = {
        "v": 1,
        "seq": entry.seq,
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "kind": entry.kind,
        "type": entry.type,
        "code": entry.code,
        "office": content.office.slug,
        "sha256": entry.version_id,
        "languages": sorted(content.texts),
        "previous": entry.previous_id,
        "evidence": [item.sha256 for item in content.evidence],
        "reason": entry.reason,
    }
    return rfc8785.dumps(line).decode()
