from django.db import migrations, models
from django.db.models import Q

from factdesk.matching.text.language import guess


def say_more(apps, schema_editor):
    """What was kept so far was said by askers; the match's key holds kind and code."""
    Label = apps.get_model("questions", "Label")
    for label in Label.objects.iterator(chunk_size=1000):
        kind, code, _ = f"{label.match_key}::".split(":", 2)
        Label.objects.filter(pk=label.pk).update(
            kind=kind,
            code=code,
            language=guess(label.text)[:8],
            verdict={"yes": "right", "no": "wrong"}[label.verdict],
        )


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_suggested_and_exact")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="attached_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                name="attached_group_has_a_check",
                condition=Q(attached_at=None)
                | Q(("status__in", ["in-progress", "answered"]), Q(("fact_check_code", ""), _negated=True)),
            ),
        ),
        migrations.RemoveConstraint(model_name="label", name="label_verdict_is_known"),
        migrations.AddField(
            model_name="label",
            name="language",
            field=models.CharField(default="und", max_length=8, verbose_name="language"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="label",
            name="kind",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="label",
            name="code",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="label",
            name="origin",
            field=models.CharField(
                choices=[("desk", "the desk"), ("asker", "whoever asked")],
                default="asker",
                max_length=5,
                verbose_name="said by",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="label",
            name="verdict",
            field=models.CharField(
                choices=[("right", "it does"), ("wrong", "it does not")], max_length=5, verbose_name="verdict"
            ),
        ),
        migrations.RunPython(say_more, migrations.RunPython.noop),
        migrations.RemoveField(model_name="label", name="match_key"),
        migrations.AddIndex(
            model_name="label", index=models.Index(fields=["code", "origin"], name="label_by_check")
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                name="label_verdict_is_known", condition=Q(("verdict__in", ["right", "wrong"]))
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                name="label_origin_is_known", condition=Q(("origin__in", ["desk", "asker"]))
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                name="label_names_a_check",
                condition=Q(("kind__in", ["fact-check", "external-review"]), Q(("code", ""), _negated=True)),
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(name="label_has_a_text", condition=Q(("text", ""), _negated=True)),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.CheckConstraint(
                name="desk_answers_with_its_own_checks",
                condition=Q(Q(("origin", "desk"), ("verdict", "right"), _negated=True), ("kind", "fact-check"), _connector="OR"),
            ),
        ),
    ]
