"""Django's registration of the room."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "factdesk.checks"
    label = "checks"

    def ready(self) -> None:
        """Connect what must hold whichever way a row is changed."""
        from factdesk.checks import images, signals

        signals.connect()
        images.connect()
