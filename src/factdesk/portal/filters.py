"""The filters of the list of checks: what may be chosen, what was chosen, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from factdesk.offices import selectors as offices
from factdesk.offices.models import Office
from factdesk.record.scale import SCALE


@dataclass(frozen=True, slots=True)
class Filter:
    """One select: its name in the address, its label, its options (value, words), and the value chosen."""

    name: str
    label: str
    all_label: str
    options: list[tuple[str, str]]
    value: str

    @property
    def fault(self) -> str:
        """What is wrong with the value; empty where nothing is."""
        if not self.value or self.value in dict(self.options):
            return ""
        # A value from the address may be anything and of any length: a little of it is enough to recognise it.
        return _("“%(value)s” is not in the list “%(label)s”. Choose one from the list.") % {
            "value": self.value[:40],
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Filters:
    """All filters of the list."""

    fields: list[Filter] = field(default_factory=list)

    @property
    def chosen(self) -> dict[str, str]:
        """Name and value of the filters that are set."""
        return {item.name: item.value for item in self.fields if item.value}

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The field's id and what to say, for each filter that was not understood."""
        return [(f"filter-{item.name}", item.fault) for item in self.fields if item.fault]


def read_filters(query: QueryDict) -> Filters:
    """The filters as the address sets them. Three queries."""

    def read(name: str, label: str, all_label: str, options: list[tuple[str, str]]) -> Filter:
        return Filter(name, label, all_label, options, query.get(name, "").strip())

    return Filters(
        [
            read("rating", _("Rating"), _("All ratings"), [(rating.slug, str(rating.label)) for rating in SCALE]),
            read("sector", _("Subject"), _("All subjects"), [(s.slug, s.name) for s in offices.sectors()]),
            read("region", _("Area"), _("All areas"), [(r.slug, r.name) for r in offices.regions()]),
            read("office", _("Office"), _("All offices"), [(o.slug, o.name) for o in Office.objects.order_by("path")]),
        ]
    )
