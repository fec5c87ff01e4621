from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0023_inbox_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='inquiry',
            name='needless',
            field=models.BooleanField(default=False),
        ),
    ]
