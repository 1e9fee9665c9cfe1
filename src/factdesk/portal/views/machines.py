"""What only programs ask for."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from factdesk.portal.addresses import both
from factdesk.record.selectors import shows_picture


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything published may be indexed; the desk and the askers' own pages may not."""
    closed = ["/desk/", *both("find-question").values(), *both("ask").values()]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that do not read the link element ask for this name."""
    return HttpResponsePermanentRedirect(static("portal/mark.svg"))


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of a published text; those of drafts are for who is signed in at the desk. One or two queries.

    Raises:
        Http404: there is no such picture, or it is not published.
    """
    address = f"{settings.MEDIA_URL}images/{name}"
    published = shows_picture(address)
    if not published and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    path = Path(safe_join(settings.MEDIA_ROOT, "images", name))
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"))
    response.headers["Cache-Control"] = "public, max-age=86400" if published else "private, no-store"
    return response
