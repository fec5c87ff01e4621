"""Every public page by its address, for search engines. sitemaps.org, protocol 0.9: a file has 50,000 addresses at most."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from smartcity.areas.queries import index_of
from smartcity.beds.models import Hospital
from smartcity.gauges.models import Gauge
from smartcity.lib.time import w3c
from smartcity.portal.pages import exists
from smartcity.portal.screen import REPORT
from smartcity.reports.models import Report
from smartcity.reports.numbers import number_of

MOST = 50_000
PAGES = ("/", "/peringatan/", "/data/", "/statistik/", "/statistik/kantor/", "/statistik/wilayah/", "/statistik/kategori/", "/statistik/cara/", "/rumah-sakit/", "/pintu-air/",
         "/qlue/", "/qlue/terbaru/", "/qlue/terdukung/", "/qlue/obrolan/", "/qlue/perusahaan/",
         "/qlue/lapor/", "/sematkan/cara/", "/api/v1/docs", "/ogc/")  # fmt: skip
AREA = "/qlue/wilayah/%s/"
HOSPITAL = "/rumah-sakit/%s/"
GAUGE = "/pintu-air/%s/"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
REPORTS = re.compile(r"laporan-(\d{1,9})", re.ASCII)

Entry = tuple[str, str]  # path, and when it last changed or ""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts. Those of reports go by ids, so that a part stays the same when new reports come."""
    areas = ["wilayah"] if index_of().areas else []
    hospitals = ["rumah-sakit"] if Hospital.objects.open().exists() else []
    gauges = ["pintu-air"] if Gauge.objects.active().exists() else []
    parts = ["halaman", *areas, *hospitals, *gauges, *(f"laporan-{n}" for n in range(_blocks()))]
    body = "".join(f"<sitemap><loc>{_whole(f'/sitemap-{part}.xml')}</loc></sitemap>\n" for part in parts)
    return _xml(f"<sitemapindex {SPACE}>\n{body}</sitemapindex>\n")


@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    if part == "halaman":
        return _urls((path, "") for path in PAGES if exists(path))
    if part == "wilayah":
        leaves = [AREA % area.code for area in index_of().areas]
        return _urls((path, "") for path in leaves if exists(path))
    if part == "rumah-sakit":
        codes = Hospital.objects.open().order_by("pk").values_list("office__code", flat=True)
        return _urls((HOSPITAL % code, "") for code in codes)
    if part == "pintu-air":
        read = Gauge.objects.active().order_by("code").values_list("code", "read_at")
        return _urls((GAUGE % code, w3c(at) if at else "") for code, at in read)
    if (found := REPORTS.fullmatch(part)) and int(found[1]) < _blocks():
        return _urls(_reports(int(found[1])))
    raise Http404


def _blocks() -> int:
    """How many there are, up to the newest public report."""
    newest = Report.objects.public().aggregate(newest=Max("pk"))["newest"] or 0
    return -(-newest // MOST)


def _reports(block: int) -> Iterable[Entry]:
    """Of MOST ids, one index's walk."""
    first = block * MOST
    found = Report.objects.public().filter(pk__gt=first, pk__lte=first + MOST, category__private=False)
    for pk, changed in found.order_by("pk").values_list("pk", "updated_at").iterator(2000):
        yield REPORT % number_of(pk), w3c(changed)


def _urls(entries: Iterable[Entry]) -> HttpResponse:
    lines = [
        f"<url><loc>{_whole(path)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for path, changed in entries
    ]
    return _xml(f"<urlset {SPACE}>\n{''.join(lines)}</urlset>\n")


def _whole(path: str) -> str:
    return escape(settings.BASE_URL + path)


def _xml(body: str) -> HttpResponse:
    return HttpResponse(HEAD + body, content_type="application/xml; charset=utf-8")
