"""The menu entry "Questions": groups of what came in, newest or largest first, with filters and search."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from factdesk.desk.group_page import GroupPage
from factdesk.desk.languages import name_of
from factdesk.desk.policy import works_at_the_desk
from factdesk.offices.models import Region, Sector
from factdesk.questions import selectors
from factdesk.questions.models import Group

_STATES = [
    *((value, capfirst(label)) for value, label in Group.Status.choices),
    (selectors.SUGGESTED, _("Suggested, no reply")),
]
_AGES = [
    ("today", _("Today")),
    ("day", _("In the last 24 hours")),
    ("week", _("In the last week")),
    ("month", _("In the last month")),
]


def _languages() -> list[tuple[str, str]]:
    """Every language that anybody has asked in. One query."""
    return [(subtag, name_of(subtag)) for subtag in selectors.languages_asked()]


class GroupFilter(WagtailFilterSet):
    """By where a group stands, by sector, region and language of its questions, and by age."""

    status = django_filters.ChoiceFilter(
        choices=_STATES, label=_("Status"), empty_label=_("Waiting or being checked"), method="about"
    )
    sector = django_filters.ModelChoiceFilter(
        queryset=Sector.objects.all(), to_field_name="slug", method="about", label=_("Sector")
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.all(), to_field_name="slug", method="about", label=_("Region")
    )
    language = django_filters.ChoiceFilter(choices=_languages, method="about", label=_("Language"))
    age = django_filters.ChoiceFilter(choices=_AGES, method="about", label=_("Last asked"))

    class Meta:
        model = Group
        fields: list[str] = []

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as `selectors.waiting_groups` takes it."""
        return {name: getattr(value, "slug", value) or None for name, value in self.form.cleaned_data.items()}

    def about(self, queryset: QuerySet[Group], name: str, value: Any) -> QuerySet[Group]:
        """Nothing: the list gives all to the selector at once."""
        return queryset


class GroupList(generic.IndexView):
    """The queue."""

    results_template_name = "desk/groups_results.html"
    default_ordering = "-last_asked_at"
    #: There is something to search in: see `get_queryset`.
    search_fields = ("label",)

    def get_queryset(self) -> QuerySet[Group]:
        """Ask the room's selector, so that the list means what it means everywhere; nothing for a wrong filter."""
        if not self.filters.is_valid():
            return Group.objects.none()
        groups = selectors.waiting_groups(**self.filters.chosen(), text=self.search_query or "")
        return groups.order_by(self.ordering, *selectors.ORDERS["newest"])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is wrong with the filters, for the list to say."""
        faults = [
            f"{self.filters.form.fields[name].label}: {error}"
            for name, errors in self.filters.form.errors.items()
            for error in errors
        ]
        return super().get_context_data(*args, **kwargs) | {"filter_faults": faults}

    def get_list_buttons(self, instance: Group) -> list[Any]:
        """None: there is one thing to do with a group here, which is to open it."""
        return []


def _asked(group: Group) -> str:
    """How many asked, and how many of them have not said whether a suggestion was it."""
    if not group.suggested or group.suggested == group.count:
        # Where it is all of them, the status says so.
        return str(group.count)
    undecided = ngettext("%(count)d suggested, no reply", "%(count)d suggested, no reply", group.suggested)
    return f"{group.count} ({undecided % {'count': group.suggested}})"


def _moment(name: str) -> Any:
    return lambda group: date_format(timezone.localtime(getattr(group, name)), "SHORT_DATETIME_FORMAT")


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
    index_results_template_name = "desk/groups_results.html"
    inspect_view_class = GroupPage
    form_fields = ["label"]
    filterset_class = GroupFilter
    search_fields = ("label",)
    ordering = "-last_asked_at"
    list_per_page = 30
    list_display = [
        "label",
        Column("count", label=_("Times asked"), accessor=_asked, sort_key="count", classname="factdesk-number"),
        Column("status", label=_("Status"), accessor="standing"),
        Column(
            "languages",
            label=_("Languages"),
            accessor=lambda group: ", ".join(map(name_of, group.languages)),
            classname="factdesk-wide",
        ),
        Column("last_asked_at", label=_("Last asked"), accessor=_moment("last_asked_at"), sort_key="last_asked_at"),
        Column(
            "first_asked_at",
            label=_("First asked"),
            accessor=_moment("first_asked_at"),
            sort_key="first_asked_at",
            classname="factdesk-wide",
        ),
    ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """The menu entry, shown to everybody at the desk."""
        item = super().get_menu_item(order)
        item.is_shown = lambda request: works_at_the_desk(request.user)
        return item
