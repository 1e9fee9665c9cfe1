"""Adding and changing somebody who works at the desk: who they are, how they sign in, and their roles."""

from __future__ import annotations

import hashlib
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm

from factdesk.offices import selectors, services
from factdesk.offices.models import Membership, Office, Person, Role

#: More roles in one form than anybody has.
_MOST_ROLES = 100


def office_choices() -> list[tuple[int, str]]:
    """Every office with its name, those below another set in. One query."""
    return [(office.pk, "— " * (office.depth - 1) + office.name) for office in selectors.offices()]


def role_choices() -> list[tuple[str, str]]:
    """Every role, as a form names it."""
    return [(role.value, capfirst(str(role.label))) for role in Role]


class RoleRow(forms.Form):
    """One role and the office in which it holds; an empty row is none."""

    role = forms.ChoiceField(label=_("Role"), required=False)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, choices in (("role", role_choices()), ("office", offices)):
            fields[name].choices = [("", "—"), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse a role without an office, and an office without a role."""
        given = super().clean() or self.cleaned_data
        for name, other in (("role", "office"), ("office", "role")):
            if given.get(name) and not given.get(other) and not self.has_error(other):
                self.add_error(other, _("A role needs an office, and an office a role."))
        return given


class BaseRoleRows(BaseFormSetMixin, forms.BaseFormSet):
    """All roles of a person."""

    def chosen(self) -> set[tuple[str, int]]:
        """What is to hold: roles, each with the id of its office."""
        rows = [row.cleaned_data for row in self.forms if row not in self.deleted_forms]
        return {(row["role"], row["office"]) for row in rows if row.get("role")}


RoleRows = forms.formset_factory(
    RoleRow, formset=BaseRoleRows, extra=0, can_delete=True, max_num=_MOST_ROLES, absolute_max=_MOST_ROLES
)


class WithRoles(forms.ModelForm):
    """What adding and changing have in common."""

    #: Wagtail's fields that would go round the roles.
    is_superuser = None

    #: Which roles the page showed, and whether the login was open: another administrator's change meanwhile is not
    #: undone unseen.
    roles_read = forms.CharField(widget=forms.HiddenInput, required=False)

    #: Wagtail's two are first and last in English order, and Vietnamese names are said the other way round.
    last_name = forms.CharField(label=_("Family name"), max_length=150)
    first_name = forms.CharField(label=_("Middle and given name"), max_length=150)

    instance: Person
    #: Whether the person is there already.
    changing: bool

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        #: Before the form writes its own into the instance.
        self.was_active = bool(self.instance.is_active)
        self.initial["roles_read"] = self._roles_now()

    @cached_property
    def memberships(self) -> list[Membership]:
        """The roles that the person has now."""
        return selectors.memberships(self.instance) if self.instance.pk else []

    @property
    def own(self) -> bool:
        """Whether somebody changes their own: then the roles are shown and cannot be changed."""
        return bool(self.instance.pk) and self.instance.pk == self.by.pk

    @cached_property
    def roles(self) -> BaseRoleRows | None:
        """One row for each role; a first empty one for somebody who has none."""
        if self.own:
            return None
        initial = [{"role": each.role, "office": each.office_id} for each in self.memberships] or [{}]
        given = self.data if self.is_bound else None
        rows: Any = RoleRows(given, prefix="roles", initial=initial, form_kwargs={"offices": office_choices()})
        return cast("BaseRoleRows", rows)

    def _roles_now(self) -> str:
        held = sorted(f"{each.role}:{each.office_id}" for each in self.memberships)
        said = " ".join(["open" if self.was_active else "ended", *held])
        return hashlib.sha256(said.encode()).hexdigest()

    def clean_username(self) -> str:
        """Refuse a name that differs from another in its capitals only: people could be taken for one another."""
        username = self.cleaned_data["username"]
        others = Person.objects.filter(username__iexact=username).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("There is a login “%(username)s” already."), params={"username": username})
        return str(username)

    def clean(self) -> dict[str, Any]:
        """Refuse what was chosen before others changed the roles or the login; let a login and its password agree."""
        given = super().clean() or self.cleaned_data
        if not self.own and given.get("roles_read") != self._roles_now():
            raise ValidationError(
                _("Somebody changed these roles or the login meanwhile. Open the page again and look at them.")
            )
        if "is_active" in self.fields and not self.has_error("password1"):
            if given["is_active"] and not self.was_active and not given.get("password1"):
                self.add_error("password1", _("A login that has ended opens again with a new password only."))
            elif not given["is_active"] and given.get("password1"):
                self.add_error(
                    "password1", _("A login that has ended has no password. Tick “Active” to open it again.")
                )
        return given

    def is_valid(self) -> bool:
        """The rows of roles have to be right too."""
        rows = self.roles is None or self.roles.is_valid()
        return super().is_valid() and rows

    def save(self, commit: bool = True) -> Person:
        """Store it, say in the log what else Wagtail would not say, end or open the login, and give and end roles."""
        active = self.instance.is_active
        self.instance.is_active = self.was_active  # what goes with ending and opening is the service's
        person: Person = super().save(commit)
        password = self.cleaned_data.get("password1") or ""
        if self.changing and password:
            log(person, "factdesk.password", user=self.by)
        if self.was_active and not active:
            person = services.end_login(username=person.username, by=self.by)
        elif active and not self.was_active:
            person = services.open_login_again(username=person.username, password=password, by=self.by)
        if self.roles is not None:
            offices = Office.objects.in_bulk([office for _role, office in self.roles.chosen()])
            wanted = {(role, offices[office]) for role, office in self.roles.chosen()}
            services.set_roles(person=person, roles=wanted, by=self.by)
        return person


class AddPersonForm(WithRoles, UserCreationForm):
    """Somebody new, with a first password."""

    changing = False

    class Meta(UserCreationForm.Meta):
        fields = ["username", "email", "last_name", "first_name"]
        widgets: dict[str, Any] = {}


class ChangePersonForm(WithRoles, UserEditForm):
    """Somebody who is there."""

    changing = True

    class Meta(UserEditForm.Meta):
        fields = ["username", "email", "last_name", "first_name", "is_active"]
        widgets: dict[str, Any] = {}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_active"].label = _("Active")
        self.fields["is_active"].help_text = _(
            "Without this the login does not open the desk, and its password is gone. The name stays with what the "
            "person wrote and approved."
        )
        if editing_self:
            del self.fields["is_active"]
