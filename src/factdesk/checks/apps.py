"""Django's registration of the room."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "factdesk.checks"
    label = "checks"
