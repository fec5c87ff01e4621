"""POST requests: one service request from another program, once.

The same request again is the same report. Who sends `client_id` (our extension) says so; for the rest, what was said,
where, by whom and with which pictures, through one key, within 24 hours, is the same request: programs that get no
answer send again, and the report of a client that cannot say so must not be doubled."""

import re
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from time import monotonic
from typing import BinaryIO, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.models import ApiKey
from smartcity.lib.errors import Invalid
from smartcity.lib.exposing import exposing
from smartcity.lib.http import fetch
from smartcity.lib.time import now
from smartcity.open311 import places
from smartcity.open311.door import writer
from smartcity.open311.formats import Told
from smartcity.open311.params import Params, given
from smartcity.open311.requests import ROOT
from smartcity.open311.services import LANDMARK, VISIBILITY, service
from smartcity.reports import actions, media
from smartcity.reports.deadlines import promised
from smartcity.reports.models import Category, Channel, Report
from smartcity.reports.questions import asked

SAME_WITHIN = timedelta(hours=24)
FETCHING = 10.0  # seconds for all media_url together
SECONDS_EACH = 5.0
NAMESPACE = uuid5(NAMESPACE_URL, "http://wiki.open311.org/GeoReport_v2")
WHO = ("account_id", "device_id", "email", "phone", "first_name", "last_name")
ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_-]+)\](?:\[\])?")


def submitted(request: HttpRequest) -> Told:
    """File it in the name of the key's account. email, phone and names tell repeats apart and are not kept."""
    params = given(request)
    key = writer(request, params)
    category = _category(params)
    said = {m[1]: params.one(name) for name in params if (m := ATTRIBUTE.fullmatch(name))}
    place = places.place(params)
    if earlier := _earlier(params, key):
        return Told(ROOT, [_receipt(earlier)], 201)
    pictures = _pictures(request, params)
    wanted = actions.Submission(
        client_id=client_id(params, key, pictures), category=category.code, lon=place.lon, lat=place.lat,
        text=params.one("description", str(category)), photos=[BytesIO(picture) for picture in pictures],
        landmark=said.get(LANDMARK, place.landmark), visibility=said.get(VISIBILITY, ""), channel=Channel.OPEN311,
        attributes={question.code: said[question.code] for question in asked(category) if question.code in said},
    )  # fmt: skip
    return Told(ROOT, [_receipt(actions.submit(wanted, key.user).report)], 201)


def _earlier(params: Params, key: ApiKey) -> Report | None:
    """What was filed under this `client_id` already: a repeat need not show its pictures again, which may be gone."""
    if "client_id" not in params:
        return None
    found = Report.objects.filter(client_id=client_id(params, key, []), author=key.user)
    return found.select_related("holder", "category").first()


def _receipt(report: Report) -> dict[str, str | None]:
    notice = _("%(office)s menindaklanjuti dalam %(hours)s.") % {
        "office": report.holder.title, "hours": promised(report.category, report.category.first_action_hours)}  # fmt: skip
    if not report.public:
        notice += " " + _("Laporan ini pribadi: hanya kantor yang menanganinya yang dapat membacanya.")
    elif asked := exposing(text=report.text, landmark=report.landmark):
        notice += f" {asked}"
    return {"service_request_id": str(report.number), "service_notice": notice, "account_id": None}


def _category(params: Params) -> Category:
    code = params.one("service_code", "")
    if not code:
        raise Invalid(_("service_code harus diisi."), field="service_code", code="missing")
    return service(code)


def _pictures(request: HttpRequest, params: Params) -> list[bytes]:
    """Every file of the form, whatever its field is called (media, media[], photo1, ...), then every media_url."""
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    urls = [url for name in ("media_url", "media_url[]") for url in params.all(name)]
    media.count(len(files) + len(urls))
    return [cast(BinaryIO, file).read() for file in files] + _fetched(urls)


def _fetched(urls: Sequence[str]) -> list[bytes]:
    end = monotonic() + FETCHING
    return [fetch(url, seconds=max(0.1, min(SECONDS_EACH, end - monotonic()))) for url in urls]


def client_id(params: Params, key: ApiKey, pictures: Sequence[bytes]) -> UUID:
    """What makes a repeat the same report: the client's own id, or a digest of all it said, for 24 hours."""
    if "client_id" in params:
        return uuid5(NAMESPACE, f"{key.pk}:{params.one('client_id')}")
    today = now().toordinal()
    ids = [_digest(params, key, pictures, day) for day in (today, today - 1)]
    known = (
        Report.objects.filter(client_id__in=ids, created_at__gt=now() - SAME_WITHIN).order_by("-pk").first()
    )
    return known.client_id if known else ids[0]


def _digest(params: Params, key: ApiKey, pictures: Sequence[bytes], day: int) -> UUID:
    said = sorted(
        (name, values) for name, values in params.values.items() if name not in ("api_key", "jurisdiction_id")
    )
    shown = [sha256(picture).hexdigest() for picture in pictures]
    return uuid5(NAMESPACE, repr((key.pk, said, shown, day)))
