"""The way from an approved revision to the record. Every road that makes a page live passes here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Revision

from factdesk.checks import content, errors, readiness, rules
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
    if by is not None and rules.reviewing_role(person=by, office=page.office) is None:
        raise errors.MayNotPublish
    try:
        with transaction.atomic():
            record.take_turn()
            if not rules.approvals_of(revision):
                raise errors.NoApproval
            kwargs["skip_permission_checks"] = True  # the roles above are ours; Wagtail's know no offices
            go(revision, user=by, **kwargs)
    except errors.RecordRefused as refusal:
        if kwargs.get("log_action") != SCHEDULED:
            raise
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log.error("scheduled publication of %s (%s) refused: %s", page.code, page.language, refusal)


def goes_out(page: FactCheckPage, update_fields: Iterable[str] | None) -> bool:
    """Whether storing `page` makes a revision live that was not.

    Raises:
        StaysPublished: storing it would take a live page down.
    """
    if update_fields is not None and not {"live", "live_revision"} & set(update_fields):
        return False
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
    """Append what `page.live_revision` says to the record.

    The words come from the stored revision, not from the object in memory: exactly what was approved goes out.

    Raises:
        RecordRefused: a subclass names the rule; the caller's transaction undoes the rest.
    """
    revision = Revision.objects.filter(pk=page.live_revision_id).first() if page.live_revision_id else None
    if revision is None or revision.object_id != str(page.pk):
        raise errors.NoApproval
    _require_newer(page, revision)
    approvals = rules.approvals_of(revision)
    if not approvals:
        raise errors.NoApproval
    outgoing = content.assemble(page=page, revision=revision, approvals=approvals)
    return record.append(
        kind=outgoing.kind,
        office=outgoing.office,
        content=outgoing.content,
        reason=outgoing.reason,
        written_by=rules.writers(page, up_to=revision),
        approved_by=[approval.person_id for approval in approvals],
        desk_revisions=[revision.pk],
    )


def _require_newer(page: FactCheckPage, revision: Revision) -> None:
    """Raise NoApproval for a revision that went out before, or that a newer one has overtaken: going back is a change
    like any other, and somebody approves it."""
    gone_out = record_selectors.desk_revisions(page.code)
    if any(pk >= revision.pk for pk in page.revisions.filter(pk__in=gone_out).values_list("pk", flat=True)):
        raise errors.NoApproval


def require_ready(page: FactCheckPage, revision: Revision) -> None:
    """Say at submission all that the writer has still to do. What comes without them, the review may wait for.

    Raises:
        NothingChanged: readers would find what they find now.
        RecordRefused: a subclass names the rule, `NotReady` all that there are.
    """
    found = readiness.faults(page, revision)
    if not all(fault.waits for fault in found):
        raise readiness.refusal(found)
    if not found:
        outgoing = content.assemble(page=page, revision=revision, approvals=())
        record.require_change(kind=outgoing.kind, content=outgoing.content)


def is_published(code: str) -> bool:
    """Whether the record has anything under this code, withdrawn or not."""
    return record_selectors.current_version(code) is not None


def is_withdrawn(code: str) -> bool:
    """Whether the last thing that the record says of this code is that it was withdrawn. One query."""
    newest = Entry.objects.filter(type="fact-check", code=code).order_by("-seq").values_list("kind", flat=True).first()
    return newest == Entry.Kind.WITHDRAW
