"""One's ways in: adding and taking away contacts and passkeys, the password; coming in by a passkey."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts import passkeys
from smartcity.accounts.actions import remove_contact
from smartcity.accounts.again import signed_in_lately
from smartcity.accounts.contacts import contacts_of
from smartcity.accounts.passwords import choose_password
from smartcity.lib.errors import DomainError, NotFound
from smartcity.qlue import ways as own
from smartcity.qlue.entrance import speak
from smartcity.qlue.people import PersonRequest, for_people, safe_next


@never_cache
@require_safe
@for_people
def ways(request: PersonRequest) -> HttpResponse:
    return own.ways(request, request.user)


@require_POST
@for_people
def drop_contact(request: PersonRequest) -> HttpResponse:
    """`contact` is the key of one of theirs."""
    key = request.POST.get("contact", "")
    contact = next((one for one in contacts_of(request.user) if one.key == key), None)
    try:
        if contact:
            remove_contact(request.user, contact)
    except DomainError as wrong:
        return own.ways(request, request.user, wrong=wrong, status=wrong.status)
    return HttpResponseRedirect(reverse("qlue:ways"), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def add_passkey(request: PersonRequest) -> HttpResponse:
    """GET: what the browser is asked. POST: what it made, `credential`, and a `name`."""
    if request.method != "POST":
        return JsonResponse(passkeys.offered(request.user))
    try:
        passkeys.add_passkey(
            request, request.user, request.POST.get("credential", ""), request.POST.get("name", "")
        )
    except DomainError as wrong:
        return own.ways(request, request.user, wrong=wrong, status=wrong.status)
    messages.success(request, _("Kunci sandi tersimpan."))
    return HttpResponseRedirect(reverse("qlue:ways"), status=303)


@require_POST
@for_people
def change_passkey(request: PersonRequest, pk: int) -> HttpResponse:
    """A new `name`, or `remove`."""
    try:
        if "remove" in request.POST:
            passkeys.remove_passkey(request.user, pk)
        else:
            passkeys.rename_passkey(request.user, pk, request.POST.get("name", ""))
    except NotFound as wrong:
        return own.ways(request, request.user, wrong=wrong, status=404)
    except DomainError as wrong:
        return own.ways(request, request.user, wrong=wrong, status=wrong.status)
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(reverse("qlue:ways"), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def password(request: PersonRequest) -> HttpResponse:
    """`fresh` is the new one, `password` the present one where there is one and one did not sign in a moment ago. Who
    forgot theirs and came in by a code is on the way to `next`, and may leave it for later."""
    wrong, way_on = None, safe_next(request, "")
    if request.method == "POST":
        try:
            choose_password(request, request.POST.get("fresh", ""), request.POST.get("password", ""))
        except DomainError as no:
            wrong = no
        else:
            messages.success(request, _("Kata sandi tersimpan."))
            return HttpResponseRedirect(way_on or reverse("qlue:ways"), status=303)
    context = {"wrong": wrong, "lately": signed_in_lately(request), "next": way_on}
    return render(request, "qlue/password.html", context, status=wrong.status if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_passkey(request: HttpRequest) -> JsonResponse:
    """For a script. GET: what the browser is asked. POST `credential`: {next}, or {detail}."""
    if request.method != "POST":
        return JsonResponse(passkeys.asked())
    try:
        user = passkeys.sign_in_by_passkey(request, request.POST.get("credential", ""))
    except DomainError as wrong:
        return JsonResponse({"detail": str(wrong), "code": wrong.code}, status=wrong.status)
    answer = JsonResponse({"next": safe_next(request, reverse("qlue:nearby"))})
    speak(answer, user.language)
    return answer
