"""The way from an approved revision to the record. Every road that makes a page live passes here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Revision

from factdesk.checks import content, errors, readiness, rules
from factdesk.checks.reading import Reading
from factdesk.record import selectors as record_selectors
from factdesk.record import services as record
from factdesk.record.models import Entry

if TYPE_CHECKING:
    from factdesk.checks.models import FactCheckPage

log = logging.getLogger("factdesk.checks")

SCHEDULED = "wagtail.publish.scheduled"


def publish(*, page: FactCheckPage, revision: Revision, by: Any, go: Callable[..., Any], **kwargs: Any) -> None:
    """Publish `revision`, or schedule it where its page says so; `go` is Wagtail's own way of doing it.

    A scheduled publication whose hour has come and that the record refuses is taken off the schedule and logged, so
    that it does not hold up the others.

    Raises:
        RecordRefused: a subclass says why; nothing was changed.
    """
    try:
        with transaction.atomic():
            record.take_turn()
            # As it stands now: whoever waited for their turn has read it before.
            revision.content_object = type(page).objects.select_related("locale").get(pk=revision.object_id)
            office = revision.content_object.office
            if by is not None and rules.reviewing_role(person=by, office=office) is None:
                raise errors.MayNotPublish
            if not rules.approvals_of(revision, office=office):
                raise errors.NoApproval
            kwargs["skip_permission_checks"] = True  # the roles above are ours; Wagtail's know no offices
            go(revision, user=by, **kwargs)
    except errors.RecordRefused as refusal:
        if kwargs.get("log_action") != SCHEDULED:
            raise
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log.error("scheduled publication of %s (%s) refused: %s", page.code, page.language, refusal)


def may_go_out(page: FactCheckPage, update_fields: Iterable[str] | None) -> bool:
    """Whether storing `page` like this could change what is live. No query."""
    if update_fields is not None:
        return not {"live", "live_revision"}.isdisjoint(update_fields)
    return page.live or page.pk is not None


def goes_out(page: FactCheckPage) -> bool:
    """Whether storing `page` makes a revision live that was not.

    Raises:
        StaysPublished: storing it would take a live page down.
    """
    if page.live:
        record.take_turn()
    # Read after waiting for one's turn, so that two who press at once publish once.
    stored = type(page).objects.select_for_update().filter(pk=page.pk).values_list("live", "live_revision_id").first()
    was_live, old_revision = stored or (False, None)
    if not page.live:
        if was_live:
            raise errors.StaysPublished
        return False
    return not was_live or page.live_revision_id != old_revision


def send_out(page: FactCheckPage) -> Entry:
    """Append what the live revision of `page` says to the record.

    Page and words are what is stored, not the objects in memory: exactly what was approved goes out.

    Raises:
        RecordRefused: a subclass names the rule; the caller's transaction undoes the rest.
    """
    try:
        reading = Reading.now(page=page.pk, revision=page.live_revision_id)
    except Revision.DoesNotExist:
        raise errors.NoApproval from None
    revision = reading.revision
    if reading.page.live_revision_id != revision.pk:
        raise errors.NoApproval
    _require_newer(reading)
    approvals = rules.approvals_of(revision, office=reading.office)
    if not approvals:
        raise errors.NoApproval
    outgoing = content.assemble(reading, approvals)
    return record.append(
        kind=outgoing.kind,
        office=outgoing.office,
        content=outgoing.content,
        reason=outgoing.reason,
        written_by=reading.writers(up_to=revision),
        approved_by=[approval.person_id for approval in approvals],
        desk_revisions=[revision.pk],
    )


def _require_newer(reading: Reading) -> None:
    """Raise NoApproval for a revision that went out before, or that a newer one has overtaken: going back is a change
    like any other, and somebody approves it."""
    if any(row.pk in reading.gone_out for row in reading.revisions if row.pk >= reading.revision.pk):
        raise errors.NoApproval


def require_ready(page: FactCheckPage, revision: Revision) -> None:
    """Say at submission all that the writer has still to do. What comes without them, the review may wait for.

    Raises:
        NothingChanged: readers would find what they find now.
        RecordRefused: a subclass names the rule, `NotReady` all that there are.
    """
    reading = Reading(page, revision)
    found = readiness.faults_in(reading)
    if not all(fault.waits for fault in found):
        raise readiness.refusal(found)
    if not found:
        outgoing = content.assemble(reading, approvals=())
        record.require_change(kind=outgoing.kind, content=outgoing.content)


def is_published(code: str) -> bool:
    """Whether the record has anything under this code, withdrawn or not."""
    return record_selectors.current_version(code) is not None


def is_withdrawn(code: str) -> bool:
    """Whether the last thing that the record says of this code is that it was withdrawn. One query."""
    newest = Entry.objects.filter(type="fact-check", code=code).order_by("-seq").values_list("kind", flat=True).first()
    return newest == Entry.Kind.WITHDRAW
