from datetime import timedelta

from django.db import migrations, models

BATCH = 500
ENDS = ("forwarded", "answered", "rejected", "merged")
JUDGES = {"confirmed": "answered", "refused": "answered", "appealed": "rejected"}
CLOCKS_APART = timedelta(seconds=2)  # a move and its event did not bear the very same moment


def remember(apps, schema_editor):
    """Read from the log how each holding ended, and what came of it."""
    Event, Holding = apps.get_model("events", "Event"), apps.get_model("reports", "Holding")
    last = 0
    ended = Holding.objects.exclude(until=None)
    while reports := list(
        ended.filter(report__gt=last).order_by("report").values_list("report", flat=True).distinct()[:BATCH]
    ):
        last = reports[-1]
        held, told = {}, {}
        for one in ended.filter(report__in=reports).order_by("since", "pk"):
            held.setdefault(one.report_id, []).append(one)
        subjects = [f"report:{pk}" for pk in reports]
        said = Event.objects.filter(subject__in=subjects, verb__in=[*ENDS, *JUDGES]).order_by("pk")
        for subject, verb, at, data in said.values_list("subject", "verb", "at", "data"):
            told.setdefault(int(subject.partition(":")[2]), []).append((verb, at, bool(data.get("silence"))))
        changed = []
        for report, holdings in held.items():
            changed += judged(holdings, told.get(report, []))
        Holding.objects.bulk_update(changed, ["ended", "verdict"])


def judged(holdings, events):
    """The holdings of one report, each with the verb that ended it and what was said of it."""
    waiting, given, closed = list(holdings), None, False
    for verb, at, silent in events:
        if verb in ENDS and waiting and waiting[0].until <= at + CLOCKS_APART:
            given = waiting.pop(0)
            given.ended, closed = verb, False
        elif given and JUDGES.get(verb) == given.ended:
            if verb == "confirmed":
                given.verdict, closed = ("silent" if silent else "confirmed"), True
            else:
                given.verdict = "appealed" if verb == "appealed" else "reopened" if closed else "refused"
    return [one for one in holdings if one.ended]


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0003_event_at"),
        ("reports", "0015_desk"),
    ]

    operations = [
        migrations.AddField("holding", "ended", models.CharField(blank=True, max_length=20)),
        migrations.AddField(
            "holding",
            "verdict",
            models.CharField(
                blank=True,
                choices=[(one, one.title()) for one in ("confirmed", "silent", "refused", "reopened", "appealed")],
                max_length=10,
            ),
        ),
        migrations.AddIndex("holding", models.Index(fields=["office", "since"], name="holding_office_since")),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
