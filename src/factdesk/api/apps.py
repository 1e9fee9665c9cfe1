"""Django's registration of the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "factdesk.api"
    label = "api"
