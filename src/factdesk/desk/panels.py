"""What the first screen of the desk shows: today's counts, each a way to its list; the machine, to who runs it."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from factdesk.desk import machine
from factdesk.offices.models import Office, Person, Region, Sector
from factdesk.questions import selectors


class TodaysQuestions(Component):
    """Today's questions and what waits. Two queries."""

    name = "todays_questions"
    template_name = "desk/todays_questions.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The counts."""
        return {"counts": selectors.todays_counts()}


class WhatIsKept(Component):
    """What an administrator keeps: people and their roles, sectors, regions; each a way to its list. Four queries."""

    name = "what_is_kept"
    template_name = "desk/what_is_kept.html"
    order = 30

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """How many there are of each."""
        return {
            "people": Person.objects.filter(is_active=True).count(),
            **{str(model._meta.model_name): model.objects.count() for model in (Sector, Region, Office)},
        }


class StateOfTheDesk(Component):
    """How database, index, background process, record and disk are."""

    name = "state_of_the_desk"
    template_name = "desk/state_of_the_desk.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """As a whole, and part by part."""
        overall, parts = machine.state()
        return {"overall": overall, "parts": parts}
