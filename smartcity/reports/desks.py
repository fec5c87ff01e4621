"""What lies on each desk: open, late, new; by status and by kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection
from django.utils.translation import get_language

from smartcity.accounts.queries import Reach
from smartcity.lib.time import now
from smartcity.reports.cases import IS_OPEN, as_stored
from smartcity.reports.queries import OPENED


@dataclass(slots=True)
class Desk:
    """An office and what lies open there and below. `kinds` counts by category: code -> (name, icon, n)."""

    pk: int
    code: str
    title: str
    kind: str
    path: str
    area: str | None  # the code of the area it answers for
    open: int = 0
    late: int = 0
    fresh: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        return self.path.count("/")

    def add(self, status: str, category: tuple[str, str, str], n: int, late: int, fresh: int) -> None:
        code, name, icon = category
        self.open, self.late, self.fresh = self.open + n, self.late + late, self.fresh + fresh
        self.statuses[status] += n
        self.kinds[code] = (name, icon, self.kinds.get(code, (name, icon, 0))[2] + n)

    def alone(self, desks: Sequence["Desk"]) -> "Desk":
        """Without what lies below it. `desks` must hold all that are right below."""
        below = [desk for desk in desks if desk.path.startswith(self.path) and desk.depth == self.depth + 1]
        statuses, kinds = Counter(self.statuses), dict(self.kinds)
        for desk in below:
            statuses.subtract(desk.statuses)
            for code, (name, icon, n) in desk.kinds.items():
                kinds[code] = (name, icon, kinds[code][2] - n)
        return replace(
            self, statuses=statuses, kinds={code: kind for code, kind in kinds.items() if kind[2]},
            open=self.open - sum(desk.open for desk in below), late=self.late - sum(desk.late for desk in below),
            fresh=self.fresh - sum(desk.fresh for desk in below),
        )  # fmt: skip


DESKS = """
SELECT o.id, o.code, o.title, o.kind, o.path, s.code, t.status, c.code, c.name, c.name_en, c.icon, t.n, t.late, t.fresh
FROM offices_office o
LEFT JOIN areas_area s ON s.id = o.area_id
LEFT JOIN (
    SELECT d.id AS desk_id, r.status, r.category_id, SUM(r.n) AS n, SUM(r.late) AS late, SUM(r.fresh) AS fresh
    FROM offices_office d
    JOIN offices_office h ON h.path LIKE d.path || '%%'
    JOIN (
        SELECT r.holder_id, r.status, r.category_id, COUNT(*) AS n, SUM(CASE WHEN r.due < %s THEN 1 ELSE 0 END) AS late,
               SUM(CASE WHEN r.held_since > %s AND NOT {opened} THEN 1 ELSE 0 END) AS fresh
        FROM reports_report r WHERE {open} AND r.holder_id IN ({covers})
        GROUP BY r.holder_id, r.status, r.category_id) r ON r.holder_id = h.id
    WHERE d.id IN ({shown})
    GROUP BY d.id, r.status, r.category_id) t ON t.desk_id = o.id
LEFT JOIN reports_category c ON c.id = t.category_id
WHERE o.id IN ({shown})
ORDER BY o.path, c.code
"""
SHOWN = """SELECT x.id FROM offices_office x WHERE x.id IN ({covers}) AND (x.id IN ({seats}) OR x.code = %s
    OR x.parent_id IN (SELECT p.id FROM offices_office p WHERE {parent}))"""


def desks(reach: Reach, since: datetime, code: str = "") -> list[Desk]:
    """The desks one can turn to: one's own seats, the office with this code, and those right below it (below the
    seats when no code is given); only where `reach` covers them. `fresh` came after `since` and was not opened. One query."""
    seats = ", ".join(str(int(pk)) for pk in sorted(reach.seats))
    covers = ", ".join(str(int(pk)) for pk in sorted(reach.covers))
    shown = SHOWN.format(covers=covers, seats=seats, parent="p.code = %s" if code else f"p.id IN ({seats})")
    asked = [code, *([code] if code else [])]
    opened = OPENED % int(reach.user_id or 0)
    sql = DESKS.format(open=IS_OPEN, opened=opened, covers=covers, shown=shown)
    english = get_language() == "en"
    found: dict[int, Desk] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [as_stored(now()), as_stored(since), *asked, *asked])
        for *office, status, kind, name, name_en, icon, n, late, fresh in cursor.fetchall():
            desk = found.setdefault(office[0], Desk(*office))
            if status:
                desk.add(status, (kind, name_en if english else name, icon), int(n), int(late), int(fresh))
    return list(found.values())
