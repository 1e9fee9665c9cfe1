"""No row is replaced, a version is its hash, and entries keep their order: the triggers as they stand now."""

from django.db import migrations

from factdesk.record import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_triggers")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
