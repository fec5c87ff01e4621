"""Where the water office's people say how high the water is: find the gauge, one number, one button, by one thumb."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from smartcity.crop.guard import OfficialRequest, officials_who, show
from smartcity.gauges.actions import tell, undo
from smartcity.gauges.importing import Imported, import_readings
from smartcity.gauges.levels import BOUNDS, read
from smartcity.gauges.models import Gauge, Kind, Siaga, Source
from smartcity.gauges.queries import keeps, last_reading, readings, searched, undoable
from smartcity.gauges.templatetags.water import signed
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.sheet import MOST_BYTES
from smartcity.lib.time import hours, now

MOST, MOST_FAULTS, SHOWN = 20, 20, 6


@officials_who(keeps)
@require_http_methods(["GET", "HEAD", "POST"])
def gauges(request: OfficialRequest) -> HttpResponse:
    """?q= a part of the name; POST a CSV, `do` try (nothing is written) or file."""
    wrong: DomainError | None = None
    found: Imported | None = None
    if request.method == "POST":
        try:
            found = _take_file(request)
        except DomainError as error:
            wrong = error
    if found and not found.faults and request.POST["do"] == "file":
        messages.success(request, _outcome(found))
        return HttpResponseRedirect(reverse("crop:levels"), status=303)
    typed = request.GET.get("q", "").strip()[:60]
    context = {
        "rows": searched(typed, MOST), "typed": typed, "wrong": wrong, "faults": found.faults[:MOST_FAULTS] if found else [],
        "n_faults": len(found.faults) if found else 0, "tried": _outcome(found) if found and not found.faults else "",
    }  # fmt: skip
    bad = wrong is not None or (found is not None and bool(found.faults))
    return show(request, "crop/levels.html", "levels", context, 400 if bad else 200)


@officials_who(keeps)
@require_http_methods(["GET", "HEAD", "POST"])
def gauge(request: OfficialRequest, code: str) -> HttpResponse:
    """POST `do` save (level, siaga, pumps, client_id) or undo."""
    one = Gauge.objects.active().whole().filter(code=code).first()
    if one is None:
        raise Http404
    wrong: DomainError | None = None
    if request.method == "POST":
        try:
            messages.success(request, DEEDS[request.POST.get("do", "")](request, one))
            return HttpResponseRedirect(reverse("crop:level", args=[one.code]), status=303)
        except KeyError as unknown:
            raise Http404 from unknown
        except DomainError as error:
            wrong = error
    return show(request, "crop/level.html", "levels", _context(request, one, wrong), wrong.status if wrong else 200)  # fmt: skip


def _context(request: OfficialRequest, one: Gauge, wrong: DomainError | None) -> dict[str, Any]:
    least, most = BOUNDS[Kind(one.kind)]
    steps = [(siaga, step) for siaga, step in ((3, one.siaga3), (2, one.siaga2), (1, one.siaga1)) if step is not None]  # fmt: skip
    return {
        "gauge": one, "wrong": wrong, "typed": request.POST if wrong else {}, "least": least, "most": most, "steps": steps,
        "siagas": [(str(siaga.value), siaga.label) for siaga in reversed(Siaga)], "client_id": request.POST.get("client_id") or uuid4(),
        "may_undo": undoable(last_reading(one), request.user.pk), "past": readings(one, now() - hours(24), SHOWN),
    }  # fmt: skip


def _save(request: OfficialRequest, one: Gauge) -> str:
    given = request.POST
    told = read(given.get("level"), given.get("siaga"), given.get("pumps"))
    kept = tell(one, told, request.user, Source.PAGE, client_id=_uuid(given.get("client_id", ""))).reading
    parts = [f"{signed(kept.level)} {one.unit}"] if kept.level is not None else []
    parts += [str(kept.get_siaga_display())] if kept.siaga else []
    return _("Tersimpan: %(what)s") % {"what": ", ".join(parts) or one.name}


def _undo(request: OfficialRequest, one: Gauge) -> str:
    undo(one, request.user)
    return _("Isian terakhir dibatalkan.")


DEEDS = {"save": _save, "undo": _undo}


def _uuid(text: str) -> UUID | None:
    """What a page of ours sent; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _take_file(request: OfficialRequest) -> Imported:
    """Raises Invalid."""
    file, do = request.FILES.get("file"), request.POST.get("do")
    if do not in ("try", "file"):
        raise Http404
    if file is None:
        raise Invalid(_("Pilih berkas CSV."), field="file", code="no_file")
    return import_readings(file.read(MOST_BYTES + 1), by=request.user, dry_run=do == "try")


def _outcome(found: Imported) -> str:
    n, older, same = (found.became[name] for name in ("read", "history", "same"))
    new = ngettext("%(n)d bacaan baru", "%(n)d bacaan baru", n) % {"n": n}
    return _("%(new)s, %(older)d lebih lama dari yang ada, %(same)d sudah tercatat.") % {"new": new, "older": older, "same": same}  # fmt: skip
