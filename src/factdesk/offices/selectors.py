"""What can be asked of the offices."""

from __future__ import annotations

from django.db.models import Max

from factdesk.offices.models import Channel, Membership, Office, Person, Region, Role, Sector


def has_role(*, person: Person, roles: set[Role]) -> bool:
    """Whether `person` has one of `roles` in any office. One query."""
    return Membership.objects.filter(person=person, role__in=roles).exists()


def memberships(person: Person) -> list[Membership]:
    """The roles of `person`, each with its office, in the order of the offices. One query."""
    held = Membership.objects.filter(person=person).select_related("office")
    return list(held.order_by("office__path", "role"))


def offices() -> list[Office]:
    """All offices, each before those below it. One query."""
    return list(Office.objects.order_by("path"))


def own_portal_channel(office: Office) -> Channel | None:
    """The portal section that `office` has registered and not closed; None where it has none. One query."""
    return office.channels.filter(kind=Channel.Kind.PORTAL, closed_on=None).order_by("pk").first()


def sectors() -> list[Sector]:
    """All sectors in the desk's order. One query."""
    return list(Sector.objects.all())


def next_place(listed: type[Sector] | type[Region]) -> int:
    """The number in its list that puts something behind all the others. One query."""
    return (listed.objects.aggregate(last=Max("order"))["last"] or 0) + 1


def regions() -> list[Region]:
    """All regions in the desk's order. One query."""
    return list(Region.objects.all())
