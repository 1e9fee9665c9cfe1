"""What the room's acts are called in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from factdesk.offices.models import Role


class RolesChanged(LogFormatter):
    """Which roles began and which ended."""

    label = gettext_lazy("Change roles")

    def format_message(self, entry: Any) -> str:
        """In the reader's language, with each office as it was called then."""
        said = []
        if begun := entry.data.get("begun"):
            said.append(_("Roles begun: %(roles)s.") % {"roles": _listed(begun)})
        if ended := entry.data.get("ended"):
            said.append(_("Roles ended: %(roles)s.") % {"roles": _listed(ended)})
        return " ".join(said)


def _listed(roles: list[dict[str, str]]) -> str:
    language = "en" if get_language() == "en" else "vi"
    return "; ".join(f"{Role(each['role']).label} ({each[language]})" for each in roles)


@hooks.register("register_log_actions")
def logged_actions(actions: Any) -> None:
    """Their names in the history of a person."""
    actions.register_action("factdesk.roles")(RolesChanged)
    actions.register_action("factdesk.password", gettext_lazy("Set password"), gettext_lazy("New password set"))
    actions.register_action("factdesk.end", gettext_lazy("End login"), gettext_lazy("Login ended"))
    actions.register_action("factdesk.begin", gettext_lazy("Open login again"), gettext_lazy("Login opened again"))
