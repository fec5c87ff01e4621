"""The page of one's ways in: contacts, passkeys, password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smartcity.accounts.contacts import contacts_of
from smartcity.accounts.models import User
from smartcity.accounts.passkeys import passkeys_of
from smartcity.qlue.forms import ContactForm


def ways(request: HttpRequest, user: User, *, contact: ContactForm | None = None, wrong: object = "",
         status: int = 200) -> HttpResponse:  # fmt: skip
    context = {"contact": contact or ContactForm(), "contacts": contacts_of(user), "wrong": wrong,
               "passkeys": passkeys_of(user), "may_mail": settings.EMAIL_ON}  # fmt: skip
    return render(request, "qlue/ways.html", context, status=status)
