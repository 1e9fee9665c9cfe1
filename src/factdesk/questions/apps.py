"""Django's registration of the room."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "factdesk.questions"
    label = "questions"
