"""The tree of desks: made when it is first needed, the same in every language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from factdesk.checks.codes import ascii_slug
from factdesk.checks.models import DeskRootPage, OfficeDeskPage
from factdesk.offices.models import Office

_NAMES = {"vi": "Bàn kiểm chứng", "en": "Fact-check desk"}

DeskPage = TypeVar("DeskPage", DeskRootPage, OfficeDeskPage)


def locale(language: str) -> Locale:
    """The locale of one of the desk's languages; made where it does not exist."""
    return Locale.objects.get_or_create(language_code=language)[0]


@transaction.atomic
def root(language: str) -> DeskRootPage:
    """The top of the desk in `language`. One query where it exists."""
    if there := DeskRootPage.objects.filter(locale__language_code=language).first():
        return there
    page = DeskRootPage(title=_NAMES[language], slug=f"desk-{language}", locale=locale(language))
    return _add(_top(), _translating(root, page, language))


def office_desk(office: Office, language: str) -> OfficeDeskPage:
    """The desk of `office` in `language`. One query where it exists."""
    there = OfficeDeskPage.objects.filter(office=office, locale__language_code=language).select_related("locale")
    return there.first() or _open_desk(office, language)


@transaction.atomic
def _open_desk(office: Office, language: str) -> OfficeDeskPage:
    title = {"vi": office.name_vi, "en": office.name_en}[language]
    page = OfficeDeskPage(title=title, slug=ascii_slug(office.slug), office=office, locale=locale(language))
    return _add(root(language), _translating(lambda source: office_desk(office, source), page, language))


def name_the_top() -> None:
    """Call the page above the desks of all languages by this desk's own name: Wagtail's says "Root" in any language."""
    name = settings.WAGTAIL_SITE_NAME
    Page.objects.filter(pk=_top().pk).exclude(title=name, draft_title=name).update(title=name, draft_title=name)


def _top() -> Page:
    return Page.get_first_root_node()


def _translating(source: Callable[[str], DeskPage], page: DeskPage, language: str) -> DeskPage:
    """`page`, known as the translation of the page that `source` gives in the desk's first language."""
    if language != settings.LANGUAGE_CODE:
        page.translation_key = source(settings.LANGUAGE_CODE).translation_key
    return page


def _add(parent: Page, page: DeskPage) -> DeskPage:
    parent.add_child(instance=page)
    return page
