"""The flood night, by the province's operators: turned on, made longer, ended where its end is proposed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.areas.queries import index_of
from smartcity.crop.guard import OfficialRequest, officials_who, show
from smartcity.floods import actions, depths, queries
from smartcity.floods.models import Night
from smartcity.lib.errors import DomainError

USUALLY_H = 12
HOURS = (3, 6, 12, 24, 48)
MOST = 12


@officials_who(actions.may_turn)
@require_http_methods(["GET", "HEAD", "POST"])
def flood(request: OfficialRequest) -> HttpResponse:
    """POST `do` on, longer (night, hours) or off (night)."""
    wrong = None
    if request.method == "POST":
        try:
            messages.success(request, _done(request))
            return HttpResponseRedirect(reverse("crop:flood"), status=303)
        except DomainError as error:
            wrong = error
    said = depths.words()
    context = {
        "nights": [_shown(night, said) for night in queries.current()], "wrong": wrong, "hours": HOURS,
        "squares": depths.flooded(said)[:MOST], "words": len(said), "usually": USUALLY_H,
        "areas": sorted(index_of().everything, key=lambda area: area.code), "typed": request.POST if wrong else {},
    }  # fmt: skip
    return show(request, "crop/flood.html", "me", context, wrong.status if wrong else 200)


def _shown(night: Night, said: list[depths.Word]) -> dict[str, Any]:
    """A night with how many told of water in it, and how deep it is at most."""
    here = [word for word in said if queries.within(word.area_code, night.area)]
    return {"night": night, "words": len(here), "deepest": max((word.cm for word in here), default=None)}


def _done(request: OfficialRequest) -> str:
    """What was done, in words. Raises DomainError."""
    given, do = request.POST, request.POST.get("do")
    if do == "on":
        actions.turn_on(
            request.user,
            given.get("area", ""),
            given.get("text", ""),
            given.get("text_en", ""),
            _hours(given),
        )
        return _("Malam banjir menyala.")
    night = next((one for one in queries.current() if str(one.pk) == given.get("night")), None)
    if night is None:
        raise Http404
    if do == "longer":
        actions.lengthen(night, request.user, _hours(given))
        return _("Malam banjir diperpanjang.")
    if do == "off":
        actions.turn_off(night, request.user)
        return _("Malam banjir berakhir.")
    raise Http404


def _hours(given: QueryDict) -> int:
    """0, which is refused, for what is no number."""
    said = given.get("hours", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
