"""Work that the desk gives to the worker."""

from __future__ import annotations

from django_tasks import task

from factdesk.checks import archive
from factdesk.checks.models import CopyRequest


@task()
def fetch_copy(request_id: int) -> None:
    """Fetch one asked-for copy. A request that is done already, or whose draft is gone, is left alone."""
    request = CopyRequest.objects.filter(pk=request_id, state=CopyRequest.State.WAITING).first()
    if request is not None:
        archive.fetch_now(request)
