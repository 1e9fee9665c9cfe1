"""Django's registration of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "factdesk.portal"
    label = "portal"
