"""What the first screen of the desk shows: today's counts, each a way to its list."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from factdesk.questions import selectors


class TodaysQuestions(Component):
    """Today's questions and what waits. Two queries."""

    name = "todays_questions"
    template_name = "desk/todays_questions.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The counts."""
        return {"counts": selectors.todays_counts()}
