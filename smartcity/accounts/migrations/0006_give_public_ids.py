from typing import Any

from django.db import migrations

from smartcity.accounts.models import new_public_id


def give(apps: Any, _schema: Any) -> None:
    users = apps.get_model("accounts", "User").objects.filter(public_id=None)
    for user in users.only("pk").iterator():
        users.filter(pk=user.pk).update(public_id=new_public_id())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_public_id")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop, elidable=True)]
