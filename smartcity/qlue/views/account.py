"""Coming in, going out, oneself, one's reports."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.accounts.actions import change_profile
from smartcity.accounts.models import User
from smartcity.accounts.names import suggested
from smartcity.lib.look.forms import point_out
from smartcity.qlue import joining
from smartcity.qlue import mine as own
from smartcity.qlue.entrance import entrance, speak, welcome
from smartcity.qlue.entrance import joining as joining_page
from smartcity.qlue.forms import JoinForm, ProfileForm, SignInForm
from smartcity.qlue.people import PersonRequest, for_people, safe_next
from smartcity.qlue.thrift import COOKIE, thrifty
from smartcity.qlue.views.news import forget_device


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """By code, by passkey, or here by password."""
    if request.method != "POST":
        return entrance(request)
    form = SignInForm(request.POST)
    user, status = joining.enter(request, form)
    return _welcome(request, user) if user else entrance(request, password=form, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request.POST or None)
    if request.method == "POST" and (user := joining.join(request, form)):
        messages.success(request, _("Selamat datang, %(name)s.") % {"name": user})
        return _welcome(request, user)
    status = 200 if request.method != "POST" else 429 if form.has_error("__all__", "too_often") else 400
    return joining_page(request, form, status=status)


def _welcome(request: HttpRequest, user: User) -> HttpResponse:
    return welcome(safe_next(request, reverse("qlue:nearby")), user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def welcome_page(request: PersonRequest) -> HttpResponse:
    """Once, after an account was made by a code: a name to be seen under, and who sees what. It may be skipped."""
    way_on = safe_next(request, reverse("qlue:nearby"))
    form = ProfileForm(request.POST or None, initial={"name": suggested(request.user)})
    form.fields["name"].label = _("Nama tampilan")
    if request.method == "POST" and form.is_valid():
        change_profile(request.user, pseudonym=form.cleaned_data["name"])
        return HttpResponseRedirect(way_on, status=303)
    point_out(form)
    context = {"form": form, "next": way_on}
    return render(request, "qlue/welcome.html", context, status=400 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    forget_device(request)
    logout(request)
    return HttpResponseRedirect(reverse("qlue:nearby"), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def me(request: PersonRequest) -> HttpResponse:
    """Who one is to others, what one has done, the language, the way out."""
    user = request.user
    form = ProfileForm(request.POST if "name" in request.POST else None, initial={"name": user.pseudonym})
    if request.method == "POST":
        language = request.POST.get("language", "")
        if language in dict(settings.LANGUAGES):
            change_profile(user, language=language)
            answer = HttpResponseRedirect(reverse("qlue:me"), status=303)
            speak(answer, language)
            return answer
        if form.is_valid():
            change_profile(user, pseudonym=form.cleaned_data["name"])
            messages.success(request, _("Tersimpan."))
            return HttpResponseRedirect(reverse("qlue:me"), status=303)
    point_out(form)
    context = {"form": form, "editing": "ubah" in request.GET or form.is_bound, "thrifty": thrifty(request)}
    return render(request, "qlue/me.html", context | own.about(user), status=400 if form.is_bound else 200)


@never_cache
@require_safe
@for_people
def mine(request: PersonRequest) -> HttpResponse:
    """One's own reports, private ones too."""
    return render(request, "qlue/mine.html", own.reports(request.user, request.GET.get("dari", "")))


@require_POST
def thrift(request: HttpRequest) -> HttpResponse:
    """Photos in the lists only when asked for, on this phone; or again as the browser says."""
    answer = HttpResponseRedirect(safe_next(request, reverse("qlue:nearby")), status=303)
    chosen = "1" if request.POST.get("on") == "1" else "0"
    answer.set_cookie(
        COOKIE, chosen, max_age=365 * 86_400, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return answer
