"""A row of words beside each report, and the database's own index over them.

SQLite keeps its FTS5 table in step by triggers on reports_searchtext: a later migration that makes that table anew has to
make them anew as well."""

import django.db.models.deletion
from django.db import migrations, models

from smartcity.reports.searching import keep_all

BATCH = 500
FORWARD = {
    "postgresql": [
        "ALTER TABLE reports_searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
        "CREATE INDEX search_text_vector ON reports_searchtext USING gin (vector)",
    ],
    "sqlite": [
        "CREATE VIRTUAL TABLE reports_searchtext_fts USING fts5(words, content='reports_searchtext',"
        " content_rowid='report_id', tokenize=\"unicode61 remove_diacritics 0\")",
        "CREATE TRIGGER search_text_added AFTER INSERT ON reports_searchtext BEGIN"
        " INSERT INTO reports_searchtext_fts(rowid, words) VALUES (new.report_id, new.words); END",
        "CREATE TRIGGER search_text_gone AFTER DELETE ON reports_searchtext BEGIN"
        " INSERT INTO reports_searchtext_fts(reports_searchtext_fts, rowid, words)"
        " VALUES ('delete', old.report_id, old.words); END",
        "CREATE TRIGGER search_text_mended AFTER UPDATE ON reports_searchtext BEGIN"
        " INSERT INTO reports_searchtext_fts(reports_searchtext_fts, rowid, words)"
        " VALUES ('delete', old.report_id, old.words);"
        " INSERT INTO reports_searchtext_fts(rowid, words) VALUES (new.report_id, new.words); END",
    ],
}  # fmt: skip
BACK = {"postgresql": [], "sqlite": ["DROP TABLE reports_searchtext_fts"]}


def run(statements):
    def go(apps, schema_editor):
        for sql in statements[schema_editor.connection.vendor]:
            schema_editor.execute(sql)

    return go


def backfill(apps, schema_editor):
    """The reports there are already: about a third of a millisecond each."""
    Report, SearchText = apps.get_model("reports", "Report"), apps.get_model("reports", "SearchText")
    last = 0
    rows = Report.objects.select_related("category", "area").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        keep_all(batch, SearchText)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_rules_in_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True,
                                                related_name='search_text', serialize=False, to='reports.report')),
                ('words', models.TextField()),
            ],
        ),
        migrations.RunPython(run(FORWARD), run(BACK)),
        migrations.RunPython(backfill, migrations.RunPython.noop),
    ]
