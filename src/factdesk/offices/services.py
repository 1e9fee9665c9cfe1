"""What the room does: add offices, the logins of those who work in them with their roles, sectors and regions."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import yaml
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from factdesk.offices import selectors
from factdesk.offices.errors import (
    LoginEnded,
    LoginExists,
    NotAllowed,
    OfficeExists,
    OwnRoles,
    RegionExists,
    UnknownLogin,
    UnknownOffice,
)
from factdesk.offices.models import Channel, Membership, Office, Person, Region, Role, Sector


@transaction.atomic
def add_office(*, slug: str, names: dict[str, str], kind: str, address: str, below: str | None = None) -> Office:
    """Add an office that speaks, with its section of the portal as its first official channel (H6).

    Args:
        slug: how its addresses name it.
        names: by language, `vi` and `en`.
        kind: one of `Office.Kind`.
        address: the public address of its section of the portal.
        below: slug of the office above it; a body of its own where left out.

    Raises:
        OfficeError: OfficeExists, UnknownOffice or NotAllowed; nothing was stored.
    """
    if Office.objects.filter(slug=slug).exists():
        raise OfficeExists(slug=slug)
    office = Office(slug=slug, name_vi=names["vi"].strip(), name_en=names["en"].strip(), kind=kind)
    try:
        office.clean_fields(exclude={"path", "depth", "numchild"})
    except ValidationError as error:
        raise NotAllowed(reasons=_reasons(error)) from error
    office = _office(below).add_child(instance=office) if below else Office.add_root(instance=office)
    Channel.objects.create(
        office=office, kind=Channel.Kind.PORTAL, address=address, since=timezone.localdate(timezone.now())
    )
    return office


@transaction.atomic
def add_login(
    *, username: str, password: str, role: str, office: str, first_name: str = "", last_name: str = "", email: str = ""
) -> Person:
    """Add somebody who works at the desk, with a role in one office.

    Args:
        role: one of `Role`.
        office: slug of the office in which the role holds, and in those below it.

    Raises:
        OfficeError: LoginExists, UnknownOffice or NotAllowed; nothing was stored.
    """
    if Person.objects.filter(username__iexact=username).exists():
        raise LoginExists(username=username)
    where = _office(office)
    person = Person(username=username, first_name=first_name, last_name=last_name, email=email)
    try:
        person.clean_fields(exclude={"password"})
    except ValidationError as error:
        raise NotAllowed(reasons=_reasons(error)) from error
    _give_password(person, password)
    person.save()
    log(person, "wagtail.create")
    set_roles(person=person, roles={(role, where)}, by=None)
    return person


@transaction.atomic
def set_roles(*, person: Person, roles: set[tuple[str, Office]], by: Person | None) -> None:
    """Give `person` exactly `roles`: memberships that are missing begin, those that are too many end, at once.

    Args:
        roles: each one of `Role`, with the office in which it holds, and in those below it.
        by: who decided it; None where it was somebody at the machine's command line.

    Raises:
        OwnRoles: people change no roles of their own.
    """
    wanted = {(Role(role), office.pk): Membership(person=person, office=office, role=role) for role, office in roles}
    before = Membership.objects.filter(person=person).select_related("office")
    held = {(Role(membership.role), membership.office_id): membership for membership in before}
    begun = _in_order(membership for key, membership in wanted.items() if key not in held)
    ended = _in_order(membership for key, membership in held.items() if key not in wanted)
    if not begun and not ended:
        return
    if by is not None and by.pk == person.pk:
        raise OwnRoles
    said = {"begun": [_as_logged(each) for each in begun], "ended": [_as_logged(each) for each in ended]}
    # Each by itself: a signal opens and closes the screens that go with a role.
    for membership in begun:
        membership.save()
    for membership in ended:
        membership.delete()
    log(person, "factdesk.roles", user=by, data=said)


def _in_order(memberships: Iterable[Membership]) -> list[Membership]:
    return sorted(memberships, key=lambda membership: (membership.office.path, membership.role))


def _as_logged(membership: Membership) -> dict[str, str]:
    """With the office's names as they are now: the log is read years later."""
    return {"role": membership.role, **membership.office.names}


@transaction.atomic
def set_password(*, username: str, password: str) -> Person:
    """Give a login a new password; whoever is signed in with the old one is signed out.

    Raises:
        OfficeError: UnknownLogin, LoginEnded or NotAllowed; nothing was stored.
    """
    person = _login(username)
    if not person.is_active:
        raise LoginEnded(username=username)
    _give_password(person, password)
    person.save()
    log(person, "factdesk.password")
    return person


@transaction.atomic
def end_login(*, username: str, by: Person | None = None) -> Person:
    """Let a login open the desk no longer, by no password and in no browser that is signed in.

    What the person wrote and approved keeps their name.

    Args:
        by: who decided it; None where it was somebody at the machine's command line.

    Raises:
        UnknownLogin: nothing was stored.
    """
    person = _login(username)
    if person.is_active:
        person.is_active = False
        # Sessions are of one password: where the login is opened again, none of the old ones is.
        person.set_unusable_password()
        person.save()
        log(person, "factdesk.end", user=by)
    return person


@transaction.atomic
def open_login_again(*, username: str, password: str, by: Person) -> Person:
    """Let a login that has ended open the desk again, with a new password: whoever knew the old one stays outside.

    Raises:
        OfficeError: UnknownLogin or NotAllowed; nothing was stored.
    """
    person = _login(username)
    if not person.is_active:
        _give_password(person, password)
        person.is_active = True
        person.save()
        log(person, "factdesk.begin", user=by)
    return person


def install_sectors() -> None:
    """Give a desk that has no sectors the ones of `sectors.yaml`; its administrator goes on from there."""
    if Sector.objects.exists():
        return
    listed = yaml.safe_load(files("factdesk.offices").joinpath("sectors.yaml").read_text(encoding="utf-8"))
    Sector.objects.bulk_create(
        Sector(slug=item["slug"], name_vi=item["vi"], name_en=item["en"], order=order)
        for order, item in enumerate(listed, start=1)
    )


@transaction.atomic
def add_region(*, slug: str, names: dict[str, str]) -> Region:
    """Add a place that questions are about, as the last of the list.

    Args:
        slug: how addresses and the record name it.
        names: by language, `vi` and `en`.

    Raises:
        OfficeError: RegionExists or NotAllowed; nothing was stored.
    """
    if Region.objects.filter(slug=slug).exists():
        raise RegionExists(slug=slug)
    order = selectors.next_place(Region)
    region = Region(slug=slug, name_vi=names["vi"].strip(), name_en=names["en"].strip(), order=order)
    try:
        region.clean_fields()
    except ValidationError as error:
        raise NotAllowed(reasons=_reasons(error)) from error
    region.save()
    log(region, "wagtail.create")
    return region


def _give_password(person: Person, password: str) -> None:
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise NotAllowed(reasons=_reasons(error)) from error
    person.set_password(password)


def _login(username: str) -> Person:
    found = Person.objects.select_for_update().filter(username=username).first()
    if found is None:
        raise UnknownLogin(username=username)
    return found


def _office(slug: str) -> Office:
    found = Office.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownOffice(slug=slug)
    return found


def _reasons(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
