"""The one step of the workflow: a second person reads and approves (H4)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState


class SecondPersonReview(Task):
    """Approved by a reviewer, an editor or a lead of the office, or of one above it, who did not write the text."""

    class Meta:
        verbose_name = _("second-person review")
        verbose_name_plural = _("second-person reviews")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Reviewers may open what waits for them."""
        from factdesk.checks import rules

        return rules.reviewing_role(person=user, office=obj.specific.office) is not None

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody but reviewers changes a text while it is under review."""
        return not self.user_can_access_editor(obj, user)

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begin the review of the newest revision.

        Raises:
            RecordRefused: all that the writer has still to do, in words; or readers would find what they find now.
        """
        from factdesk.checks import publication
        from factdesk.checks.errors import RecordRefused

        page = workflow_state.content_object.specific
        try:
            publication.require_ready(page, page.get_latest_revision())
        except RecordRefused as refusal:
            refusal.page_id = page.pk  # a page that was just made is found where it now is
            # Wagtail has stored already that a review in which changes were requested goes on: it does not.
            before = workflow_state.task_states.order_by("pk").last()
            if before is not None:
                workflow_state.status, workflow_state.current_task_state = WorkflowState.STATUS_NEEDS_CHANGES, before
                workflow_state.save()
            raise
        return super().start(workflow_state, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Request changes; and, for whoever did not write, approve."""
        from factdesk.checks import rules

        page = obj.specific
        if rules.reviewing_role(person=user, office=page.office) is None:
            return []
        actions: list[tuple[str, Any, bool]] = [("reject", _("Request changes"), True)]
        if not rules.has_written(person=user, page=page):
            actions += [
                ("approve", _("Approve and publish"), False),
                ("approve", _("Approve and publish with comment"), True),
            ]
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Do what was chosen.

        Raises:
            RecordRefused: `user` may not, wrote the text, or the text cannot go out as it is; nothing was changed.
        """
        from factdesk.checks import rules, services
        from factdesk.checks.errors import NotAReviewer, ReviewOver
        from factdesk.record.services import take_turn

        # Before Wagtail changes a row of the workflow; and what somebody else decided meanwhile stands.
        take_turn()
        task_state.refresh_from_db(fields=["status", "revision"])
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise ReviewOver
        if action_name == "approve":
            services.approve(revision=task_state.revision, by=user)  # asks for the role, and for all else
        elif rules.reviewing_role(person=user, office=task_state.revision.content_object.office) is None:
            raise NotAReviewer
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for `user`: reviews in the offices where they hold a reviewing role, or below."""
        from factdesk.checks import selectors

        return selectors.reviews_waiting_for(person=user, task=self)

    @classmethod
    def get_description(cls) -> Any:
        """What it says where a workflow is put together."""
        return _("Somebody who did not write the text, with a reviewing role in the office or above it, approves it")
