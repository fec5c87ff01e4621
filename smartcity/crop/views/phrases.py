"""The words an office keeps for use again: whoever acts there writes, mends and drops them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError, NotFound
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Phrase
from smartcity.reports.phrases import PLACEHOLDERS, desks_of, phrases


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def phrases_page(request: OfficialRequest) -> HttpResponse:
    """POST `do` keep (office, verb, title, text, pk when it is an old one) or drop (pk). ?ubah= opens one to mend."""
    desks = desks_of(request.reach)
    if not desks:
        raise Http404
    kept, wrong = phrases(request.reach), None
    if request.method == "POST":
        try:
            messages.success(request, _done(request, desks, kept))
        except DomainError as error:
            wrong = error
        else:
            return HttpResponseRedirect(reverse("crop:phrases"), status=303)
    old = _one(kept, request.GET.get("ubah", ""))
    context = {"kept": kept, "desks": list(desks.values()), "verbs": Phrase.For.choices, "wrong": wrong, "old": old,
               "typed": request.POST if wrong else _typed(old), "placeholders": list(PLACEHOLDERS)}  # fmt: skip
    return show(request, "crop/phrases.html", "me", context, wrong.status if wrong else 200)


def _done(request: OfficialRequest, desks: dict[int, Office], kept: list[Phrase]) -> str:
    """What was done, in words. Raises DomainError."""
    given = request.POST
    old = _one(kept, given.get("pk", ""))
    if given.get("do") == "drop" and old:
        actions.drop_phrase(old, request.user)
        return _("Templat dihapus.")
    office = next((one for one in desks.values() if one.code == given.get("office")), None)
    if given.get("do") != "keep" or office is None or (given.get("pk") and old is None):
        raise NotFound(_("Templat ini tidak ada."))
    actions.keep_phrase(office, request.user, verb=given.get("verb", ""), title=given.get("title", ""),
                        text=given.get("text", ""), pk=old.pk if old else None)  # fmt: skip
    return _("Templat disimpan.")


def _one(kept: list[Phrase], pk: str) -> Phrase | None:
    return next((one for one in kept if str(one.pk) == pk), None)


def _typed(old: Phrase | None) -> dict[str, Any]:
    if old is None:
        return {}
    return {
        "pk": str(old.pk),
        "office": old.office.code,
        "verb": old.verb,
        "title": old.title,
        "text": old.text,
    }
