"""Take from people what stood above their roles. Apart from the constraint: PostgreSQL changes no table meanwhile."""

from django.db import migrations


def take_away(apps, schema_editor):
    person = apps.get_model("offices", "Person")
    person.objects.filter(is_superuser=True).update(is_superuser=False)
    person.user_permissions.through.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
