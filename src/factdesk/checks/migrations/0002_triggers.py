"""Approvals are append-only: the database itself refuses to change or remove one."""

from django.db import migrations

from factdesk.checks import triggers


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: triggers.install(schema_editor),
            lambda apps, schema_editor: triggers.remove(schema_editor),
        )
    ]
