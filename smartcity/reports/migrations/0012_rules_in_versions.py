"""A rule is kept in versions, each in force from a moment until another; what the police answer is private."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def keep_what_was(apps, schema):
    rules = apps.get_model("reports", "Rule").objects
    rules.update(place=F("number"))
    rules.filter(active=False).update(until=timezone.now())
    apps.get_model("reports", "Category").objects.filter(responsible="police").update(private=True)


def back(apps, schema):
    rules = apps.get_model("reports", "Rule").objects
    rules.filter(version__gt=1).delete()
    rules.exclude(until=None).update(active=False)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("reports", "0011_no_names_in_the_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("category", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("rule", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("rule", "office", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office")),
        migrations.AddField("rule", "place", models.FloatField(default=0), preserve_default=False),
        migrations.AddField("rule", "since", models.DateTimeField(null=True)),
        migrations.AddField("rule", "until", models.DateTimeField(null=True)),
        migrations.AddField("rule", "by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
        migrations.RunPython(keep_what_was, back),
        migrations.AlterField("rule", "number", models.PositiveIntegerField()),
        migrations.AlterModelOptions("rule", options={"ordering": ["place", "number"]}),
        migrations.AddConstraint("rule", models.UniqueConstraint(fields=["number", "version"], name="one_row_a_version")),
        migrations.AddConstraint("rule", models.UniqueConstraint(fields=["number"], condition=models.Q(until=None), name="one_version_in_force")),
        migrations.AddConstraint("category", models.CheckConstraint(condition=models.Q(models.Q(("responsible", "police"), _negated=True), ("private", True), _connector="OR"), name="what_the_police_answer_is_private")),
        migrations.RemoveField("rule", "active"),
    ]
