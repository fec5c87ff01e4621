"""The writes of an administrator: a system is named and tried, its services are matched, what was given up goes again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.events import parcels
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.events.parcels import State
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotFound
from smartcity.lib.http import FetchFailed, looked_at
from smartcity.lib.text import clean_line
from smartcity.lib.time import now, w3c
from smartcity.offices.models import Kind, Office
from smartcity.partners.endpoint import Endpoint, Unheard, endpoint, keep
from smartcity.partners.listening import ABSENT
from smartcity.partners.models import Dispatch, Format, PartnerService, PartnerSystem
from smartcity.partners.reading import Unreadable, services
from smartcity.partners.sending import unpark
from smartcity.reports.models import Category

MOST_NAME, MOST_URL, MOST_CODE, MOST_KEY = 80, 500, 100, 200
MOST_OFFERED = 500
PATIENCE = 5.0  # seconds for each question of a trial: a person waits for it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an administrator says of a system; an empty `key` keeps the one there is."""

    name: str
    url: str
    office: Office
    jurisdiction: str = ""
    key: str = ""
    active: bool = True


def save_system(wanted: Wanted, by: User, system: PartnerSystem | None = None) -> PartnerSystem:
    """A new one, or what is changed of one; its key goes to no other host unless typed again. Raises Invalid, Conflict for a
    name that is taken."""
    name = clean_line(wanted.name, field="name", most=MOST_NAME)
    if not name:
        raise Invalid(_("Beri nama sistem ini."), field="name")
    url = _address(wanted.url)
    if wanted.office.kind == Kind.POLICE:
        raise Invalid(_("Laporan untuk polisi tidak pernah dikirim ke luar."), field="office")
    one = system or PartnerSystem()
    if one.key and not wanted.key.strip() and urlsplit(url).hostname != one.host:
        raise Invalid(_("Isi api_key lagi: alamatnya di tempat lain."), field="key", code="key_missing")
    one.name, one.url, one.office, one.active = name, url, wanted.office, wanted.active
    one.jurisdiction = clean_line(wanted.jurisdiction, field="jurisdiction", most=MOST_CODE)
    if key := clean_line(wanted.key, field="key", most=MOST_KEY):
        one.key = keep(key)
    try:
        with write():
            one.save()
            told = {"name": name, "host": one.host, "active": one.active, "key_changed": bool(key)}
            record(one.subject, "partner_saved", told, actor=by, office=one.office, audience=Audience.DESK)
    except IntegrityError as wrong:
        raise Conflict(_("Sudah ada sistem dengan nama ini."), field="name") from wrong
    return one


def _address(url: str) -> str:
    """Where its GeoReport v2 begins; what people copy, the address of its discovery or list of services, leads there."""
    url = url.strip().rstrip("/")
    if not url or len(url) > MOST_URL or "?" in url or "#" in url:
        raise Invalid(_("Isi alamat GeoReport v2, tanpa tanda tanya."), field="url")
    for page in ("discovery", "services", "requests"):
        for kind in Format.values:
            url = url.removesuffix(f"/{page}.{kind}")
    try:
        looked_at(url, "url", https=True)
    except FetchFailed as wrong:
        raise Invalid(
            _("Alamat ini tidak dapat dipakai: harus https:// dan berada di internet umum."), field="url", code="url_refused",
        ) from wrong  # fmt: skip
    return url


def try_out(system: PartnerSystem) -> PartnerSystem:
    """Ask what it offers, in JSON or else in XML, and whether it tells updates; keep what it says. Raises Invalid."""
    try:
        to = endpoint(system)
    except InvalidToken as wrong:
        raise Invalid(_("Kunci kota berganti sejak api_key disimpan. Isi lagi."), field="key") from wrong
    offered, kind = _offered(to, system.format)
    found = {"offered": offered, "format": kind, "updates": _tells(to), "tried_at": now(), "said_at": now()}
    found["said"] = f"GET services: {len(offered)}"
    with write():
        PartnerSystem.objects.filter(pk=system.pk).update(failing_since=None, **found)
    system.refresh_from_db()
    return system


def _offered(to: Endpoint, first: str) -> tuple[list[tuple[str, str]], str]:
    said = ""
    for kind in (first, *(kind for kind in Format.values if kind != first)):
        try:
            found = services(Endpoint(to.url, to.jurisdiction, "", kind).get("services", seconds=PATIENCE))
        except (Unheard, Unreadable) as wrong:
            said = said or str(wrong)
            if isinstance(wrong, Unheard) and wrong.away and not wrong.status:
                break
            continue
        if found:
            return found[:MOST_OFFERED], kind
    raise Invalid(
        _("Sistem ini belum menjawab dengan daftar layanannya. %(why)s") % {"why": said},
        field="url",
        code="no_services",
    )


def _tells(to: Endpoint) -> bool:
    try:
        to.get("servicerequestupdates", seconds=PATIENCE, start_date=w3c(now()), end_date=w3c(now()))
    except Unheard as wrong:
        return wrong.status not in ABSENT
    return True


def match(system: PartnerSystem, category: Category, code: str, area: Area | None = None) -> PartnerService:
    """From now on its reports of this kind, in `area` or anywhere, go there as `code`. Raises Invalid, Conflict."""
    code = clean_line(code, field="code", most=MOST_CODE)
    if not code:
        raise Invalid(_("Pilih layanan mereka."), field="code")
    if category.private or category.responsible == Kind.POLICE:
        raise Invalid(_("Jenis ini pribadi: tidak pernah dikirim ke luar."), field="category")
    known = PartnerService.objects.filter(system=system, category=category, area=area)
    try:
        with write():
            if known.exists():
                raise Conflict(_("Jenis ini sudah dipasangkan untuk wilayah itu."), field="category")
            return PartnerService.objects.create(system=system, category=category, area=area, code=code)
    except IntegrityError as wrong:
        raise Conflict(_("Jenis ini sudah dipasangkan untuk wilayah itu."), field="category") from wrong


def unmatch(service: PartnerService) -> None:
    """No new report of it goes there; what is there already is followed to its end."""
    with write():
        service.delete()


def redo(system: PartnerSystem, pk: int = 0) -> int:
    """Send again what was given up, one or all of it; what has arrived is only asked after. Returns how many. Raises
    NotFound."""
    rows = Dispatch.objects.filter(system=system, state=State.PARKED)
    if pk:
        rows = rows.filter(pk=pk)
    with write():
        there, elsewhere = rows.exclude(theirs="", token=""), rows.filter(theirs="", token="")
        unpark(rows)
        n = there.update(state=State.SENT, poll_at=now(), sent_at=now(), deaf=0, quiet=0, ended_at=None)
        n += parcels.afresh(elsewhere)
    if pk and not n:
        raise NotFound(_("Tidak ada kiriman seperti itu yang dapat diulang."))
    return n
