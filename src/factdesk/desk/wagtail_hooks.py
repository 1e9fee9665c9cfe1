"""Where the room hooks into Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from factdesk.desk import views
from factdesk.desk.lists import RegionViewSet, SectorViewSet
from factdesk.desk.panels import StateOfTheDesk, TodaysQuestions, WhatIsKept
from factdesk.desk.people.viewset import REFUSED_BULK_ACTIONS
from factdesk.desk.policy import SeenByTheDesk, runs_the_machine, works_at_the_desk
from factdesk.desk.viewsets import GroupViewSet
from factdesk.questions.models import Group

register_permission_policy(Group, SeenByTheDesk(Group))


@hooks.register("register_admin_viewset")
def groups() -> GroupViewSet:
    """The menu entry "Questions"."""
    return GroupViewSet()


@hooks.register("register_admin_viewset")
def sectors_and_regions() -> list[Any]:
    """Two entries of the menu "Settings"."""
    return [SectorViewSet(), RegionViewSet()]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """One address for each act on a group."""
    acts = (views.start, views.attach, views.close, views.reopen, views.split)
    return [path(f"questions/<int:pk>/{act.__name__}/", act, name=f"group_{act.__name__}") for act in acts]


for _refused in REFUSED_BULK_ACTIONS:
    hooks.register("register_bulk_action", _refused, order=100)


@hooks.register("insert_global_admin_css")
def styles() -> str:
    """The styles of the room's own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("construct_homepage_panels")
def first_screen(request: HttpRequest, panels: list[Any]) -> None:
    """What each role is there for: the machine for an administrator, today's counts for whoever works on questions."""
    if runs_the_machine(request.user):
        panels += [StateOfTheDesk(), WhatIsKept()]
    if works_at_the_desk(request.user):
        panels.append(TodaysQuestions())


@hooks.register("construct_reports_menu")
def no_report_of_nothing(request: HttpRequest, items: list[Any]) -> None:
    """wagtail-localize lists what its own editor translates, and here a translation is a draft like any other. Kinds of
    pages are a matter of the code.
    """
    reports = ("wagtail_localize:translations_report", "wagtailadmin_reports:page_types_usage")
    left_out = {reverse(report) for report in reports}
    items[:] = [item for item in items if item.url not in left_out]


@hooks.register("construct_page_listing_buttons")
def no_draft_that_does_not_open(buttons: list[Any], page: Any, user: Any, context: Any = None) -> None:
    """Wagtail offers "View draft" to everybody, and opens it to those who may edit."""
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    for menu in buttons:
        offered = getattr(menu, "dropdown_buttons", [])
        if any(item.url == draft for item in offered) and not page.permissions_for_user(user).can_edit():
            offered[:] = [item for item in offered if item.url != draft]


@hooks.register("construct_reports_menu")
def what_administrators_did(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail leads to its history whoever has pages; an administrator has none, and changes people and lists."""
    history = reverse("wagtailadmin_reports:site_history")
    if runs_the_machine(request.user) and all(item.url != history for item in items):
        items.append(MenuItem(gettext("Site history"), history, name="site-history", icon_name="history", order=1000))


@hooks.register("construct_help_menu")
def nothing_leads_elsewhere(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help is on its own site, and its news counts as unread: what is left is on this machine."""
    items[:] = [item for item in items if not str(item.url).startswith("http")]
