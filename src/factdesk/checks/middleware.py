"""What the desk's acts come to is a sentence on the screen: a refusal never an error page, a review never silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages
from wagtail.models import TaskState
from wagtail_localize.models import TranslationSource

from factdesk.checks import feedback, pictures
from factdesk.checks.errors import PictureLost
from factdesk.checks.models import FactCheckPage
from factdesk.record.errors import RecordRefused

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]

#: The screens of wagtail-localize that take a text apart.
_TRANSLATING = {"wagtail_localize:submit_page_translation", "wagtail_localize:update_translations"}


class RefusalsInWords:
    """Whichever screen of the desk the refusal comes from: show why, and go back to where the person was.

    The draft stays as it was saved.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Say what a review from the dashboard, or with a comment, came to: Wagtail's screen for it says nothing.
        And that a text cannot be sent to translation with a picture that is gone: the screen for that would break.
        """
        match = request.resolver_match
        if match is not None and match.view_name in _TRANSLATING:
            return self._lost_in_translation(request, kwargs)
        if request.method != "POST" or match is None or match.view_name != "wagtailadmin_pages:workflow_action":
            return None
        waiting = TaskState.objects.filter(pk=kwargs["task_state_id"], status=TaskState.STATUS_IN_PROGRESS)
        page = FactCheckPage.objects.filter(pk=kwargs["page_id"]).first()
        if page is None or not waiting.exists():
            return None
        try:
            response = view(request, *args, **kwargs)
        except RecordRefused as refusal:
            return self.process_exception(request, refusal)
        if not waiting.exists():
            messages.success(request, feedback.after_review(page, kwargs["action_name"]))
        return response

    def _lost_in_translation(self, request: HttpRequest, kwargs: dict[str, int]) -> HttpResponse | None:
        page = _to_translate(**kwargs)
        if page is None or not page.permissions_for_user(request.user).can_edit():
            return None
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
