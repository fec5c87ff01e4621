"""An administrator's pages: who sits where, whom the city waits for; giving and taking seats."""

from datetime import datetime, time
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.again import signed_in_lately
from smartcity.accounts.models import Post
from smartcity.areas.models import Area, Level
from smartcity.crop.entrance import leading
from smartcity.crop.forms import InviteForm, SeatForm
from smartcity.crop.forms.offices import OfficeForm
from smartcity.crop.guard import OfficialRequest, View, officials_who, show
from smartcity.lib.errors import DomainError, Invalid
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Report
from smartcity.seats import abolishing, actions, founding, queries, splitting
from smartcity.seats.authority import administered_by, administers, governs
from smartcity.seats.models import Invitation, Split

LINK = "crop_link"  # in the session: the link of an invitation made just now, told once


administrators = officials_who(administers)


def lately(view: View) -> View:
    """Who gives and takes seats is asked again who they are when that is more than ten minutes ago."""

    @wraps(view)
    def guarded(request: OfficialRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in_lately(request):
            return leading("crop:again", reverse("crop:seats"))
        return view(request, *args, **kwargs)

    return guarded


@administrators
@require_safe
def seats(request: OfficialRequest) -> HttpResponse:
    offices = administered_by(request.reach)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    wanted = queries.Wanted(request.GET.get("wilayah", "")[:20], "kosong" in request.GET, words)
    desks = queries.desks(offices, wanted)
    kota = Area.objects.current().level(Level.KOTA).filter(offices__in=offices).distinct().order_by("code")
    context = {"desks": desks[: queries.MOST], "more": len(desks) > queries.MOST, "wanted": wanted, "kota": kota,
               "vacant": queries.vacancies(offices).count(),
               "splits": splitting.planned() if governs(request.reach) else [],
               "unheard": Report.objects.unheard().filter(holder__in=offices).count(),
               "unheard_at": queries.unheard(offices, request.reach) if "terlambat" in request.GET else None}  # fmt: skip
    return show(request, "crop/seats.html", "seats", context)


@officials_who(governs)
@require_http_methods(["GET", "HEAD", "POST"])
def new_office(request: OfficialRequest) -> HttpResponse:
    """POST founds it and leads to its page, where people are invited to it."""
    form, status = OfficeForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            made = founding.open_office(by=request.user, **form.asked())
        except DomainError as wrong:
            form.add_error(wrong.field or None, str(wrong))
            status = wrong.status
        else:
            said = _("%(office)s didirikan. Undang yang akan menjabat.")
            messages.success(request, said % {"office": made})
            return _back(made)
    elif form.is_bound:
        status = 400
    return show(request, "crop/new_office.html", "seats", {"form": form}, status=status)


@administrators
@require_safe
def office(request: OfficialRequest, code: str) -> HttpResponse:
    return _page(request, _office(request, code))


@require_POST
@administrators
@lately
def invite(request: OfficialRequest, code: str) -> HttpResponse:
    where = _office(request, code)
    form = InviteForm(request.POST, office=where)
    if not form.is_valid():
        return _page(request, where, inviting=form, status=400)
    try:
        made = actions.invite(where, by=request.user, **form.cleaned_data)
    except DomainError as wrong:
        form.add_error(wrong.field or None, str(wrong))
        return _page(request, where, inviting=form, status=wrong.status)
    return _invited(request, made)


@require_POST
@administrators
@lately
def seat(request: OfficialRequest, code: str) -> HttpResponse:
    where = _office(request, code)
    form = SeatForm(request.POST, office=where)
    if not form.is_valid():
        return _page(request, where, seating=form, status=400)
    try:
        post = actions.seat(form.cleaned_data["username"], where, form.cleaned_data["role"], request.user,
                            interim=form.cleaned_data["interim"])  # fmt: skip
    except DomainError as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        return _page(request, where, seating=form, status=wrong.status)
    messages.success(request, _("%(name)s sekarang %(post)s.") % {"name": post.user, "post": _title(post)})
    return _back(where)


@require_POST
@administrators
@lately
def abolish(request: OfficialRequest, code: str) -> HttpResponse:
    """`successor` is the code of the office that answers for this one from now on."""
    where = _governed(request, code)
    heir = Office.objects.active().filter(code=request.POST.get("successor", "").replace("\x00", "")).first()
    try:
        if heir is None:
            raise Invalid(_("Pilih kantor penerusnya."), field="successor")
        abolishing.abolish(where, heir, request.user)
    except DomainError as wrong:
        return _page(request, where, wrong=wrong, status=wrong.status)
    abolishing.settle()
    messages.success(
        request, _("%(office)s dibubarkan; laporannya dipegang %(heir)s.") % {"office": where, "heir": heir}
    )
    return _back(heir)


@require_POST
@administrators
def rename(request: OfficialRequest, code: str) -> HttpResponse:
    where = _governed(request, code)
    try:
        abolishing.rename(where, request.POST.get("name", ""), request.POST.get("title", ""), request.user)
    except DomainError as wrong:
        return _page(request, where, wrong=wrong, status=wrong.status)
    messages.success(request, _("Nama kantor diubah."))
    return _back(where)


@require_POST
@administrators
@lately
def withdraw_split(request: OfficialRequest, pk: int) -> HttpResponse:
    """A kelurahan stays whole after all, while the day it was to be several is still to come."""
    if not governs(request.reach):
        raise Http404
    split = Split.objects.select_related("area").filter(pk=pk).first()
    if split is None:  # pressed twice, or somebody was faster
        messages.info(request, _("Tidak ada rencana pemekaran itu lagi."))
        return HttpResponseRedirect(reverse("crop:seats"), status=303)
    where = Office.objects.active().filter(kind=Kind.KELURAHAN, area=split.area).first()
    try:
        splitting.withdraw(split, request.user)
    except DomainError as wrong:
        if where:
            return _page(request, where, wrong=wrong, status=wrong.status)
        messages.error(request, str(wrong))
    else:
        said = _("Rencana pemekaran %(name)s ditarik. Peta dan kantornya tetap seperti sekarang.")
        messages.success(request, said % {"name": split.area.name})
    return _back(where) if where else HttpResponseRedirect(reverse("crop:seats"), status=303)


def _governed(request: OfficialRequest, code: str) -> Office:
    if not governs(request.reach):
        raise Http404
    return _office(request, code)


@require_POST
@administrators
@lately
def end(request: OfficialRequest, pk: int) -> HttpResponse:
    """`until` is the first day the post is no more; without it ends now."""
    post = _post(request, pk)
    try:
        until = _day(request.POST.get("until", ""))
        actions.unseat(post, request.user, until)
    except DomainError as wrong:
        return _page(request, post.office, wrong=wrong, status=wrong.status)
    said = _("Jabatan %(name)s berakhir. Sesi dan tokennya sudah ditutup.")
    if until:
        said = _("Jabatan %(name)s berakhir pada tanggal itu; sesi dan tokennya ditutup saat itu juga.")
    messages.success(request, said % {"name": post.user})
    return _back(post.office)


@require_POST
@administrators
@lately
def reset(request: OfficialRequest, pk: int) -> HttpResponse:
    """The holder of this post has lost their factors."""
    post = _post(request, pk)
    try:
        actions.reset_factors(post.user, request.user)
    except DomainError as wrong:
        return _page(request, post.office, wrong=wrong, status=wrong.status)
    messages.success(
        request, _("Pengaman %(name)s dilepas. Saat masuk lagi ia memasang yang baru.") % {"name": post.user}
    )
    return _back(post.office)


@require_POST
@administrators
@lately
def renew(request: OfficialRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        return _invited(request, actions.renew(invitation, request.user))
    except DomainError as wrong:
        return _page(request, invitation.office, wrong=wrong, status=wrong.status)


@require_POST
@administrators
@lately
def withdraw(request: OfficialRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        actions.withdraw(invitation, request.user)
    except DomainError as wrong:
        return _page(request, invitation.office, wrong=wrong, status=wrong.status)
    messages.success(request, _("Undangan ditarik. Tautannya tidak membuka apa-apa lagi."))
    return _back(invitation.office)


def _invited(request: OfficialRequest, made: actions.Invited) -> HttpResponse:
    if made.link:
        request.session[LINK] = {"office": made.invitation.office_id, "link": made.link}
    if made.invitation.sent_at and not made.invitation.failed_at:
        messages.success(request, _("Undangan terkirim ke %(email)s.") % {"email": made.invitation.email})
    elif made.invitation.failed_at:
        messages.error(request, _("Email tidak terkirim. Serahkan tautannya sendiri."))
    return _back(made.invitation.office)


def _page(request: OfficialRequest, where: Office, *, inviting: InviteForm | None = None, seating: SeatForm | None = None,
          wrong: DomainError | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    (desk,) = queries.desks(Office.objects.filter(pk=where.pk), queries.Wanted(words=where.code))
    fresh = request.session.get(LINK, {})
    if fresh.get("office") == where.pk:
        del request.session[LINK]
    context = {
        "desk": desk, "office": where, "past": queries.past_posts(where), "gone": queries.past_invitations(where),
        "inviting": inviting or InviteForm(office=where), "seating": seating or SeatForm(office=where), "wrong": wrong,
        "held": Report.objects.open().filter(holder=where).count(), "heirs": _heirs(where) if governs(request.reach) else [],
        "splits": splitting.planned().filter(area=where.area) if where.kind == Kind.KELURAHAN and governs(request.reach) else [],
        "lately": signed_in_lately(request), "link": fresh.get("link") if fresh.get("office") == where.pk else "",
    }  # fmt: skip
    return show(request, "crop/office.html", "seats", context, status=status)


def _heirs(where: Office) -> list[Office]:
    """Who could answer for it."""
    police = where.kind == Kind.POLICE
    others = Office.objects.active().exclude(path__startswith=where.path).exclude(kind=Kind.HOSPITAL)
    return [one for one in others.order_by("title") if (one.kind == Kind.POLICE) == police]


def _office(request: OfficialRequest, code: str) -> Office:
    found = administered_by(request.reach).filter(code=code.replace("\x00", "")).first()
    if found is None:
        raise Http404
    return found


def _post(request: OfficialRequest, pk: int) -> Post:
    posts = Post.objects.current().filter(office__in=administered_by(request.reach))
    found = posts.select_related("user", "office").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _invitation(request: OfficialRequest, pk: int) -> Invitation:
    there = Invitation.objects.filter(office__in=administered_by(request.reach))
    found = there.select_related("office").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _day(typed: str) -> datetime | None:
    """The moment that day begins here; None for nothing typed. Raises Invalid for what is no day to come."""
    if not typed.strip():
        return None
    try:
        found = parse_date(typed.strip())
    except ValueError:
        found = None
    if found is None or found <= timezone.localdate():
        raise Invalid(
            _("Pilih hari sesudah hari ini, atau kosongkan supaya berakhir sekarang."), field="until"
        )
    return timezone.make_aware(datetime.combine(found, time()))


def _title(post: Post) -> str:
    return actions.title_of(post.role, post.office, interim=post.interim)


def _back(where: Office) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("crop:office", args=[where.code]), status=303)
