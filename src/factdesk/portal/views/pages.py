"""One page of a longer list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from factdesk.portal.addresses import absolute

PER_PAGE = 20


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page of `rows` that the address asks for. Two queries.

    Raises:
        Http404: there is no such page, or the number is none.
    """
    paginator: Paginator[Any] = Paginator(rows, PER_PAGE)
    try:
        return paginator.page(request.GET.get("page", "1"))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error


def canonical_of(request: HttpRequest, page: Page[Any]) -> str:
    """The address under which this page of a list is known: without filters, with its number from the second on."""
    return absolute(request.path_info) + (f"?page={page.number}" if page.number > 1 else "")


def address_without_page(request: HttpRequest) -> str:
    """The query string of this page's filters, ready to have a page number put behind it."""
    query = request.GET.copy()
    query.pop("page", None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"?{query.urlencode()}&page=" if query else "?page="
