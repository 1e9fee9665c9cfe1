"""What must hold whichever way a row goes away or comes: by a screen, a command, a cascade or a queryset."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Revision

from factdesk.checks import permissions, publication
from factdesk.checks.errors import StaysPublished
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Membership, Person


def connect() -> None:
    """Connect the room's signals; called once, when Django is ready."""
    pre_delete.connect(_published_checks_stay, sender=FactCheckPage)
    pre_delete.connect(_revisions_stay, sender=Revision)
    pre_delete.connect(_people_stay, sender=Person)
    post_save.connect(_roles_open_screens, sender=Membership)
    post_delete.connect(_roles_open_screens, sender=Membership)
    m2m_changed.connect(_groups_come_from_roles, sender=Person.groups.through)
    m2m_changed.connect(_nothing_beside_roles, sender=Person.user_permissions.through)


def _published_checks_stay(sender: Any, instance: FactCheckPage, **kwargs: Any) -> None:
    if publication.is_published(instance.code):
        raise StaysPublished


def _revisions_stay(sender: Any, instance: Revision, origin: Any = None, **kwargs: Any) -> None:
    """Revisions say who wrote (H4), so they go only together with a draft that was thrown away."""
    clearing_up = isinstance(origin, Revision) or getattr(origin, "model", None) is Revision
    if clearing_up and instance.content_type.model_class() is FactCheckPage:
        raise StaysPublished


def _people_stay(sender: Any, **kwargs: Any) -> None:
    """Revisions would forget who wrote them (H4). A login ends, and the name stays."""
    raise PermissionDenied


def _roles_open_screens(sender: Any, instance: Membership, **kwargs: Any) -> None:
    person = Person.objects.filter(pk=instance.person_id).first()
    if person is not None:
        permissions.sync_groups(person)


def _groups_come_from_roles(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    """Nobody gets into a group by hand: its screens go with a role, and a role is given by `offices.services`."""
    if action != "pre_add":
        return
    pairs = [(pk, instance.pk) for pk in pk_set] if reverse else [(instance.pk, pk) for pk in pk_set]
    people = Person.objects.in_bulk([person for person, _group in pairs])
    names = dict(Group.objects.filter(pk__in=[group for _person, group in pairs]).values_list("pk", "name"))
    for person, group in pairs:
        if names[group] not in permissions.groups_of(people[person]):
            raise PermissionDenied


def _nothing_beside_roles(sender: Any, action: str, **kwargs: Any) -> None:
    """Nobody has a permission of their own."""
    if action == "pre_add":
        raise PermissionDenied
