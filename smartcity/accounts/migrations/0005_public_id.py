from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_erased")]

    operations = [
        migrations.AddField("user", "public_id", models.CharField(max_length=12, null=True, editable=False)),
        migrations.AddField("user", "open_profile", models.BooleanField(default=True)),
        migrations.AddField("user", "signs", models.BooleanField(default=False)),
    ]
