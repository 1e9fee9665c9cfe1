"""What the room does: add offices and the logins of those who work in them."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from factdesk.offices.errors import LoginExists, NotAllowed, OfficeExists, UnknownOffice
from factdesk.offices.models import Channel, Membership, Office, Person, Role


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
    person = Person(username=username, first_name=first_name, last_name=last_name, email=email, is_staff=True)
    try:
        person.clean_fields(exclude={"password"})
        validate_password(password, user=person)
    except ValidationError as error:
        raise NotAllowed(reasons=_reasons(error)) from error
    person.set_password(password)
    person.save()
    Membership.objects.create(person=person, office=where, role=Role(role))
    return person


def _office(slug: str) -> Office:
    found = Office.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownOffice(slug=slug)
    return found


def _reasons(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
