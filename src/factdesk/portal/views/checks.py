"""Published fact-checks: the list with its filters, and one check."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from factdesk.portal.addresses import LANGUAGES, absolute, check_path, page_path
from factdesk.portal.check_page import context_of
from factdesk.portal.filters import read_filters
from factdesk.portal.views.pages import address_without_page, canonical_of, page_of
from factdesk.record import selectors


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Checks in the language of the page, newest first, filtered by a plain form. Five queries."""
    filters = read_filters(request.GET)
    context: dict[str, object] = {"filters": filters, "faults": filters.faults}
    if not filters.faults:
        rows = selectors.published_checks(
            language=get_language(), withdrawn=_withdrawn(filters.chosen), **filters.chosen
        )
        page = page_of(request, rows)
        context |= {
            "page": page,
            "page_address": address_without_page(request),
            "canonical": canonical_of(request, page),
            "switch": {language: _chosen_path(language, filters.chosen) for language in LANGUAGES},
        }
    return render(request, "portal/checks.html", context, status=400 if filters.faults else 200)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The short address of a check: on to its full one, or a page that offers the other language."""
    return _redirect_or_offer(request, code)


@require_safe
def show(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One check, withdrawn or not. At most four queries."""
    texts = {language: row for (_, language), row in selectors.published_by_codes([code]).items()}
    check = texts.get(str(get_language()))
    if check is None or request.path_info != check_path(check):
        return _redirect_or_offer(request, code)
    context = context_of(check, texts)
    response = render(request, "portal/check.html", {**context, "canonical": absolute(check_path(check))})
    if check.withdrawn:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _chosen_path(language: str, chosen: dict[str, str]) -> str:
    """The list in `language` with the same filters: their values are the same words in both."""
    return page_path("checks", language) + (f"?{urlencode(chosen)}" if chosen else "")


def _withdrawn(chosen: dict[str, str]) -> bool | None:
    """The whole list shows withdrawn checks too, marked as such; a filtered one shows what stands."""
    return False if chosen else None


def _redirect_or_offer(request: HttpRequest, code: str) -> HttpResponse:
    """To the check's address in this language; without such a text, a page (404) that links to the other one."""
    slugs = selectors.published_languages(code)
    if not slugs:
        raise Http404
    language = str(get_language())
    if language in slugs:
        return HttpResponsePermanentRedirect(page_path("check", language, code=code, slug=slugs[language]))
    other = selectors.published_check(code=code, language=next(iter(slugs)))
    return render(request, "portal/check_untranslated.html", {"check": other, "alternates": {}}, status=404)
