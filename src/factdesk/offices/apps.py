"""Django's registration of the room."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "factdesk.offices"
    label = "offices"
