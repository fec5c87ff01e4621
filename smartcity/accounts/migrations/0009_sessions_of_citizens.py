from importlib import import_module

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def note_open_ones(apps, schema_editor):
    """The sessions of citizens that were open already."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    OpenSession, Session = apps.get_model("accounts", "OpenSession"), apps.get_model("sessions", "Session")
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    noted, found = set(OpenSession.objects.values_list("key", flat=True)), []
    there = Session.objects.filter(expire_date__gt=timezone.now()).values_list("session_key", "session_data")
    for key, data in there.iterator(500):
        whose = str(store.decode(data).get("_auth_user_id", ""))
        if key not in noted and whose.isdecimal() and int(whose) in people:
            found.append(OpenSession(key=key, user_id=int(whose), seat=False))
    OpenSession.objects.bulk_create(found, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_open_session'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='opensession',
            name='seat',
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(note_open_ones, migrations.RunPython.noop),
    ]
