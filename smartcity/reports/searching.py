"""Full text search in Indonesian: what is kept of each report, and what a typed question asks of the database.

The words of a report and their roots stand in a row beside it, written with it. How they are found is the database's
own way: on PostgreSQL a tsvector under a GIN index, on SQLite an FTS5 table that triggers keep in step (migration
0013). Only this module knows which. It says nothing of who may see what it finds: join it to what does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from smartcity.lib.stems import root, words_in

MOST_ASKED = 8  # words
BATCH = 500
FOUND = {
    "postgresql": "SELECT report_id FROM reports_searchtext WHERE vector @@ to_tsquery('simple', %s)",
    "sqlite": "SELECT rowid FROM reports_searchtext_fts WHERE reports_searchtext_fts MATCH %s",
}


class SearchText(models.Model):
    """What a report is found by: each of its words once, and the root of each."""

    report = models.OneToOneField(
        "reports.Report", on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return self.words


def said(*texts: str) -> str:
    """The words and roots of these texts, each once, in a fixed order."""
    words = {word for text in texts for word in words_in(text)}
    return " ".join(sorted(words | {root(word) for word in words}))


def words_of(report: Any) -> str:
    """Of its text, its landmark, its kind in both languages and its kelurahan."""
    kind = report.category
    return said(report.text, report.landmark, kind.name, kind.name_en, report.area.name)


def keep(report: Any, words: str) -> None:
    """In the transaction that writes the report."""
    _keep([SearchText(report_id=report.pk, words=words)])


def keep_all(reports: Iterable[Any], kept: type[models.Model] = SearchText) -> int:
    """Words of many, for those that came another way or whose kinds were renamed. Returns how many."""
    rows = [kept(report_id=report.pk, words=words_of(report)) for report in reports]
    _keep(rows)
    return len(rows)


def _keep(rows: list[Any]) -> None:
    """What was kept of the same reports goes."""
    if rows:
        type(rows[0])._default_manager.bulk_create(
            rows, update_conflicts=True, update_fields=["words"], unique_fields=["report"]
        )


def found(typed: str) -> tuple[str, list[Any]]:
    """SQL of the ids of reports with every word typed (8 at most), by its root or as its beginning. Nothing that is a
    word finds nothing."""
    asked = words_in(typed)[:MOST_ASKED]
    if not asked:
        return "SELECT report_id FROM reports_searchtext WHERE 1 = 0", []
    return FOUND[connection.vendor], [_question([(root(word), word) for word in asked])]


def found_ids(typed: str) -> RawSQL:
    """The same for the ORM: `pk__in=found_ids(...)`."""
    sql, values = found(typed)
    return RawSQL(sql, values)  # noqa: S611 our own words


def _question(asked: list[tuple[str, str]]) -> str:
    """In the database's language of questions. The words are letters and digits only, so nothing needs to be escaped."""
    if connection.vendor == "postgresql":
        return " & ".join(f"({stem} | {word}:*)" for stem, word in asked)
    return " AND ".join(f'("{stem}" OR "{word}" *)' for stem, word in asked)
