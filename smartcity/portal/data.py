"""Open data: what there is, under which licence, and the way to it; the files themselves."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from smartcity.areas.models import Area, Level
from smartcity.areas.queries import index_of
from smartcity.lib.asked import asked_of, problem
from smartcity.lib.errors import DomainError, Invalid, NotFound
from smartcity.lib.look import words
from smartcity.lib.ranges import serve
from smartcity.lib.time import now
from smartcity.opendata.columns import COLUMNS
from smartcity.opendata.models import Snapshot
from smartcity.opendata.rows import is_sensitive, rows
from smartcity.opendata.snapshots import may_be_given
from smartcity.opendata.writers import FORMATS, Format, as_csv
from smartcity.portal.choices import Choice
from smartcity.portal.pages import exists, show
from smartcity.reports.filters import Filters, read, read_strictly
from smartcity.reports.models import Category
from smartcity.reports.workflow import Status

SUMS = "SHA256SUMS"
ANYONE = {"Access-Control-Allow-Origin": "*"}  # web pages of others may read what is open
DOORS = (
    ("OGC API Features", "/ogc/", gettext_lazy("QGIS, GDAL dan program peta lain membukanya langsung.")),
    ("API", "/api/v1/docs", gettext_lazy("Membaca laporan satu per satu, juga mengirimnya.")),
    ("Open311 GeoReport v2", "/open311/v2/discovery.json", gettext_lazy("Standar yang dipakai banyak kota.")),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The areas of one kota, as a list offers them."""

    name: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Month:
    files: list[Snapshot]

    @property
    def first(self) -> Snapshot:
        return self.files[0]


class Page:
    """`errors` is what of the address could not be read; what was typed stays in the form."""

    columns = COLUMNS
    formats = tuple(FORMATS.values())

    def __init__(self, params: QueryDict) -> None:
        self.filters, self.errors = read(params, None)
        self.errors += _unknown(self.filters)
        self.typed = {name: params.get(name, "")[:40] for name in ("since", "until", "q", "bbox")}

    @property
    def statuses(self) -> list[Choice]:
        return [Choice(words.status(s), s in self.filters.status, value=s) for s in Status]

    @property
    def categories(self) -> list[Choice]:
        return [
            Choice(str(c), c.code in self.filters.category, value=c.code, icon=c.icon) for c in _categories()
        ]

    @property
    def sensitive(self) -> list[Category]:
        return [kind for kind in _categories() if is_sensitive(kind)]

    @property
    def areas(self) -> list[Group]:
        """All of them, kota by kota, each kelurahan behind its kecamatan."""
        groups: dict[str, Group] = {}
        for area in index_of().everything:
            kota = area.kota or area
            choice = Choice(_named(area), area.code == self.filters.area, value=area.code)
            groups.setdefault(kota.code, Group(kota.name, [])).choices.append(choice)
        return list(groups.values())

    @property
    def years(self) -> list[tuple[int, list[Month]]]:
        """The newest first."""
        order = {name: place for place, name in enumerate(FORMATS)}
        files = sorted(Snapshot.objects.exclude(file=""), key=lambda one: order.get(one.format, 9))
        files.sort(key=lambda one: one.month, reverse=True)
        months = [Month(list(some)) for _month, some in groupby(files, key=lambda one: one.month)]
        return [
            (year, list(some)) for year, some in groupby(months, key=lambda month: month.first.month.year)
        ]

    @property
    def doors(self) -> list[tuple[str, str, str]]:
        return [(name, path, str(said)) for name, path, said in DOORS if exists(path)]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _shown(request, Page(request.GET))


@require_safe
def reports(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 the route's word
    """All that the filters let through, as it is now, oldest first."""
    try:
        kind, params = _format(format), asked_of(request)
        filters = read_strictly(params, None)
        if unknown := _unknown(filters):
            raise unknown[0]
    except DomainError as error:
        if request.accepts("text/html") and not isinstance(error, NotFound) and error.code == "bad_filter":
            return _shown(request, Page(request.GET))
        return problem(error)
    write = as_csv.write_for_excel if kind.name == "csv" and params.get("bom") == "1" else kind.write
    name = f"laporan-{now():%Y%m%d}.{kind.name}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store", **ANYONE}
    if request.method == "HEAD":
        return HttpResponse(content_type=kind.mime, headers=headers)
    return StreamingHttpResponse(write(rows(filters)), content_type=kind.mime, headers=headers)


@require_safe
def month(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of a finished month, or the digests of all of them. 503 while it is being made anew."""
    if name == SUMS:
        fresh = Snapshot.objects.fresh().order_by("-month", "format")
        lines = "".join(f"{one.sha256}  {one.name}\n" for one in fresh)
        return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers=ANYONE)
    one = next((one for one in Snapshot.objects.exclude(file="") if one.name == name), None)
    if one is None or one.format not in FORMATS:
        raise Http404
    try:
        if may_be_given(one):
            etag, kind = f'"{one.sha256}"', FORMATS[one.format].mime
            answer = serve(request, one.path, etag=etag, content_type=kind, filename=one.name)
            for header, value in {"Cache-Control": "no-cache", **ANYONE}.items():
                answer[header] = value
            return answer
    except FileNotFoundError:
        pass  # it was made anew this moment
    said = _("Berkas ini sedang dibuat ulang. Coba lagi sebentar.")
    return HttpResponse(
        said, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
    )


def _shown(request: HttpRequest, page: Page) -> HttpResponse:
    context = {
        "page": page, "licence": settings.DATA_LICENCE, "licence_url": settings.DATA_LICENCE_URL,
        "sums": SUMS,
    }  # fmt: skip
    return show(request, "portal/data.html", "data", context, status=400 if page.errors else 200)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise NotFound(_("Tidak ada format “%(name)s”.") % {"name": name[:20]}, code="bad_format")
    return FORMATS[name]


def _categories() -> list[Category]:
    return list(Category.objects.filter(private=False, active=True))


def _unknown(filters: Filters) -> list[Invalid]:
    """Of what is well written, what this city does not have."""
    found = []
    if filters.area and not Area.objects.filter(code=filters.area).exists():
        found.append(Invalid(_("Tidak ada wilayah dengan kode “%(value)s”.") % {"value": filters.area},
                             field="area", code="bad_filter"))  # fmt: skip
    if filters.category:
        known = set(Category.objects.filter(private=False).values_list("code", flat=True))
        found += [Invalid(_("Tidak ada kategori “%(value)s”.") % {"value": code}, field="category", code="bad_filter")
                  for code in filters.category if code not in known]  # fmt: skip
    return found


def _named(area: Area) -> str:
    match area.level:
        case Level.KELURAHAN:
            return f"{area.name}, {area.parent.short_name}" if area.parent else area.name
        case Level.KECAMATAN:
            return f"{area.get_level_display()} {area.name}"
        case _:
            return _("Seluruh %(name)s") % {"name": area.name}
