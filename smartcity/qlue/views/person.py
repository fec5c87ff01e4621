"""A person as others see them: under a pseudonym, and only what they show by their own choice."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.actions import block as block_person
from smartcity.accounts.actions import choose_profile, follow_person
from smartcity.accounts.models import Block, Follow, User
from smartcity.accounts.queries import person_with
from smartcity.lib.errors import DomainError
from smartcity.qlue.cards import shown
from smartcity.qlue.feeds import MOST, whole
from smartcity.qlue.people import PersonRequest, for_people, safe_next
from smartcity.qlue.people import person as reader
from smartcity.reports import talk
from smartcity.reports.models import Comment, Report
from smartcity.reports.queries import signed_by

LATEST = 10  # of what they said


def person_for(request: HttpRequest, public_id: str) -> User:
    """Raises Http404 for nobody, for a closed account and for a profile that is not to be looked at."""
    found = person_with(public_id, request.user)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def page(request: HttpRequest, person: str) -> HttpResponse:
    """Reports they signed and what they said by name. What they report unseen is in no list and no number here."""
    who, me = person_for(request, person), reader(request)
    found = signed_by(who.pk, before=whole(request.GET.get("dari", "")), most=MOST + 1, seen_by=me)
    said = Comment.objects.by_name_of(who.pk).select_related(*talk.SPOKEN)
    context = {
        "who": who, "mine": who.pk == me, "cards": shown(found[:MOST], back=request.get_full_path()),
        "more": f"?dari={found[MOST - 1].pk}" if len(found) > MOST else "",
        "said": said.order_by("-pk")[:LATEST], "said_in_all": said.count(),
        "signed_in_all": Report.objects.public().filter(author=who, signed=True).count(),
    }  # fmt: skip
    return render(request, "qlue/person.html", context | _mine(who, me))


def _mine(who: User, me: int | None) -> dict[str, Any]:
    """What this reader is to them."""
    return {
        "following": me is not None
        and Follow.objects.filter(user_id=me, subject=f"person:{who.pk}").exists(),
        "blocked": me is not None and Block.objects.filter(user_id=me, blocked=who).exists(),
    }


@require_POST
@for_people
def follow(request: PersonRequest, person: str) -> HttpResponse:
    who, on = person_for(request, person), request.POST.get("on") == "1"
    try:
        follow_person(request.user, who, on=on)
    except DomainError as wrong:
        messages.error(request, str(wrong))
    return HttpResponseRedirect(safe_next(request, reverse("qlue:person", args=[person])), status=303)


@require_POST
@for_people
def block(request: PersonRequest, person: str) -> HttpResponse:
    """A block is lifted also of whoever has closed their profile since."""
    on = request.POST.get("on") == "1"
    who = person_for(request, person) if on else _blocked(request.user, person)
    try:
        block_person(request.user, who, on=on)
    except DomainError as wrong:
        messages.error(request, str(wrong))
    else:
        said = _("Diblokir. Anda tidak lagi membaca tulisannya.") if on else _("Tidak diblokir lagi.")
        messages.success(request, said)
    return HttpResponseRedirect(safe_next(request, reverse("qlue:profile")), status=303)


def _blocked(user: User, public_id: str) -> User:
    found = (
        user.blocks.filter(blocked__public_id=public_id.replace("\x00", "")).select_related("blocked").first()
    )
    if found is None:
        raise Http404
    return found.blocked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def profile(request: PersonRequest) -> HttpResponse:
    """What others see of oneself, and whom one does not read."""
    user = request.user
    if request.method == "POST":
        choose_profile(user, open_profile="open_profile" in request.POST, signs="signs" in request.POST)
        messages.success(request, _("Tersimpan."))
        return HttpResponseRedirect(reverse("qlue:profile"), status=303)
    blocks = user.blocks.select_related("blocked").order_by("-pk")
    return render(request, "qlue/profile.html", {"blocks": blocks})
