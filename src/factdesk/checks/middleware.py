"""A refusal at the desk is a sentence on the screen, never an error page; the draft stays as it was saved."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from factdesk.record.errors import RecordRefused

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalsInWords:
    """Whichever screen of the desk the refusal comes from: show why, and go back to where the person was."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, RecordRefused) or not request.path_info.startswith(home):
            return None
        messages.error(request, str(exception))
        if "json" in request.headers.get("Accept", "") or request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse(
                {"success": False, "error_code": exception.code, "error_message": str(exception)}, status=409
            )
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = request.path if request.resolver_match and request.resolver_match.url_name == "edit" else home
        return HttpResponseRedirect(back)
