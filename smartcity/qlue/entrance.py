"""The page where one comes in, by whichever way; and what follows."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from smartcity.accounts import sms
from smartcity.accounts.limits import mark_device
from smartcity.accounts.models import User
from smartcity.lib.look.forms import point_out
from smartcity.qlue.forms import ContactForm, JoinForm, SignInForm
from smartcity.qlue.people import safe_next
from smartcity.qlue.ways import ways


def entrance(request: HttpRequest, *, contact: ContactForm | None = None, password: SignInForm | None = None,
             status: int = 200) -> HttpResponse:  # fmt: skip
    """Signing in; for who is in already and adds a contact, the page of one's ways in."""
    for form in filter(None, (contact, password)):
        point_out(form)
    if isinstance(request.user, User) and contact:
        return ways(request, request.user, contact=contact, status=status)
    context = {"form": password or SignInForm(), "contact": contact or ContactForm(), "next": safe_next(request, ""),
               "forgot": "forgot" in request.POST, "may_mail": settings.EMAIL_ON, "may_text": sms.leave_the_house()}  # fmt: skip
    return mark_device(request, render(request, "qlue/sign_in.html", context, status=status))


def joining(request: HttpRequest, form: JoinForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "contact": ContactForm(),
        "next": safe_next(request, ""),
        "may_mail": settings.EMAIL_ON,
        "may_text": sms.leave_the_house(),
    }
    return mark_device(request, render(request, "qlue/join.html", context, status=status))


def welcome(way_on: str, user: User) -> HttpResponse:
    answer = HttpResponseRedirect(way_on, status=303)
    speak(answer, user.language)
    return answer


def speak(answer: HttpResponse, language: str) -> None:
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86_400, samesite="Lax")
