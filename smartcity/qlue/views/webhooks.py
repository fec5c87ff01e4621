"""One's webhooks: addresses of one's own programs that public events are sent to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smartcity.areas.models import LEAF, Area
from smartcity.hooks import actions, queries
from smartcity.hooks.models import Hook
from smartcity.hooks.verbs import VERBS
from smartcity.lib.errors import DomainError
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.reports.models import Category


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def webhooks(request: PersonRequest) -> HttpResponse:
    """POST url, area, category, verb: the page that answers shows the secret, this once."""
    wrong, given = None, request.POST
    if request.method == "POST":
        try:
            hook, secret = actions.register(
                request.user, given.get("url", "").strip(), area=given.get("area", ""),
                categories=given.getlist("category"), verbs=given.getlist("verb"),
            )  # fmt: skip
        except DomainError as error:
            wrong = error
        else:
            return render(request, "qlue/webhook_made.html", {"hook": hook, "secret": secret})
    context = {"hooks": queries.hooks_of(request.user), "wrong": wrong, "verbs": VERBS.items(), "areas": _areas(),
               "categories": Category.objects.filter(private=False).order_by("order"),
               "typed": {"url": given.get("url", ""), "area": given.get("area", ""),
                         "category": given.getlist("category"), "verb": given.getlist("verb")}}  # fmt: skip
    return render(request, "qlue/webhooks.html", context, status=wrong.status if wrong else 200)


def _areas() -> list[Area]:
    """Kota and kecamatan; a kelurahan by its code, through the API."""
    return list(Area.objects.current().with_parents().exclude(level=LEAF).order_by("code"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """What became of what was sent there. POST `do`: test, again (with `delivery`, or all that was given up), on, remove."""
    hook = queries.hook_of(request.user, pk)
    if hook is None:
        raise Http404
    wrong = None
    if request.method == "POST":
        try:
            messages.success(request, _done(hook, request.POST))
        except DomainError as error:
            wrong = error
        else:
            gone = request.POST.get("do") == "remove"
            there = reverse("qlue:webhooks") if gone else reverse("qlue:webhook", args=[pk])
            return HttpResponseRedirect(there, status=303)
    context = {"hook": hook, "rows": queries.latest(hook), "wrong": wrong,
               "verbs": [str(VERBS[verb]) for verb in hook.verbs if verb in VERBS],
               "categories": Category.objects.filter(code__in=hook.categories).order_by("order"),
               "area": Area.objects.filter(code=hook.area).first() if hook.area else None}  # fmt: skip
    return render(request, "qlue/webhook.html", context, status=wrong.status if wrong else 200)


def _done(hook: Hook, given: Any) -> str:
    """What was done, in words. Raises DomainError."""
    match given.get("do"):
        case "test":
            actions.trial(hook)
            return _("Percobaan dikirim. Muat ulang sebentar lagi untuk melihat hasilnya.")
        case "again":
            n = actions.redeliver(hook, given.get("delivery", ""))
            return ngettext("%(n)d kiriman diulang.", "%(n)d kiriman diulang.", n) % {"n": n}
        case "on":
            actions.turn_on(hook)
            return _("Webhook menyala lagi.")
        case "remove":
            actions.remove(hook)
            return _("Webhook dihapus.")
    raise Http404
