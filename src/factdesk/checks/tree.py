"""The tree of desks: made when it is first needed, the same in every language."""

from __future__ import annotations

from typing import Any, TypeVar

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
    source = DeskRootPage.objects.filter(locale=locale(settings.LANGUAGE_CODE)).first()
    if source is None:
        source = _add(_top(), DeskRootPage(title=_NAMES["vi"], slug="desk-vi", locale=locale(settings.LANGUAGE_CODE)))
    return _in_language(source, language, parent=_top(), title=_NAMES[language], slug=f"desk-{language}")


@transaction.atomic
def office_desk(office: Office, language: str) -> OfficeDeskPage:
    """The desk of `office` in `language`. One query where it exists."""
    if there := OfficeDeskPage.objects.filter(office=office, locale__language_code=language).first():
        return there
    source = OfficeDeskPage.objects.filter(office=office, locale=locale(settings.LANGUAGE_CODE)).first()
    slug = ascii_slug(office.slug)
    if source is None:
        new = OfficeDeskPage(title=office.name_vi, slug=slug, office=office, locale=locale(settings.LANGUAGE_CODE))
        source = _add(root(settings.LANGUAGE_CODE), new)
    names = {"vi": office.name_vi, "en": office.name_en}
    return _in_language(source, language, parent=root(language), title=names[language], slug=slug, office=office)


def name_the_top() -> None:
    """Call the page above the desks of all languages by this desk's own name: Wagtail's says "Root" in any language."""
    name = settings.WAGTAIL_SITE_NAME
    Page.objects.filter(pk=_top().pk).exclude(title=name, draft_title=name).update(title=name, draft_title=name)


def _top() -> Page:
    return Page.get_first_root_node()


def _in_language(source: DeskPage, language: str, *, parent: Page, **fields: Any) -> DeskPage:
    """The translation of `source`, or `source` itself."""
    wanted = locale(language)
    if source.locale_id == wanted.pk:
        return source
    found = type(source).objects.filter(translation_key=source.translation_key, locale=wanted).first()
    return found or _add(parent, type(source)(translation_key=source.translation_key, locale=wanted, **fields))


def _add(parent: Page, page: DeskPage) -> DeskPage:
    parent.add_child(instance=page)
    return page
