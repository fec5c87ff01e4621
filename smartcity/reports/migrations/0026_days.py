from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """An index that the days at the foot of the public map are counted from."""

    dependencies = [
        ("areas", "0002_residents"),
        ("offices", "0003_successor"),
        ("reports", "0025_inbox_covers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["visibility", "created_at", "area", "category"], name="report_days"),
        ),
    ]
