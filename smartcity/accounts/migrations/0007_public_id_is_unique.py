import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import smartcity.accounts.models
import smartcity.lib.time


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_give_public_ids")]

    operations = [
        migrations.AlterField(
            "user",
            "public_id",
            models.CharField(
                default=smartcity.accounts.models.new_public_id, editable=False, max_length=12, unique=True
            ),
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=smartcity.lib.time.now)),
                ("blocked", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to=settings.AUTH_USER_MODEL)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["user", "blocked"], name="block_once")]},
        ),
    ]
