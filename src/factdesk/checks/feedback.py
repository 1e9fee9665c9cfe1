"""What the screen says after an act of the review."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages

from factdesk.checks import readiness
from factdesk.checks.errors import NotReady
from factdesk.checks.models import FactCheckPage
from factdesk.record.errors import RecordRefused


def after_review(page: FactCheckPage, action: str) -> str:
    """What became of `page` after a reviewer chose `action`; empty where there is nothing to say."""
    page = FactCheckPage.objects.get(pk=page.pk)
    title = {"title": page.get_admin_display_title()}
    if action == "reject":
        return _("“%(title)s” has been returned to the author.") % title
    if action != "approve":
        return ""
    if planned := page.scheduled_revision:
        at = date_format(localtime(planned.approved_go_live_at), "SHORT_DATETIME_FORMAT")
        return _("“%(title)s” has been approved. It will be published at %(at)s.") % {**title, "at": at}
    if page.live:
        return _("“%(title)s” has been published. The public sees it now.") % title
    return ""


def refused(refusal: RecordRefused) -> str:
    """A refusal as the screen says it: several faults as a list."""
    if isinstance(refusal, NotReady):
        return _listed(str(refusal.message), refusal.faults)
    return str(refusal)


def still_coming(page: FactCheckPage) -> str:
    """What a text that was submitted still waits for; empty where it waits for nothing but its review."""
    revision = page.get_latest_revision()
    found = readiness.faults(page, revision) if revision and page.workflow_in_progress else []
    if not found:
        return ""
    return _listed(_("It cannot be approved before this is there:"), [fault.words for fault in found])


def _listed(words: str, items: Iterable[str]) -> str:
    return format_html("{} <ul>{}</ul>", words, format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def replace_last(request: HttpRequest, words: str) -> None:
    """Say `words` in place of the last message that waits; leave everything where there are no words."""
    if not words:
        return
    waiting = list(get_messages(request))  # reading them takes them out
    for message in waiting[:-1]:
        messages.add_message(request, message.level, message.message, extra_tags=message.extra_tags)
    messages.success(request, words)
