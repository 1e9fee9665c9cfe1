"""Django's registration of the room."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "factdesk.answers"
    label = "answers"
