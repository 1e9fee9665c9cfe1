from django.db import migrations, models

from factdesk.questions.models import folded


def fold_what_is_there(apps, schema_editor):
    Question = apps.get_model("questions", "Question")
    for question in Question.objects.filter(folded="").iterator(chunk_size=1000):
        Question.objects.filter(pk=question.pk).update(folded=folded(question.text))


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="exact_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="group",
            name="suggested",
            field=models.PositiveIntegerField(default=0, verbose_name="suggested, no reply"),
        ),
        migrations.AddField(
            model_name="question",
            name="withdrawn_code",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="question",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddIndex(
            model_name="group",
            index=models.Index(
                condition=models.Q(("exact_key", ""), _negated=True), fields=["exact_key"], name="group_exact_equal"
            ),
        ),
        migrations.RunPython(fold_what_is_there, migrations.RunPython.noop),
    ]
