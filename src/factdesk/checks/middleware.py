"""What the desk's acts come to is a sentence on the screen: a refusal never an error page, a review never silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages
from wagtail.admin.localization import get_localized_response
from wagtail.models import TaskState
from wagtail_localize.models import TranslationSource

from factdesk.checks import feedback, pictures, rules
from factdesk.checks.errors import PictureLost, TextChanged
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Person
from factdesk.record.errors import RecordRefused

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]

#: The screens of wagtail-localize that take a text apart.
_TRANSLATING = {"wagtail_localize:submit_page_translation", "wagtail_localize:update_translations"}

#: Addresses of screens that this desk does not have. No button leads there; whoever types one would go round locks,
#: and leave words in the segments of a text, which somebody else then takes over as their own (H4).
_CLOSED = {
    "wagtailadmin_api:pages:action",
    *(
        f"wagtail_localize:{name}"
        for name in (
            *("edit_string_translation", "edit_override", "download_pofile", "upload_pofile", "machine_translate"),
            *("preview_translation", "stop_translation", "convert_to_alias"),
        )
    ),
}


class RefusalsInWords:
    """Whichever screen of the desk the refusal comes from: show why, and go back to where the person was.

    The draft stays as it was saved.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """In the language and time zone of who reads, as Wagtail's views speak; what is said beside them does too."""
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        localized: HttpResponse = get_localized_response(self.get_response, request)
        return localized

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Close what this desk does not have; say what a review from the dashboard came to, for Wagtail's screen for it
        says nothing; and that a text cannot be sent to translation, where the screen for that would break.
        """
        match = request.resolver_match
        if match is None:
            return None
        if match.view_name in _CLOSED:
            raise PermissionDenied
        if match.view_name in _TRANSLATING:
            return self._may_be_translated(request, kwargs)
        if request.method == "POST" and match.view_name == "wagtailadmin_pages:workflow_action":
            return self._reviewed(request, view, args, kwargs)
        return None

    def _reviewed(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        waiting = TaskState.objects.filter(pk=kwargs["task_state_id"], status=TaskState.STATUS_IN_PROGRESS)
        page, state = FactCheckPage.objects.filter(pk=kwargs["page_id"]).first(), waiting.first()
        if page is None or state is None:
            return None
        if kwargs["action_name"] == "approve" and rules.changed_since(page, state.started_at):
            # The dashboard does not show what it lets approve: what has changed since has to be opened and read.
            refusal = TextChanged()
            refusal.page_id = page.pk
            return self.process_exception(request, refusal)
        try:
            response = view(request, *args, **kwargs)
        except RecordRefused as refusal:
            return self.process_exception(request, refusal)
        if not waiting.exists():
            messages.success(request, feedback.after_review(page, kwargs["action_name"]))
        return response

    def _may_be_translated(self, request: HttpRequest, kwargs: dict[str, int]) -> HttpResponse | None:
        page, person = _to_translate(**kwargs), request.user
        if page is None or not isinstance(person, Person):
            return None
        if rules.membership(person=person, office=page.office, roles=rules.WRITING) is None:
            raise PermissionDenied  # Wagtail asks for a permission, which knows no offices
        lost = [fault.detail for fault in pictures.faults(page) if isinstance(fault, PictureLost)]
        if not lost:
            return None
        refusal = PictureLost("; ".join(lost) + ".")
        refusal.page_id = page.pk
        return self.process_exception(request, refusal)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, RecordRefused) or not request.path_info.startswith(home):
            return None
        messages.error(request, feedback.refused(exception))
        if "json" in request.headers.get("Accept", "") or request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse(
                {"success": False, "error_code": exception.code, "error_message": str(exception)}, status=409
            )
        if exception.page_id is not None:
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[exception.page_id]))
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = request.path if request.resolver_match and request.resolver_match.url_name == "edit" else home
        return HttpResponseRedirect(back)


def _to_translate(page_id: int | None = None, translation_source_id: int | None = None) -> FactCheckPage | None:
    """The text that a screen of wagtail-localize is about."""
    if page_id is None:
        source = TranslationSource.objects.filter(pk=translation_source_id).first()
        if source is None:
            return None
        return FactCheckPage.objects.filter(translation_key=source.object_id, locale=source.locale_id).first()
    return FactCheckPage.objects.filter(pk=page_id).first()
