"""The archive of sources: files named by the SHA-256 of their bytes, written once and never changed (H3)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factdesk import outbound
from factdesk.checks.errors import CopyNotKept
from factdesk.checks.models.archive import ArchivedCopy, CopyRequest
from factdesk.record.keeping import write_whole

if TYPE_CHECKING:
    from factdesk.checks.models import FactCheckPage
    from factdesk.offices.models import Person

#: A saved page with its pictures or a scanned decree; larger files are no copies of a source.
MAX_BYTES = 30_000_000
FETCH_SECONDS = 30.0


def keep(data: bytes, *, media_type: str, url: str, how: str) -> ArchivedCopy:
    """Store `data` for good and return its row; the same bytes twice are one copy.

    Raises:
        CopyNotKept: nothing in it, too much of it, or no room on the disk.
    """
    if not data:
        raise CopyNotKept(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise CopyNotKept(_("The file is larger than %(mb)d MB.") % {"mb": MAX_BYTES // 1_000_000})
    sha256 = hashlib.sha256(data).hexdigest()
    row = ArchivedCopy(
        sha256=sha256,
        media_type=media_type.partition(";")[0].strip().lower()[:100] or "application/octet-stream",
        size=len(data),
        fetched_at=timezone.now(),
        source_url=url[:2000],
        how=how,
    )
    try:
        if not row.path.exists():
            write_whole(row.path, data)
    except OSError as error:
        raise CopyNotKept(_("The copy could not be stored: %(why)s") % {"why": error.strerror or error}) from error
    kept, _created = ArchivedCopy.objects.get_or_create(
        sha256=sha256,
        defaults={name: getattr(row, name) for name in ("media_type", "size", "fetched_at", "source_url", "how")},
    )
    return kept


def keep_upload(upload: UploadedFile[Any], *, url: str) -> ArchivedCopy:
    """Keep a file that somebody uploaded as the copy of `url`.

    Raises:
        CopyNotKept: see `keep`.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise CopyNotKept(_("The file is larger than %(mb)d MB.") % {"mb": MAX_BYTES // 1_000_000})
    upload.seek(0)
    return keep(upload.read(), media_type=upload.content_type or "", url=url, how=ArchivedCopy.How.UPLOADED)


def ask_for_copy(*, url: str, page: FactCheckPage, by: Person) -> CopyRequest:
    """Let the worker fetch `url`; what became of it is shown beside the source."""
    from factdesk.checks.tasks import fetch_copy

    request = CopyRequest.objects.create(url=url, page=page, asked_by=by)
    transaction.on_commit(lambda: fetch_copy.enqueue(request.pk))
    return request


def ask_for_ticked(page: Any, by: Person) -> None:
    """Ask for the copies that were ticked in the editor's form, once."""
    for url in page.__dict__.pop("copies_to_fetch", ()):
        ask_for_copy(url=url, page=page, by=by)


def fetch_now(request: CopyRequest) -> CopyRequest:
    """Fetch what was asked for, keep it, and put it beside the source in the draft. The worker's part.

    The answer is in `request.state`; a refusal's reason in `request.problem`.
    """
    try:
        fetched = outbound.fetch(request.url, max_bytes=MAX_BYTES, timeout=FETCH_SECONDS)
        if fetched.status != 200:
            raise CopyNotKept(_("The address answered %(status)d.") % {"status": fetched.status})
        request.copy = keep(fetched.body, media_type=fetched.media_type, url=request.url, how=ArchivedCopy.How.FETCHED)
    except (outbound.OutboundRefused, CopyNotKept) as refusal:
        request.state, request.problem = CopyRequest.State.FAILED, str(refusal)
        request.save(update_fields=["state", "problem"])
        return request
    with transaction.atomic():
        request.state, request.problem = CopyRequest.State.KEPT, ""
        request.save(update_fields=["state", "problem", "copy"])
        _put_beside_the_source(request)
    return request


def _put_beside_the_source(request: CopyRequest) -> None:
    """A new revision of the draft with the copy in it, made for who asked: they count as its writer, as they are."""
    from factdesk.checks import publication, services
    from factdesk.checks.models import FactCheckPage

    page = FactCheckPage.objects.get(pk=request.page_id).get_latest_revision_as_object()
    if publication.is_withdrawn(page.code):
        return  # meanwhile; the copy is kept all the same
    rows = [row for row in page.evidence.all() if row.url == request.url and row.copy_id is None]
    for row in rows:
        row.copy = request.copy
    if rows:
        page.evidence.set(list(page.evidence.all()))
        services.save_draft(page, request.asked_by)


def kept_copy_of(url: str) -> ArchivedCopy | None:
    """The newest copy that the worker fetched from `url`. One query."""
    request = CopyRequest.objects.filter(url=url, state=CopyRequest.State.KEPT).select_related("copy").first()
    return request.copy if request else None


def state_of(row: Any) -> str:
    """In words: what is kept for a row of evidence, or how far its fetching is. At most one query."""
    if row.copy_id:
        return _("Kept. SHA-256: %(hash)s") % {"hash": row.copy_id}
    request = CopyRequest.objects.filter(url=row.url).first() if row.url else None
    if request is None:
        return ""
    return f"{request.get_state_display()}. {request.problem}".strip().replace("..", ".")
