"""A kelurahan: how it stands, its newest reports, and what people there talk about; and one post, to a company too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.models import Follow, User
from smartcity.accounts.queries import reach
from smartcity.areas.models import Area
from smartcity.lib.errors import DomainError, Invalid
from smartcity.notices.actions import mark_seen
from smartcity.qlue.cards import shown
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.feeds import whole
from smartcity.qlue.forms import by_district, chosen_area, ended_area
from smartcity.qlue.letters import letter_facts
from smartcity.qlue.people import PersonRequest, for_people, person
from smartcity.qlue.stash import Stash
from smartcity.qlue.views.said import said_for
from smartcity.reports import actions, talk
from smartcity.reports.models import Comment
from smartcity.reports.queries import newest_in
from smartcity.reports.standing import standing
from smartcity.reports.talk import Kind

MOST = 12
LATEST_REPORTS = 3
KINDS: dict[str, Kind] = {"obrolan": "talk", "perusahaan": "company"}  # what ?jenis= may say


@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page of a kelurahan; POST is a new post in its talk. Of one that was split what was said there is read on."""
    place = chosen_area(code)
    if place is None and request.method != "POST":
        place = ended_area(code)
    if place is None:
        raise Http404
    if request.method == "POST":
        return _post(request, place)
    return _area(request, place)


@for_people
def _post(request: PersonRequest, place: Area) -> HttpResponse:
    stash = Stash.of(request)
    try:
        said = _said(request, place, stash)
    except DomainError as wrong:
        return _area(request, place, wrong=wrong, typed=request.POST.get("text", ""), stash=stash)
    return thanks(request, said)


def _said(request: PersonRequest, place: Area, stash: Stash) -> Comment:
    if stash.wrong:
        raise stash.wrong[0]
    said = as_chosen(request.POST, True, text=request.POST.get("text", ""))
    spend("comment", visitor_of(request))
    return actions.talk(place, request.user, text=said["text"], stashed=stash.names)


def thanks(request: HttpRequest, said: Comment) -> HttpResponse:
    """To where it stands."""
    if said.held:
        messages.info(
            request, _("Tulisan Anda menunggu diperiksa. Sementara itu hanya Anda yang melihatnya.")
        )
    return HttpResponseRedirect(reverse("qlue:talk", args=[said.parent_id or said.pk]), status=303)


def _area(request: HttpRequest, place: Area, *, wrong: DomainError | None = None, typed: str = "",
          stash: Stash | None = None) -> HttpResponse:  # fmt: skip
    me = person(request)
    context = {
        "area": place, "parts": place.successors.order_by("code") if place.over() else [], "standing": standing(place), "wrong": wrong, "typed": typed, "stash": stash,
        "cards": shown(newest_in(place.pk, most=LATEST_REPORTS, user_id=me), back=request.get_full_path()),
        "followed": me is not None and Follow.objects.filter(user_id=me, subject=f"area:{place.code}").exists(),
        **_posts(request, place, KINDS.get(request.GET.get("jenis", ""), "")),
    }  # fmt: skip
    return render(request, "qlue/area.html", context, status=wrong.status if wrong else 200)


def _posts(request: HttpRequest, place: Area | None, kind: Kind) -> dict[str, Any]:
    before = whole(request.GET.get("dari", ""))
    found = list(talk.posts(place, reach(request.user), kind=kind, before=before)[: MOST + 1])
    here = {"jenis": request.GET["jenis"]} if kind and place else {}
    more = f"?{urlencode(here | {'dari': found[MOST - 1].pk})}#obrolan" if len(found) > MOST else ""
    return {"posts": found[:MOST], "more": more, "kind": kind}


@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest) -> HttpResponseBase:
    """The talk of the whole city; POST is a new post in that of the chosen kelurahan."""
    if request.method == "POST":
        return _post_somewhere(request)
    return _city(request)


@for_people
def _post_somewhere(request: PersonRequest) -> HttpResponse:
    place, stash = chosen_area(request.POST.get("kelurahan", "")), Stash.of(request)
    try:
        if place is None:
            raise Invalid(_("Pilih kelurahan."), field="kelurahan")
        said = _said(request, place, stash)
    except DomainError as wrong:
        typed = {"typed": request.POST.get("text", ""), "chosen": place.code if place else ""}
        return _city(request, wrong=wrong, stash=stash, **typed)
    return thanks(request, said)


def _city(request: HttpRequest, *, wrong: DomainError | None = None, **more: Any) -> HttpResponse:
    context = {"areas": by_district(), "wrong": wrong, **_posts(request, None, "talk"), **more}
    return render(request, "qlue/talks.html", context, status=wrong.status if wrong else 200)


@require_safe
def post(request: HttpRequest, comment: int) -> HttpResponse:
    """One post and its answers."""
    return _show(request, the_post(request, comment))


def the_post(request: HttpRequest, comment: int) -> Comment:
    """Raises Http404 for what is none, or not for this reader."""
    said = said_for(request, comment)
    if not said.is_post:
        raise Http404
    return said


def _show(
    request: HttpRequest, said: Comment, *, wrong: DomainError | None = None, typed: str = ""
) -> HttpResponse:
    answers = list(talk.answers(said, reach(request.user)))
    context = {"post": said, "photos": said.photos.all(), "answers": answers, "wrong": wrong, "typed": typed,
               "area": said.area, **letter_facts(request, said, answers)}  # fmt: skip
    answer = render(request, "qlue/talk.html", context, status=wrong.status if wrong else 200)
    if isinstance(request.user, User):
        mark_seen(request.user, f"talk:{said.pk}")
    return answer


@require_POST
@for_people
def answer(request: PersonRequest, comment: int) -> HttpResponse:
    said, text = the_post(request, comment), request.POST.get("text", "")
    try:
        words = as_chosen(request.POST, True, text=text)
        spend("comment", visitor_of(request))
        given = actions.answer_talk(said, request.user, **words)
    except DomainError as wrong:
        return _show(request, said, wrong=wrong, typed=text)
    return thanks(request, given)
