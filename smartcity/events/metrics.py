"""What Prometheus is told. Counts are of this web process; with several, each answers for itself."""

from collections.abc import Callable, Iterator
from time import perf_counter

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from smartcity.events import live_log
from smartcity.events.live import hub
from smartcity.events.models import Chore, Parked
from smartcity.lib.time import now

disable_created_metrics()  # type: ignore[no-untyped-call]  # noise nobody asks for
REQUESTS = Counter("smartcity_requests_total", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram(
    "smartcity_request_seconds",
    "Seconds from the first to the last line of Django.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
Handler = Callable[[HttpRequest], HttpResponse]


def count_requests(get_response: Handler) -> Handler:
    """Middleware; the outermost, to see what the others answer."""

    def handle(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        route = _route(request)
        SECONDS.labels(route).observe(perf_counter() - began)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, response.status_code).inc()
        return response

    return handle


def _route(request: HttpRequest) -> str:
    """The pattern, never the path: what strangers invent must not become a label."""
    if match := request.resolver_match:
        return f"/{match.route}"
    return settings.STATIC_URL if request.path.startswith(settings.STATIC_URL) else "none"


class City(Collector):
    """Asked at each scrape."""

    def describe(self) -> list[Metric]:
        return []  # registering must not ask the database

    def collect(self) -> Iterator[Metric]:
        yield from _live()
        newest = live_log.newest()
        yield GaugeMetricFamily("smartcity_event_id", "The last event of the log.", newest)
        yield from _chores(newest)


def _live() -> Iterator[Metric]:
    yield GaugeMetricFamily("smartcity_live_clients", "Open live streams.", len(hub.clients))
    yield CounterMetricFamily("smartcity_live_sent", "Batches handed to live streams.", hub.told)
    ended = CounterMetricFamily("smartcity_live_ended", "Live streams that ended, by why.", labels=["why"])
    for why in ("left", "slow", "gone", "signed out", "stop"):
        ended.add_metric([why], hub.ended[why])
    yield ended


def _chores(newest: int) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "smartcity_chore_age_seconds", "Since its worker last showed life.", labels=["chore"]
    )
    broken = GaugeMetricFamily("smartcity_chore_failures", "Runs in a row that failed.", labels=["chore"])
    behind = GaugeMetricFamily("smartcity_follower_behind", "Events not yet dealt with.", labels=["chore"])
    for chore in Chore.objects.order_by("name"):
        if chore.beat_at:
            age.add_metric([chore.name], (now() - chore.beat_at).total_seconds())
            broken.add_metric([chore.name], chore.failures)
        if chore.cursor:
            behind.add_metric([chore.name], newest - chore.cursor)
    failing = GaugeMetricFamily("smartcity_failing_items", "Items to be tried again.", labels=["chore"])
    parked = GaugeMetricFamily("smartcity_parked_items", "Items given up after 8 tries.", labels=["chore"])
    given_up = Count("pk", filter=~Q(parked_at=None))
    for row in Parked.objects.values("chore").annotate(all=Count("pk"), given_up=given_up).order_by("chore"):
        failing.add_metric([row["chore"]], row["all"] - row["given_up"])
        parked.add_metric([row["chore"]], row["given_up"])
    yield from (age, broken, behind, failing, parked)


def everything() -> bytes:
    """In Prometheus' text format."""
    return generate_latest(REGISTRY)


REGISTRY.register(City())
