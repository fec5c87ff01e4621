"""What one has been told, and what of it is sent beyond the app: switches, devices, the way out of e-mail."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts import sms
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.lib.errors import Invalid, NotFound
from smartcity.notices import queries as told
from smartcity.notices.actions import mark_seen
from smartcity.notices.subscribing import subscribe, unsubscribe
from smartcity.notices.vapid import public_key
from smartcity.notices.wishes import Wishes, address_of, person_of, stop_email, wish, wishes_of
from smartcity.qlue.feeds import whole
from smartcity.qlue.forms import NewsForm
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.reports.talk import companies_of

MOST = 30
HERE = "push"  # in the session: the device that was switched on in it


@never_cache
@require_safe
@for_people
def notices(request: PersonRequest) -> HttpResponse:
    found = told.of(request.user, before=whole(request.GET.get("dari", "")), most=MOST + 1)
    shown = found[:MOST]
    context = {
        "notices": shown, "more": f"?dari={shown[-1].pk}" if len(found) > MOST else "",
        "unseen": any(not n.seen for n in shown), "lost": told.lost_devices(request.user),
    }  # fmt: skip
    return render(request, "qlue/notices.html", context)


@require_POST
@for_people
def seen(request: PersonRequest) -> HttpResponse:
    mark_seen(request.user)
    return HttpResponseRedirect(reverse("qlue:notices"), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def choose(request: PersonRequest) -> HttpResponse:
    seated = _seated(request.user)
    form = NewsForm(request.POST or None, instance=wishes_of(request.user), seated=seated,
                    address=address_of(request.user) if settings.EMAIL_ON else "")  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wish(request.user, Wishes(**form.cleaned_data))
        messages.success(request, _("Tersimpan."))
        return HttpResponseRedirect(reverse("qlue:choose_news"), status=303)
    context = {"form": form, "texts": sms.leave_the_house(), "devices": told.devices(request.user),
               "lost": told.lost_devices(request.user), "key": public_key(), "mails": settings.EMAIL_ON,
               "seated": seated}  # fmt: skip
    return render(request, "qlue/choose_news.html", context, status=400 if form.is_bound else 200)


def _seated(user: User) -> bool:
    return reach(user).official or bool(companies_of(user))


@require_POST
@for_people
def add_device(request: PersonRequest) -> HttpResponse:
    """What a browser's PushSubscription says; asked by a script only, for only a script can subscribe."""
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    try:
        row = subscribe(request.user, endpoint, p256dh, auth, request.headers.get("User-Agent", ""))
    except Invalid as wrong:
        return JsonResponse({"detail": str(wrong)}, status=wrong.status)
    request.session[HERE] = row.pk
    messages.success(request, _("Push aktif di perangkat ini."))
    return JsonResponse({"id": row.pk}, status=201)


@require_POST
@for_people
def remove_device(request: PersonRequest, pk: int) -> HttpResponse:
    """Also says that a lost one has been read of."""
    if not unsubscribe(request.user, pk):
        raise Http404
    back = "notices" if request.POST.get("back") == "notices" else "choose_news"
    return HttpResponseRedirect(reverse(f"qlue:{back}"), status=303)


def forget_device(request: HttpRequest) -> None:
    """Who signs out here is told nothing here any more."""
    device = request.session.pop(HERE, None)
    if device and isinstance(request.user, User):
        unsubscribe(request.user, device)


@csrf_exempt  # the signed link is the leave to do it; mail programs post without a cookie (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for mail programs look at links; one press does."""
    try:
        person = person_of(token)
        if request.method == "POST":
            stop_email(token)
    except NotFound as wrong:
        raise Http404 from wrong
    return render(request, "qlue/stop_email.html", {"stopped": not wishes_of(person).email})
