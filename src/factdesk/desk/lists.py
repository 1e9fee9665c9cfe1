"""The lists that an administrator keeps under "Settings": sectors and regions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.db.models import Model
from django.db.models.signals import pre_delete
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from factdesk.checks import selectors as checks
from factdesk.checks.codes import ascii_slug
from factdesk.offices import selectors as offices
from factdesk.offices.models import Region, Sector
from factdesk.questions import selectors as questions

#: As the models have them on every database.
_SLUG_LENGTH, _LAST = 60, 32_767


def connect() -> None:
    """Refuse deletion whichever way it is tried."""
    for model in (Sector, Region):
        pre_delete.connect(_what_is_used_stays, sender=model, dispatch_uid=f"used-{model.__name__}-stays")


def _what_is_used_stays(sender: Any, instance: Sector | Region, **kwargs: Any) -> None:
    if uses(instance):
        raise PermissionDenied


def uses(place: Sector | Region) -> list[str]:
    """What has `place`, in words: fact-checks, drafts included, and questions. Empty where it may go.

    How many questions is not said: a few could point at somebody (H9).
    """
    found = []
    if count := checks.with_place(place):
        found.append(ngettext("%(count)d fact-check", "%(count)d fact-checks", count) % {"count": count})
    if questions.asked_about(place):
        found.append(_("questions"))
    return found


def slug_of(*names: str) -> str:
    """The part of addresses made of the first of `names` that has letters for it; empty where none has."""
    nothing_left = ascii_slug("")
    made = (ascii_slug(name)[:_SLUG_LENGTH].strip("-") for name in names)
    return next((slug for slug in made if slug != nothing_left), "")


class PlaceForm(WagtailAdminModelForm):
    """Names in both languages, where in the list; and, once for all, the name in addresses and in the record."""

    class Meta:
        fields = ["name_vi", "name_en", "order", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug, order = self.fields["slug"], self.fields["order"]
        order.required = False
        order.validators.append(MaxValueValidator(_LAST))
        order.help_text = _("Small numbers come first. Left empty, it comes last.")
        if self.instance.pk:
            slug.disabled = True
            slug.help_text = _("Addresses and the public record have it, so it stays.")
        else:
            slug.required = False
            slug.help_text = _(
                "Its part of addresses, which cannot be changed later. Left empty, it is made of the name."
            )
            self.initial.pop("order", None)
            order.initial = None

    def clean_order(self) -> int:
        """Last, where nothing was given."""
        given = self.cleaned_data["order"]
        if given is not None:
            return int(given)
        return self.instance.order if self.instance.pk else min(offices.next_place(self._meta.model), _LAST)

    def clean(self) -> dict[str, Any]:
        """Make the slug of the Vietnamese name, else of the English one, as the command line does."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("slug") and given.get("name_vi") and not self.has_error("slug"):
            slug = slug_of(given["name_vi"], given.get("name_en") or "")
            if not slug:
                self.add_error("slug", forms.ValidationError(_("No address can be made of these names: enter one.")))
            elif self._meta.model.objects.filter(slug=slug).exists():
                self.add_error("slug", forms.ValidationError(_("Something in this list has the same address.")))
            given["slug"] = self.instance.slug = slug
        return given


class DeletePlace(generic.DeleteView):
    """Deletes what nothing has; says what has it otherwise."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in words, before anybody is asked whether they are sure."""
        if self.user_has_permission("delete") and (found := uses(self.object)):
            messages.error(
                request,
                _("“%(name)s” stays: %(uses)s. Take it out of these first, or give it another name.")
                % {"name": self.object, "uses": ", ".join(found)},
            )
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)


class _PlaceViewSet(ModelViewSet):
    """What sectors and regions have in common."""

    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    delete_view_class = DeletePlace
    list_per_page = 100
    ordering = ("order", "slug")
    search_fields = ("name_vi", "name_en", "slug")
    list_display = (
        "name_vi",
        Column("name_en", label=gettext_lazy("Name in English"), sort_key="name_en"),
        Column("order", label=gettext_lazy("Order"), sort_key="order"),
        Column("slug", label=gettext_lazy("Address"), classname="factdesk-wide"),
    )

    def get_form_class(self, for_update: bool = False) -> type[PlaceForm]:
        """The form for this list."""
        return self._form

    @cached_property
    def _form(self) -> type[PlaceForm]:
        made: Any = forms.modelform_factory(self.model, form=PlaceForm)
        return cast("type[PlaceForm]", made)


class SectorViewSet(_PlaceViewSet):
    """The menu entry "Sectors"."""

    model: type[Model] = Sector
    name = "sectors"
    icon = "list-ul"
    menu_label = gettext_lazy("Sectors")
    menu_order = 610


class RegionViewSet(_PlaceViewSet):
    """The menu entry "Regions"."""

    model: type[Model] = Region
    name = "regions"
    icon = "site"
    menu_label = gettext_lazy("Regions")
    menu_order = 620
