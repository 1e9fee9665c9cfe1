"""Where the desk's rules meet Wagtail's screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from factdesk.checks import archive, feedback, publication, rules, views
from factdesk.checks.errors import CopyRefused, NoApproval, StaysPublished, TextChanged
from factdesk.checks.forms import SUBMITTING
from factdesk.checks.models import FactCheckPage

_NEVER_SHOWN = {"action-publish", "action-unpublish", "localize-restart-translation", "localize-convert-to-alias"}


def _refuse(request: HttpRequest, page: Any, refusal: Exception) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The room's own screens, below the desk's address."""
    own = [
        path("<int:page_id>/withdraw/", views.withdraw, name="withdraw"),
        path("<int:page_id>/bring-up-to-date/", views.bring_up_to_date, name="bring_up_to_date"),
        path("archive/<slug:sha256>/", views.archived_copy, name="archived_copy"),
    ]
    return [path("checks/", include((own, "checks"), namespace="checks"))]


@hooks.register("insert_global_admin_js")
def dates_stay_as_they_were_typed() -> str:
    """Wagtail's calendar would put today in place of a date that it cannot read."""
    return format_html('<script src="{}"></script>', static("checks/dates.js"))


@hooks.register("insert_editor_js")
def one_saving_at_a_time() -> str:
    """Wagtail loses comments where a button saves a page that is just saving itself."""
    return format_html('<script src="{}"></script>', static("checks/one_saving.js"))


@hooks.register("insert_editor_js")
def comments_outlive_a_saving() -> str:
    """Wagtail drops a comment that is written while the page is saving itself."""
    return format_html('<script src="{}"></script>', static("checks/comments_stay.js"))


@hooks.register("insert_global_admin_css")
def fields_stay_within_a_phone() -> str:
    """Wagtail's fields grow with their longest choice."""
    return format_html('<link rel="stylesheet" href="{}">', static("checks/editor.css"))


@hooks.register("construct_page_action_menu")
def leave_out_what_is_never_allowed(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """No "Publish", since approving publishes; no "Unpublish", since what is published is withdrawn."""
    page = context.get("page")
    if isinstance(page, FactCheckPage) or context.get("parent_page") is not None:
        items[:] = [item for item in items if item.name not in _NEVER_SHOWN]


@hooks.register("before_publish_page")
def nothing_goes_out_unapproved(request: HttpRequest, page: Any) -> HttpResponse | None:
    """The publish button makes a new revision, which nobody has approved: keep it as a draft, and say so."""
    if isinstance(page, FactCheckPage):
        return _refuse(request, page, NoApproval())
    return None


@hooks.register("before_edit_page", order=-1)
def before_edit(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Approve what was read, not what somebody saved meanwhile; and never turn a translation into a copy."""
    if not isinstance(page, FactCheckPage) or request.method != "POST":
        return None
    if _NEVER_SHOWN & {name for name in request.POST if name.startswith("localize-")}:
        return _refuse(request, page, CopyRefused())
    read = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    if request.POST.get("action-workflow-action") and read and read != str(page.latest_revision_id):
        return _refuse(request, page, TextChanged())
    return None


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def fetch_what_was_ticked(request: HttpRequest, page: Any) -> None:
    """Give the worker the addresses that the editor ticked; not while they are still typed, when Wagtail autosaves."""
    if "json" in request.headers.get("Accept", ""):
        return
    archive.ask_for_ticked(page, request.user)  # type: ignore[arg-type]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_a_submitted_text_waits_for(request: HttpRequest, page: Any) -> None:
    """Copies on their way do not hold a submission up; whoever submits knows of them."""
    submitted = isinstance(page, FactCheckPage) and SUBMITTING & request.POST.keys()
    if submitted and (words := feedback.still_coming(page)):
        messages.warning(request, words)


@hooks.register("after_edit_page")
def say_what_the_review_did(request: HttpRequest, page: Any) -> None:
    """In place of Wagtail's "Page updated": published, planned, or returned to the author."""
    if isinstance(page, FactCheckPage) and request.POST.get("action-workflow-action"):
        feedback.replace_last(request, feedback.after_review(page, request.POST.get("workflow-action-name", "")))


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def what_is_published_stays(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say that it is withdrawn instead."""
    if isinstance(page, FactCheckPage) and publication.is_published(page.code):
        return _refuse(request, page, StaysPublished())
    return None


@hooks.register("before_copy_page")
def no_copies(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say that a new check is started instead."""
    if isinstance(page.specific, FactCheckPage):
        return _refuse(request, page, CopyRefused())
    return None


@hooks.register("register_page_header_buttons")
def buttons(page: Any, user: Any, view_name: str | None = None, next_url: str | None = None) -> Iterator[Button]:
    """The buttons "Withdraw…" and "Bring up to date…" beside a check's title."""
    page = page.specific
    if not isinstance(page, FactCheckPage):
        return
    if page.live and rules.reviewing_role(person=user, office=page.office):
        address = reverse("checks:withdraw", args=[page.pk])
        yield Button(gettext_lazy("Withdraw…"), address, icon_name="cross", priority=70)
    if not page.is_source and not publication.is_withdrawn(page.code) and page.permissions_for_user(user).can_edit():
        address = reverse("checks:bring_up_to_date", args=[page.pk])
        yield Button(gettext_lazy("Bring up to date…"), address, icon_name="resubmit", priority=65)


@hooks.register("register_log_actions")
def logged_actions(actions: Any) -> None:
    """The name of a withdrawal in the page's history."""
    actions.register_action("factdesk.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Withdrawn"))
