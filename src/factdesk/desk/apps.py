"""Django's registration of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "factdesk.desk"
    label = "desk"

    def ready(self) -> None:
        """Have names that are stored in the database shown in the reader's language."""
        from factdesk.desk import workflow_names

        workflow_names.connect()
