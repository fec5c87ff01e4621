"""A new report: the form, its photos, and who will receive it."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.leaving import Left, while_here
from smartcity.accounts.limits import mark_device
from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.exposing import Exposing
from smartcity.lib.look import words
from smartcity.qlue import asking
from smartcity.qlue.drafts import arrived
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.flooded import depth_is_enough, worded
from smartcity.qlue.forms import ReportForm, by_district
from smartcity.qlue.hints import alike_to, ordered, suggested
from smartcity.qlue.joining import Inline, come_in
from smartcity.qlue.letters import report_from, to_be_reported
from smartcity.qlue.receiver import place_at, receiver_at
from smartcity.qlue.sending import send
from smartcity.qlue.stash import Stash
from smartcity.qlue.still import sketched, whole_city
from smartcity.reports.actions import Submission
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.models import Category, Report, Visibility

FIELD = {
    "position": "kelurahan",
    "": None,
    "client_id": None,
}  # where the form shows what the domain calls it


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Anybody may fill it in; to send it one is signed in, if need be in the same request. Nothing is lost."""
    if request.method != "POST":
        return _begin(request)
    stash = Stash.of(request)
    if not {"send", "personal"} & set(
        request.POST
    ):  # a button of the form without script: photos were added or taken away
        form = ReportForm(initial=request.POST.dict())
        return _show(request, form, stash, status=400 if stash.wrong else 200)
    form, status, exposing = ReportForm(worded(request.POST)), 400, None
    enough = depth_is_enough(form.data)
    check_photos(form, stash, enough=enough)
    user, inline = come_in(request)
    guest = inline.guest if user is None else None
    if user is None and guest is None:
        return _show(request, form, stash, inline=inline, status=inline.status)
    if user and (earlier := arrived(request.POST.get("client_id", ""), user)):
        return _sent(request, earlier, reverse("qlue:report", args=[earlier.number]))
    stash = stash.seen_by(user) if user else stash
    if form.is_valid() and (guest is None or guest.is_valid()):
        try:
            with while_here(user):
                return _sent(
                    request, *send(request, replace(submission(form, stash), unpictured=enough), user, guest)
                )
        except Left as wrong:  # their words are still theirs: to send in another's name, or nobody's
            logout(request)
            form.add_error(None, str(wrong))
            return _show(request, form, stash.still_here(), inline=Inline(), status=wrong.status)
        except Exposing as wrong:
            exposing = wrong
        except DomainError as wrong:
            form.add_error(field_of(wrong), str(wrong))
            status = wrong.status
            if wrong.code == "client_id_taken":  # another account's; the next attempt is a report of its own
                form.data = request.POST.copy()
                form.data["client_id"] = str(uuid4())
    return _show(request, form, stash, inline=inline if guest else None, status=status, exposing=exposing)


def _begin(request: HttpRequest) -> HttpResponse:
    """An empty form, or what somebody makes of their post to a company."""
    begun: dict[str, Any] = {"client_id": uuid4(), "visibility": "public"}
    post, stash = to_be_reported(request), Stash()
    if post:
        begun |= report_from(post)
        stash = Stash.named(request, request.GET.getlist("foto"))
        if isinstance(request.user, User) and (done := arrived(str(begun["client_id"]), request.user)):
            return HttpResponseRedirect(reverse("qlue:report", args=[done.number]))
    begun |= asking.begun(request.GET)
    return _show(request, ReportForm(initial=begun), stash, given=post is not None)


def field_of(wrong: DomainError) -> str | None:
    """Where the form shows it; None above all fields."""
    return "attributes" if wrong.field.startswith("attribute[") else FIELD.get(wrong.field, wrong.field)


def check_photos(form: ReportForm, stash: Stash, *, enough: bool = False) -> None:
    """Tell the form what is wrong with its photos; `enough` is said without one."""
    for wrong in stash.wrong:
        form.add_error("photo", str(wrong))
    if not (stash.photos or stash.wrong or enough) and not _photo_may_lack(form.data.get("category", "")):
        form.add_error("photo", _("Tambahkan satu foto."))


def _photo_may_lack(code: str) -> bool:
    """Whether a report of this category may come without a photo; one that is none is told of elsewhere."""
    try:
        return not category_of(code).needs_photo
    except Invalid:
        return False


def submission(form: ReportForm, stash: Stash) -> Submission:
    """What a valid form asks for. Raises Exposing."""
    data = {name: form.cleaned_data[name] for name in (
        "client_id", "category", "text", "lon", "lat", "accuracy", "landmark", "visibility", "area")}  # fmt: skip
    category = category_of(data["category"])
    said = asking.fitting(category, asking.said_in(form.data))
    public = not category.private and data["visibility"] != Visibility.PRIVATE
    data |= as_chosen(form.data, public, text=data["text"], landmark=data["landmark"])
    return Submission(**data, attributes=said, stashed=stash.names)


def _sent(request: HttpRequest, report: Report, way_on: str) -> HttpResponse:
    messages.success(request, _("Terkirim. No. %(number)s") % {"number": words.number(report.number)})
    if report.repeat_of and report.repeat_of.public:
        same = {"number": words.number(report.repeat_of.number)}
        messages.info(request, _("Tampaknya sama dengan No. %(number)s di dekat sini.") % same)
    answer = HttpResponseRedirect(way_on, status=303)
    answer.set_cookie(
        "terkirim", str(report.client_id), max_age=86_400, samesite="Lax", secure=request.is_secure()
    )
    return answer  # the cookie tells new.js that its draft has arrived


def _show(request: HttpRequest, form: ReportForm, stash: Stash, *, inline: Inline | None = None,
          status: int = 200, given: bool = False, exposing: Exposing | None = None) -> HttpResponse:  # fmt: skip
    categories = list(Category.objects.filter(active=True))
    if not form.is_bound and not form.initial.get("category"):
        alone = suggested(form.initial.get("text") or "", categories)
        form.initial["category"] = alone[0].code if len(alone) == 1 else ""
    chosen, lon, lat = (form[name].value() or "" for name in ("category", "lon", "lat"))
    place = place_at(lon, lat, form["kelurahan"].value() or "")
    first, rest, said = ordered(categories, chosen, form["text"].value() or "")
    more: dict[str, Any] = {
        "first": first, "rest": rest, "suggested": said, "rest_open": chosen in {category.code for category in rest},
        "alike": alike_to(request, place, request.POST.dict(), stash.names) if request.method == "POST" else [],
        "asking": asking.parts(categories, chosen, asking.said_in(request.POST if request.method == "POST" else request.GET), place),
        "areas": by_district(), **whole_city(), "place": place,
        "chosen_kelurahan": place.location.area.code if place else "", "receiver": receiver_at(place, chosen, form["area"].value() or ""),
    }  # fmt: skip
    draft = f"{reverse('qlue:new')}?{urlencode({'draf': form['client_id'].value() or ''})}"
    context = {
        "other_ways": f"{reverse('qlue:sign_in')}?{urlencode({'next': draft})}",
        "draft_only": True,  # the draft is on the phone, where a script has kept it
        "form": form,
        "stash": stash,
        "inline": inline,
        "given": given,
        "exposing": exposing,
        "may_guest": True,
        "may_mail": settings.EMAIL_ON,
        **more,
    }
    return mark_device(request, render(request, "qlue/new.html", context, status=status))


@require_POST
def photo(request: HttpRequest) -> JsonResponse:
    """Keep one photo (`photo`) of a form still being filled in: 201 {name, url}."""
    stash = Stash.of(request)
    if stash.wrong:
        return JsonResponse(
            {"detail": str(stash.wrong[0]), "code": stash.wrong[0].code}, status=stash.wrong[0].status
        )
    if not stash.photos:
        return JsonResponse({"detail": _("Tambahkan satu foto."), "code": "photo_missing"}, status=400)
    kept = stash.photos[-1]
    return JsonResponse({"name": kept.name, "url": kept.url}, status=201)


@require_safe
def receiver(request: HttpRequest) -> JsonResponse:
    """Who receives a report of `category` at `lon`, `lat` (or in the middle of `kelurahan`), and which
    kelurahan that is; `nearest` to choose from where boundaries are approximate; a picture of the ground around
    `sketch`, "lon,lat", if asked for."""
    ask = request.GET.get
    ground = sketched(ask("sketch", ""))
    try:
        place = place_at(ask("lon", ""), ask("lat", ""), ask("kelurahan", ""), strict=True)
    except Invalid as wrong:
        said = {"detail": str(wrong), "code": wrong.code, "sketch": ground}
        return JsonResponse(said, status=wrong.status)
    office = receiver_at(place, ask("category", ""), ask("area", ""))
    assert place is not None  # strict
    return JsonResponse({
        "receiver": office.title if office else None,
        "label": _("Kirim ke %(office)s") % {"office": office.title} if office else None,
        "lon": place.lon, "lat": place.lat, "approximate": place.location.approximate,
        "area": _area(place.location.area), "nearest": [_area(area) for area in place.location.nearest],
        "sketch": ground,
    })  # fmt: skip


def _area(area: Any) -> dict[str, str]:
    return {"code": area.code, "name": area.name, "full_name": area.full_name}
