"""Who sees the questions: whoever has a role at the desk. Nobody adds, edits or deletes one by hand.

And who looks after the machine.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from factdesk.checks import acquaintance
from factdesk.offices.models import Person, Role

#: The administrator runs the machine and does not work on content.
_AT_THE_DESK = [role for role in Role if role != Role.ADMINISTRATOR]
_LOOKING = {"view", "list", "inspect"}


def works_at_the_desk(user: Any) -> bool:
    """Whether `user` has a role that works on questions, in any office."""
    return not acquaintance.of(user).roles.isdisjoint(_AT_THE_DESK)


def runs_the_machine(user: Any) -> bool:
    """Whether `user` is an administrator, in any office."""
    return Role.ADMINISTRATOR in acquaintance.of(user).roles


class SeenByTheDesk(BasePermissionPolicy):
    """Looking, for everybody at the desk; every change goes through the room's services instead."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether `user` may do `action`."""
        return action in _LOOKING and works_at_the_desk(user)

    def users_with_any_permission(self, actions: list[str]) -> QuerySet[Person]:
        """Everybody who may do one of `actions`."""
        if not _LOOKING & set(actions):
            return Person.objects.none()
        return Person.objects.filter(is_active=True, memberships__role__in=_AT_THE_DESK).distinct()
