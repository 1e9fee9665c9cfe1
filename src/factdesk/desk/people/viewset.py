"""The menu entry "Users": who works at the desk, in which roles; and the page of each."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import bulk_actions
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from factdesk.desk.people import forms
from factdesk.offices.models import Membership, Person


class PeopleFilter(WagtailFilterSet):
    """By role, by office, and whether the login opens."""

    is_active = django_filters.BooleanFilter(label=_("Active"), widget=BooleanRadioSelect)
    role = django_filters.ChoiceFilter(choices=forms.role_choices, label=_("Role"), method="with_role")
    office = django_filters.ChoiceFilter(choices=forms.office_choices, label=_("Office"), method="with_role")

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def with_role(self, people: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        """Those who hold it; role and office together mean that role in that office."""
        chosen = {field: self.form.cleaned_data.get(field) for field in ("role", "office")}
        held = Membership.objects.filter(**{field: wanted for field, wanted in chosen.items() if wanted})
        return people.filter(pk__in=held.values("person"))


def roles_in_words(person: Person) -> str:
    """Every role with its office, a line each."""
    held = ((capfirst(each.get_role_display()), each.office.name) for each in person.memberships.all())
    return format_html_join("", "<div>{}: {}</div>", held)


def _standing(person: Person) -> Any:
    return _("Active") if person.is_active else _("Ended")


class PeopleList(IndexView):
    """Who works at the desk."""

    #: Wagtail's own has boxes to tick, for what is done here one person after another.
    template_name = "wagtailadmin/generic/index.html"

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's, with roles in place of its level of access."""
        kept = [
            column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn) and column.name not in {"is_superuser", "is_active"}
        ]
        roles = Column("roles", label=_("Roles"), accessor=roles_in_words, width="40%")
        # Wagtail's is a picture with the English word for true or false.
        standing = Column("is_active", label=_("Status"), accessor=_standing, sort_key="is_active")
        for column in kept:
            column.width = "35%" if column.name == "name" else None
            if column.name in {"username", "last_login"}:
                column.classname = f"{column.classname} factdesk-wide"
        return [*kept[:2], roles, standing, *kept[2:]]

    def get_base_queryset(self) -> QuerySet[Person]:
        """With the roles of everybody: two queries more, however many people."""
        held = Membership.objects.select_related("office").order_by("office__path", "role")
        return super().get_base_queryset().prefetch_related(Prefetch("memberships", held))


class AddPerson(CreateView):
    """Somebody new."""

    template_name = "desk/person.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form says who decided."""
        return {**super().get_form_kwargs(), "by": self.request.user}


class ChangePerson(EditView):
    """Somebody who is there."""

    template_name = "desk/person.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One after another: of two who change one person, the second sees what the first did."""
        with transaction.atomic():
            # Read again under the lock: a password that was taken meanwhile would be written back otherwise.
            self.object.refresh_from_db(from_queryset=Person.objects.select_for_update())
            return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form says who decided."""
        return {**super().get_form_kwargs(), "by": self.request.user}


class PeopleViewSet(UserViewSet):
    """Wagtail's, with roles in place of groups and superusers."""

    filterset_class = PeopleFilter
    copy_view_enabled = False
    index_view_class = PeopleList
    add_view_class = AddPerson
    edit_view_class = ChangePerson
    create_template_name = edit_template_name = "desk/person.html"
    index_template_name = "wagtailadmin/generic/index.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.WithRoles]:
        """The form for adding or for changing."""
        return forms.ChangePersonForm if for_update else forms.AddPersonForm


class _OneByOne:
    """Wagtail's acts on many people at once would go round roles and log."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse."""
        raise PermissionDenied


#: In the places of Wagtail's own: registered later, these are the ones that are found.
REFUSED_BULK_ACTIONS = [
    type(action.__name__, (_OneByOne, action), {})
    for action in (
        bulk_actions.AssignRoleBulkAction,
        bulk_actions.DeleteBulkAction,
        bulk_actions.SetActiveStateBulkAction,
    )
]
