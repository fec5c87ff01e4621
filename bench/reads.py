"""A page of the feed, a lurah's inbox and the same from the API, over 20,000 reports, against their SQL alone."""

import time
from functools import partial

from bench import scratch

REPORTS, ACTIVE, AT_LEAST_OPEN = 20_000, 6_000, 60
REQUESTS, ROUNDS = 40, 5
QUERIES, MS = 6, 10


def run():
    scratch.city()
    scratch.fill(REPORTS, ACTIVE, photos=True)
    from django.test import Client  # noqa: PLC0415  # needs the city set up

    from smartcity.accounts.actions import appoint, issue_token, register  # noqa: PLC0415
    from smartcity.lib.look.collect import collect  # noqa: PLC0415

    collect()
    office, waiting = busiest()
    siti, lurah = register("siti", "rahasia-sekali"), register("lurah", "rahasia-sekali")
    appoint(lurah, office, "lurah")
    for path, client, headers in (
        ("/qlue/terbaru/", signed_in(siti), {}),
        ("/crop/", signed_in(lurah), {}),
        ("/api/v1/inbox?limit=50", Client(), {"Authorization": f"Bearer {issue_token(lurah, 'bench')}"}),
    ):
        yield row(
            path,
            waiting,
            partial(client.get, path, headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip", **headers}),
        )


def row(path, waiting, get):
    """A page in CPU ms, gzipped, everything between the request and its bytes included."""
    answer = get()
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    get()
    said = heard(get)
    page, alone = (
        cpu_ms(get),
        cpu_ms(lambda: [scratch.query(sql, values) for sql, values in said if sql.startswith("SELECT")]),
    )
    what = f"{path} ({REPORTS // 1000}k reports, {waiting} open; {len(answer.content) / 1000:.0f} kB)"
    return {"path": what, "figure": f"{len(said)} queries, {page:.1f} ms", "limit": f"SQL {alone:.2f} ms",
            "ratio": page / alone, "goal": f"<= {QUERIES} queries, <= {MS} ms CPU",
            "ok": len(said) <= QUERIES and page <= MS}  # fmt: skip


def busiest():
    """The kelurahan with the most open reports, and how many."""
    from smartcity.offices.models import Office  # noqa: PLC0415  # needs the city set up

    [(pk, waiting), *_rest] = scratch.query(
        "SELECT holder_id, COUNT(*) FROM reports_report WHERE status IN ('waiting', 'in_progress', 'coordinating')"
        " GROUP BY holder_id ORDER BY 2 DESC"
    )
    assert waiting >= AT_LEAST_OPEN, f"only {waiting} open"
    return Office.objects.get(pk=pk), waiting


def signed_in(user):
    from django.test import Client  # noqa: PLC0415  # needs the city set up

    client = Client()
    client.force_login(user, backend="smartcity.accounts.backends.SeatBackend")
    return client


def heard(get):
    """What `get` asks of the database: (sql, values) of each query."""
    from django.db import connection  # noqa: PLC0415  # needs the city set up

    said = []

    def listen(execute, sql, values, many, context):
        said.append((sql.strip(), values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        get()
    return said


def cpu_ms(do, requests=REQUESTS, clock=time.process_time):
    """CPU milliseconds of a call, or those of another `clock`: the best of a few rounds, for the machine is shared."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = clock()
        for _ in range(requests):
            do()
        best = min(best, clock() - began)
    return best / requests * 1000
