"""The inboxes of a lurah, a camat, a mayor and the province in a city of 100,000 open cases, against one of 2,000.

On PostgreSQL, whose own work is done in another process, the time is that of the clock; else that of the processor."""

import time
from functools import partial

from bench import scratch
from bench.reads import QUERIES, cpu_ms, heard, signed_in

FEW, MANY = 4_400, 222_000  # reports, of which nine in twenty are open
CLOCK = time.perf_counter if scratch.SERVER else time.process_time
WHOSE = " wall" if scratch.SERVER else ""
PAGES = ("/crop/", "/crop/?q=lubang", "/crop/?sort=new")
TIMES = 10  # may the page cost as much with fifty times the cases; who looks over one kelurahan pays less than the province


def run():
    scratch.city()
    scratch.fill(FEW, FEW, photos=True)
    words_of_all()
    from smartcity.lib.look.collect import collect  # noqa: PLC0415  # needs the city set up

    collect()
    desks = officials()
    few = {key: cost(get) for key, get in pages(desks)}
    scratch.fill(MANY - FEW, MANY - FEW, after=FEW, photos=True)
    words_of_all()
    [(waiting,)] = scratch.query(
        "SELECT COUNT(*) FROM reports_report WHERE status IN ('waiting', 'in_progress', 'coordinating')"
    )
    for key, get in pages(desks):
        before, (queries, ms) = few[key], cost(get)
        yield {"path": f"{key} of {waiting // 1000}k open", "figure": f"{queries} queries, {ms:.1f} ms{WHOSE}",
               "limit": f"{before[0]} queries, {before[1]:.1f} ms", "ratio": ms / before[1],
               "goal": f"<= {QUERIES} queries, <= {TIMES} x of 2k",
               "ok": queries <= QUERIES and ms <= TIMES * before[1]}  # fmt: skip


def officials():
    """A signed in client of each rank, from the kelurahan with the most reports up."""
    from smartcity.accounts.actions import appoint, register  # noqa: PLC0415  # needs the city set up
    from smartcity.offices.models import Office  # noqa: PLC0415

    [(pk, _n), *_rest] = scratch.query(
        "SELECT holder_id, COUNT(*) FROM reports_report GROUP BY holder_id ORDER BY 2 DESC"
    )
    office, clients = Office.objects.get(pk=pk), {}
    for name, role in (("lurah", "lurah"), ("camat", "camat"), ("mayor", "mayor"), ("province", "mayor")):
        person = register(f"the-{name}", "rahasia-sekali", pseudonym=f"Siti {name[:3]}")
        appoint(person, office, role)
        clients[name] = signed_in(person)
        office = office.parent or office
    return clients


def words_of_all():
    """What the search finds them by: one in twenty has the word asked for."""
    scratch.query(
        "INSERT INTO reports_searchtext (report_id, words)"
        " SELECT id, CASE WHEN id %% 20 <> 0 THEN 'banjir' ELSE 'lubang' END || ' dalam jalan minggu sudah tengah tiga'"
        " FROM reports_report WHERE id NOT IN (SELECT report_id FROM reports_searchtext)"
    )
    scratch.query("ANALYZE")


def pages(desks):
    for role, client in desks.items():
        for path in PAGES:
            yield (
                f"{role}, {path}",
                partial(client.get, path, headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip"}),
            )


def cost(get):
    """Questions to the database and milliseconds; what a page writes down now and then is not counted."""
    answer = get()
    assert answer.status_code == 200, answer.status_code
    return sum(sql.startswith("SELECT") for sql, _values in heard(get)), cpu_ms(get, requests=5, clock=CLOCK)
