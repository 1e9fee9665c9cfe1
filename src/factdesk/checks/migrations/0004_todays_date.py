"""The day of a check is the desk's own day, whatever time zone somebody's screens are set to."""

from django.db import migrations, models

import factdesk.record.days


class Migration(migrations.Migration):
    dependencies = [("checks", "0003_nothing_replaced"), ("record", "0004_pictures_and_days")]

    operations = [
        migrations.AlterField(
            model_name="factcheckpage",
            name="checked_on",
            field=models.DateField(default=factdesk.record.days.today, verbose_name="checked on"),
        ),
    ]
