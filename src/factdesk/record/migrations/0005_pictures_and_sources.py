"""A picture has the form of a kept one, and two sources are two: the triggers as they stand now."""

from django.db import migrations

from factdesk.record import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("record", "0004_pictures_and_days")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
