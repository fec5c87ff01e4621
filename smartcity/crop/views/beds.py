"""Where a hospital's clerk says how many beds are free: all rooms on one page, one button, by one thumb."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.beds.actions import tell, undo, undoable
from smartcity.beds.counts import NUMBERS, read
from smartcity.beds.denials import denials
from smartcity.beds.finding import look_at
from smartcity.beds.importing import Imported, import_counts
from smartcity.beds.models import BedClass, Hospital, Source, Ward
from smartcity.beds.queries import keeps_any, kept_by, last_told
from smartcity.beds.replying import reply
from smartcity.crop.guard import OfficialRequest, officials, officials_who, show
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.sheet import MOST_BYTES
from smartcity.reports.models import Report

ORDER = list(BedClass.values)


@dataclass(frozen=True, slots=True)
class Room:
    """A ward as its fields show it: what was typed, else what stands."""

    ward: Ward
    shown: dict[str, str]

    @property
    def otherwise(self) -> str:
        """What is saved, where something else was typed."""
        saved = "" if self.ward.free is None else str(self.ward.free)
        return saved if saved != self.shown["free"] else ""


@officials_who(keeps_any)
@require_safe
def hospitals(request: OfficialRequest) -> HttpResponse:
    """Those this person keeps; who keeps one is led there."""
    kept = list(kept_by(request.reach).whole().order_by("office__name"))
    if len(kept) == 1:
        return HttpResponseRedirect(_page(kept[0]))
    rows = sorted(((one, look_at(one)) for one in kept), key=lambda row: (row[1].at is not None, row[1].at))
    return show(request, "crop/beds.html", "beds", {"rows": [(found, _page(one)) for one, found in rows]})


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def hospital(request: OfficialRequest, code: str) -> HttpResponse:
    """POST `do` save (PK-free and more, `seen`), add (a room), undo, file (a CSV), reply (number, reason)."""
    one = kept_by(request.reach).whole().filter(office__code=code).first()
    if one is None:
        raise Http404
    wrong: DomainError | None = None
    faults: list[tuple[int, str]] = []
    if request.method == "POST":
        try:
            said = DEEDS[request.POST.get("do", "")](request, one)
        except KeyError as unknown:
            raise Http404 from unknown
        except Faulty as error:
            wrong, faults = error, error.found.faults
        except DomainError as error:
            wrong = error
        else:
            messages.success(request, said)
            return HttpResponseRedirect(_page(one), status=303)
    context = _context(request, one, wrong) | {"wrong": wrong, "faults": faults[:20]}
    return show(request, "crop/hospital_beds.html", "beds", context, wrong.status if wrong else 200)


class Faulty(Invalid):
    """A file of which nothing was written; `found` names its lines."""

    def __init__(self, found: Imported) -> None:
        n = len(found.faults)
        said = ngettext("%(n)d baris tidak bisa dipakai; tidak ada yang disimpan.",
                        "%(n)d baris tidak bisa dipakai; tidak ada yang disimpan.", n) % {"n": n}  # fmt: skip
        super().__init__(said, field="file", code="bad_rows")
        self.found = found


def _context(request: OfficialRequest, one: Hospital, wrong: DomainError | None) -> dict[str, Any]:
    typed = request.POST if wrong and request.POST.get("do") == "save" else QueryDict()
    wards = sorted(one.wards.all(), key=lambda ward: (ORDER.index(ward.bed_class), ward.pk))
    last = last_told(one)
    return {
        "hospital": one, "rooms": [Room(ward, _shown(ward, typed)) for ward in wards], "classes": BedClass.choices,
        "last": max((ward.at for ward in wards), default=None), "seen": str(last.pk if last else 0),
        "may_undo": undoable(last, request.user), "found": look_at(one), "page": _page(one),
        "said": [said for said in denials([one]).get(one.pk, []) if said.open], "several": kept_by(request.reach).count() > 1,
        "typed": request.POST if wrong else {},
    }  # fmt: skip


def _shown(ward: Ward, typed: QueryDict) -> dict[str, str]:
    stands = {name: getattr(ward, name) for name in NUMBERS}
    return {
        name: typed.get(f"{ward.pk}-{name}", "" if value is None else str(value))
        for name, value in stands.items()
    }


def _save(request: OfficialRequest, one: Hospital) -> str:
    """All rooms are counted by this, those that are as they were too."""
    given = request.POST
    counts = [read({"class": ward.bed_class, "room": ward.room, "name": ward.name}
                   | {name: given.get(f"{ward.pk}-{name}", "") for name in NUMBERS}) for ward in one.wards.all()]  # fmt: skip
    seen = given.get("seen", "")
    tell(
        one,
        counts,
        request.user,
        Source.CLERK,
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else 0,
    )
    n = len(counts)
    return ngettext("Tersimpan: %(n)d ruang.", "Tersimpan: %(n)d ruang.", n) % {"n": n}


def _add(request: OfficialRequest, one: Hospital) -> str:
    count = read({name: request.POST.get(name, "") for name in ("class", "room", "name", "capacity", "free")})
    if one.wards.filter(bed_class=count.bed_class, room=count.room).exists():
        raise Invalid(_("Ruang itu sudah ada. Ubah angkanya di atas."), field="room", code="there_already")
    tell(one, [count], request.user, Source.CLERK)
    return _("Ruang ditambahkan.")


def _undo(request: OfficialRequest, one: Hospital) -> str:
    undo(one, request.user)
    return _("Perubahan terakhir dibatalkan.")


def _file(request: OfficialRequest, one: Hospital) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Pilih berkas CSV."), field="file", code="no_file")
    found = import_counts(file.read(MOST_BYTES + 1), of=one, by=request.user)
    if found.faults:
        raise Faulty(found)
    n = found.became["changed"]
    return ngettext("Tersimpan: %(n)d ruang.", "Tersimpan: %(n)d ruang.", n) % {"n": n}


def _reply(request: OfficialRequest, one: Hospital) -> str:
    number = request.POST.get("number", "")
    report = (
        Report.objects.numbered(int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 18
        else None
    )
    if report is None:
        raise Http404
    reply(report, one, request.user, request.POST.get("reason", ""))
    return _("Jawaban terkirim. Semua orang dapat membacanya.")


DEEDS = {"save": _save, "add": _add, "undo": _undo, "file": _file, "reply": _reply}


def _page(one: Hospital) -> str:
    return reverse("crop:hospital", args=[one.code])
