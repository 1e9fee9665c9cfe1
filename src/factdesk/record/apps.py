"""Django's registration of the room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "factdesk.record"
    label = "record"
