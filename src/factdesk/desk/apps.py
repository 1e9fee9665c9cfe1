"""Django's registration of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "factdesk.desk"
    label = "desk"

    def ready(self) -> None:
        """Show stored names in the reader's language; keep sectors and regions that are used."""
        from factdesk.desk import lists, workflow_names

        workflow_names.connect()
        lists.connect()
