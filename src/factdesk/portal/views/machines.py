"""What only programs ask for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything published may be indexed; the desk and the askers' own pages may not."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /q/", "Disallow: /en/q/", "Disallow: /ask", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that do not read the link element ask for this name."""
    return HttpResponsePermanentRedirect(static("portal/mark.svg"))
