"""What people write to companies: reading it, writing, answering for one, and making a report to government of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.queries import reach
from smartcity.lib.errors import DomainError, NotFound
from smartcity.lib.text import is_word
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.feeds import whole
from smartcity.qlue.forms import by_district, chosen_area
from smartcity.qlue.people import PersonRequest, for_people, safe_next
from smartcity.qlue.stash import Stash
from smartcity.qlue.views.talk import MOST, thanks, the_post
from smartcity.reports import actions, talk
from smartcity.reports.actions.companies import invitation
from smartcity.reports.models import Company


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All of them, those to one company (`kepada`), those it has not answered (`belum`)."""
    company = _chosen(request.GET.get("kepada", ""))
    waiting = "belum" in request.GET
    found = talk.posts(None, reach(request.user), kind="company", before=whole(request.GET.get("dari", "")))
    found = found.to(company) if company else found
    rows = list((found.unanswered() if waiting else found)[: MOST + 1])
    here = ({"kepada": company.code} if company else {}) | ({"belum": "1"} if waiting else {})
    more = f"?{urlencode(here | {'dari': rows[MOST - 1].pk})}" if len(rows) > MOST else ""
    return render(request, "qlue/letters.html", {
        "posts": rows[:MOST], "more": more, "company": company, "waiting": waiting,
        "companies": Company.objects.filter(active=True),
    })  # fmt: skip


def _chosen(code: str) -> Company | None:
    """Raises Http404 for a code that is nobody's."""
    if not code:
        return None
    if not is_word(code):
        raise Http404
    return get_object_or_404(Company, code=code, active=True)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponseBase:
    """Anybody may look at the form; to send it one is signed in, if need be on the way."""
    if request.method == "POST":
        return _send(request)
    company = _chosen(request.GET.get("kepada", ""))
    return _form(request, {"company": company.name if company else ""})


@for_people
def _send(request: PersonRequest) -> HttpResponse:
    typed, stash = request.POST.dict(), Stash.of(request)
    try:
        if stash.wrong:
            raise stash.wrong[0]
        words = as_chosen(request.POST, True, text=typed.get("text", ""), place=typed.get("place", ""))
        spend("comment", visitor_of(request))
        said = actions.write_to_company(
            typed.get("company", ""), request.user, text=words["text"], place=words["place"],
            area=chosen_area(typed.get("kelurahan", "")), stashed=stash.names,
        )  # fmt: skip
    except DomainError as wrong:
        return _form(request, typed, wrong=wrong, stash=stash)
    return thanks(request, said)


def _form(request: HttpRequest, typed: dict[str, Any], **more: Any) -> HttpResponse:
    context = {
        "typed": typed,
        "areas": by_district(),
        "companies": Company.objects.filter(active=True),
        **more,
    }
    wrong = more.get("wrong")
    return render(request, "qlue/write.html", context, status=wrong.status if wrong else 200)


@require_POST
@for_people
def support(request: PersonRequest, comment: int) -> HttpResponse:
    """`on` is 1 or 0."""
    said = the_post(request, comment)
    try:
        actions.support_letter(said, request.user, on=request.POST.get("on") != "0")
    except DomainError as wrong:
        messages.error(request, str(wrong))
    back = safe_next(request, reverse("qlue:talk", args=[said.pk]))
    return HttpResponseRedirect(f"{back}#t{said.pk}", status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def to_government(request: PersonRequest, comment: int) -> HttpResponse:
    """Its writer is told what a report is, and goes on with the same words, place and photo."""
    said = the_post(request, comment)
    if said.letter is None or said.user_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        return render(request, "qlue/to_government.html", {"post": said})
    spend("comment", visitor_of(request))
    actions.to_government(said, request.user)
    names = [photo.name for photo in actions.copied_photos(said, request.user)]
    way = {"surat": said.pk} | ({"foto": names[0]} if names else {})
    return HttpResponseRedirect(f"{reverse('qlue:new')}?{urlencode(way)}", status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The link by which somebody begins to answer for a company. Looking uses nothing up."""
    try:
        company = invitation(secret).company
    except NotFound as wrong:
        return render(request, "qlue/invited.html", {"wrong": wrong}, status=404)
    if request.method == "POST":
        return _sit_down(request, secret)
    return render(request, "qlue/invited.html", {"company": company})


@for_people
def _sit_down(request: PersonRequest, secret: str) -> HttpResponse:
    try:
        company = actions.sit_down(secret, request.user)
    except NotFound as wrong:
        return render(request, "qlue/invited.html", {"wrong": wrong}, status=404)
    messages.success(request, _("Anda kini menjawab atas nama %(name)s.") % {"name": company.name})
    return HttpResponseRedirect(
        f"{reverse('qlue:letters')}?{urlencode({'kepada': company.code})}", status=303
    )
