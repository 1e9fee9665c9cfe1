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
from factdesk.record import inspection, pictures
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
    """A kept picture by its hash: any that was ever published; those of drafts for the desk. The public: one query.

    Raises:
        Http404: there is no such picture, it is not published, or its bytes are not what its name says.
    """
    if not pictures.is_name(name):
        raise Http404
    published = shows_picture(name)
    if not published and not _is_of_the_desk(request):
        raise Http404
    data = pictures.read(name)
    if data is None:
        if published:
            inspection.say_lost(name)
            inspection.note(name)
        raise Http404
    response = HttpResponse(data, content_type=pictures.MEDIA_TYPES[name.rpartition(".")[2]])
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Its name is its hash: these bytes, or none.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if published else "private, no-store"
    return response


@require_safe
def desk_image(request: HttpRequest, name: str) -> HttpResponseBase:
    """An image as Wagtail's own screens show it, for the people of the desk alone: it can be changed at any time.

    Raises:
        Http404: there is no such image, or whoever asks is not of the desk.
    """
    if not _is_of_the_desk(request):
        raise Http404
    path = Path(safe_join(settings.MEDIA_ROOT, "images", name))
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_of_the_desk(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("wagtailadmin.access_admin"))
