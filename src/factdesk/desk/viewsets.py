"""The menu entry "Questions": groups of what came in, newest or largest first, with filters; and one group's page."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from factdesk.answers.services import answer
from factdesk.checks import rules
from factdesk.desk.forms import AttachForm, CloseForm, StartForm
from factdesk.desk.policy import works_at_the_desk
from factdesk.offices.models import Office, Person, Region, Sector
from factdesk.questions import selectors
from factdesk.questions.models import Group

_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
_AGES = [("day", _("a day")), ("week", _("a week")), ("month", _("a month"))]
#: Questions shown on a group's page; the newest say most.
_SHOWN = 50


class GroupFilter(WagtailFilterSet):
    """By where a group stands, by sector, region and language of its questions, and by age."""

    status = django_filters.ChoiceFilter(choices=Group.Status.choices, label=_("status"), empty_label=_("Waiting"))
    sector = django_filters.ModelChoiceFilter(
        queryset=Sector.objects.all(), to_field_name="slug", method="about", label=_("sector")
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.all(), to_field_name="slug", method="about", label=_("region")
    )
    language = django_filters.ChoiceFilter(choices=_LANGUAGES, method="about", label=_("language"))
    age = django_filters.ChoiceFilter(choices=_AGES, method="about", label=_("asked within"))

    class Meta:
        model = Group
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Group]) -> QuerySet[Group]:
        """Ask the room's selector, so that the list means what it means everywhere."""
        chosen = self.form.cleaned_data
        return selectors.waiting_groups(
            sector=chosen["sector"].slug if chosen.get("sector") else None,
            region=chosen["region"].slug if chosen.get("region") else None,
            language=chosen.get("language") or None,
            age=chosen.get("age") or None,
            status=chosen.get("status") or None,
        )

    def about(self, queryset: QuerySet[Group], name: str, value: Any) -> QuerySet[Group]:
        """Nothing: `filter_queryset` gives all to the selector at once."""
        return queryset


class GroupList(generic.IndexView):
    """The queue."""

    def get_base_queryset(self) -> QuerySet[Group]:
        """Groups that wait, unless a filter says otherwise."""
        return selectors.waiting_groups()


class GroupPage(generic.InspectView):
    """One group: its questions, possible answers, and what can be done with it."""

    template_name = "desk/group.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The group's questions, matches for its most typical one, and a form for each act."""
        context = super().get_context_data(**kwargs)
        group: Group = self.object
        found = answer(group.label) if group.status in ("open", "in-progress") else None
        matches = found.matches if found else ()
        offices = offices_to_write_for(self.request.user)
        return context | {
            "group": group,
            "questions": selectors.questions_of(group)[:_SHOWN],
            "matches": matches,
            "settled": group.status in ("answered", "closed"),
            "start_form": StartForm(offices=offices) if offices else None,
            "attach_form": AttachForm(matches=matches),
            "close_form": CloseForm(),
        }


def offices_to_write_for(user: Person | AnonymousUser) -> list[Office]:
    """Offices in which `user` may start a fact-check: their own and those below. Two queries."""
    if not isinstance(user, Person):
        return []
    above = tuple(user.memberships.filter(role__in=rules.WRITING).values_list("office__path", flat=True))
    return [office for office in Office.objects.order_by("path") if office.path.startswith(above)]


class GroupViewSet(ModelViewSet):
    """Wagtail's list and page for groups; neither adds, edits nor deletes."""

    model = Group
    name = "questions"
    icon = "help"
    menu_label = _("Questions")
    menu_order = 110
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_template_name = "desk/group.html"
    index_view_class = GroupList
    inspect_view_class = GroupPage
    form_fields = ["label"]
    filterset_class = GroupFilter
    ordering = ["-last_asked_at"]
    list_per_page = 30
    list_display = [
        "label",
        Column("count", label=_("questions"), sort_key="count"),
        Column("languages", label=_("languages"), accessor=lambda group: ", ".join(group.languages)),
        DateColumn("last_asked_at", label=_("last asked"), sort_key="last_asked_at"),
        DateColumn("first_asked_at", label=_("first asked"), sort_key="first_asked_at"),
        Column("status", label=_("status"), accessor=lambda group: group.get_status_display()),
    ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """The menu entry, shown to everybody at the desk."""
        item = super().get_menu_item(order)
        item.is_shown = lambda request: works_at_the_desk(request.user)
        return item
