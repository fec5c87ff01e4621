"""The directory of companies citizens write to: an administrator registers them and invites who answers for them."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.accounts.models import Role
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError, NotFound
from smartcity.reports import actions
from smartcity.reports.actions.companies import INVITATION
from smartcity.reports.companies import key_of
from smartcity.reports.models import Comment, Company, CompanySeat

MOST_WANTED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A registered company: how much is written to it, how much of that waits, who answers."""

    company: Company
    letters: int
    waiting: int
    seats: list[CompanySeat]


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def companies(request: OfficialRequest) -> HttpResponse:
    """POST `do` register (name, also), invite (code), end (seat) or close (code). An invitation is shown this once."""
    if Role.ADMINISTRATOR not in request.reach.roles:
        raise Http404
    wrong, link = None, ""
    if request.method == "POST":
        try:
            link = _done(request)
        except DomainError as error:
            wrong = error
        if not wrong and not link:
            return HttpResponseRedirect(reverse("crop:companies"), status=303)
    typed = {"name": request.POST.get("name", ""), "also": request.POST.get("also", "")} if wrong else {
        "name": request.GET.get("nama", "")[:80]}  # fmt: skip
    context = {"lines": _lines(), "wanted": _wanted(), "wrong": wrong, "link": link, "typed": typed}
    return show(request, "crop/companies.html", "me", context, wrong.status if wrong else 200)


def _done(request: HttpRequest) -> str:
    """The link of an invitation, or nothing. Raises DomainError."""
    match request.POST.get("do"):
        case "register":
            name = request.POST.get("name", "")
            company = actions.register_company(
                slugify(name)[:40], name, request.POST.get("also", "").split(",")
            )
            messages.success(
                request, _("%(name)s terdaftar. Undang yang menjawab untuknya.") % {"name": company.name}
            )
        case "invite":
            return settings.BASE_URL + INVITATION % actions.invite(_company(request))
        case "end":
            pk = request.POST.get("seat", "")
            known = pk.isascii() and pk.isdigit() and len(pk) < 19
            actions.stand_up(get_object_or_404(CompanySeat, pk=pk if known else 0))
            messages.success(request, _("Orang ini tidak lagi menjawab untuk perusahaan itu."))
        case "close":
            actions.close_company(_company(request))
            messages.success(request, _("Perusahaan ini tidak lagi menjawab di sini."))
        case _other:
            raise NotFound(_("Tidak ada, atau bukan untuk Anda."))
    return ""


def _company(request: HttpRequest) -> Company:
    code = request.POST.get("code", "").replace("\x00", "")
    return get_object_or_404(Company, code=code, active=True)


def _lines() -> list[Line]:
    posts = Comment.objects.shown().talk()
    letters = Counter(posts.exclude(letter__company=None).values_list("letter__company", flat=True))
    waiting = Counter(
        posts.unanswered().exclude(letter__company=None).values_list("letter__company", flat=True)
    )
    seats = list(CompanySeat.objects.taken().select_related("user").order_by("pk"))
    return [
        Line(one, letters[one.pk], waiting[one.pk], [seat for seat in seats if seat.company_id == one.pk])
        for one in Company.objects.filter(active=True)
    ]


def _wanted() -> list[tuple[str, int]]:
    """The names people write to most among those nobody has registered."""
    names = Comment.objects.shown().talk().filter(letter__isnull=False, letter__company=None)
    said = list(names.values_list("letter__name", flat=True))
    counted, first = Counter(key_of(name) for name in said), {key_of(name): name for name in said}
    return [(first[key], n) for key, n in counted.most_common(MOST_WANTED)]
