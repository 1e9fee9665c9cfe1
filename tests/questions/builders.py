"""A question that waits at the desk."""

from __future__ import annotations

from dataclasses import replace

from factdesk.questions import services

NEW = "Cầu Bến Đông có thu phí xe máy từ tháng sau không?"


def queued(text: str = NEW, language: str = "vi", **options):
    """A question on the queue, whatever matching thinks of it."""
    asked = services.ask(text=text, language=language, door="web", **options)
    if asked.question.group is None:
        asked = replace(asked, question=services.reply_not_this(asked.receipt))
    return asked
