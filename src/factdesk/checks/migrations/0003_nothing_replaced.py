"""No approval is replaced by another: the triggers as they stand now."""

from django.db import migrations

from factdesk.checks import triggers


class Migration(migrations.Migration):
    dependencies = [("checks", "0002_triggers")]

    operations = [
        migrations.RunPython(lambda apps, schema_editor: triggers.install(schema_editor), migrations.RunPython.noop)
    ]
