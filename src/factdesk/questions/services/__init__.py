"""What the room does: take questions, take what their askers answer, and settle groups at the desk."""

from factdesk.questions.services.asking import ask, check_text
from factdesk.questions.services.desk import attach_group, close_group, lock_open, mark_started, reopen_group, split_off
from factdesk.questions.services.jobs import answer_waiting, match_pending
from factdesk.questions.services.replies import reply_not_this, reply_this_one, set_place, undo_not_this
from factdesk.questions.services.reviewed import WaitingForReviews

__all__ = [
    "WaitingForReviews",
    "answer_waiting",
    "ask",
    "attach_group",
    "check_text",
    "close_group",
    "lock_open",
    "mark_started",
    "match_pending",
    "reopen_group",
    "reply_not_this",
    "reply_this_one",
    "set_place",
    "split_off",
    "undo_not_this",
]
