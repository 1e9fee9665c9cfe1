"""Which kept pictures are public; and the triggers as they stand now: pictures by their hash, no day to come."""

from django.db import migrations, models

from factdesk.record import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_nothing_replaced")]

    operations = [
        migrations.CreateModel(
            name="PublishedPicture",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
