"""Django's registration of the room."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "factdesk.sample"
    label = "sample"
