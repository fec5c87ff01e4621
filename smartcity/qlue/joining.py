"""Coming in: registering, and the part of the report form that signs its writer in as it sends."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smartcity.accounts.actions import register
from smartcity.accounts.contacts import username_of
from smartcity.accounts.limits import TooOften, spend, visitor_of
from smartcity.accounts.models import User
from smartcity.accounts.signin import sign_in, sign_in_new
from smartcity.lib.errors import DomainError
from smartcity.qlue.forms import GuestForm, JoinForm, SignInForm


def join(request: HttpRequest, form: JoinForm) -> User | None:
    """A new citizen, signed in; None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        spend("register", visitor_of(request))
        user = register(**form.cleaned_data, language=get_language() or "id")
    except TooOften as wrong:
        form.add_error(None, ValidationError(str(wrong), code=wrong.code))
        return None
    except IntegrityError:  # somebody took the name a moment ago
        form.add_error("username", _("Nama pengguna ini sudah dipakai. Pilih yang lain."))
        return None
    sign_in_new(request, user)
    return user


def enter(request: HttpRequest, form: SignInForm) -> tuple[User | None, int]:
    """Whoever the form names, by username or a proven contact, signed in; None with the reason in the form, and its status."""
    if not form.is_valid():
        return None, 400
    try:
        said = form.cleaned_data
        return sign_in(request, username_of(said["username"]), said["password"]), 200
    except DomainError as wrong:
        form.add_error(wrong.field, str(wrong))
        return None, wrong.status


@dataclass(slots=True)
class Inline:
    """The part of another form: `known` for who has an account, `fresh` for who has none."""

    known: SignInForm = field(default_factory=SignInForm)
    fresh: JoinForm = field(default_factory=JoinForm)
    joining: bool = False
    status: int = 403
    guest: GuestForm | None = None  # sends without an account


def come_in(request: HttpRequest) -> tuple[User | None, Inline]:
    """Who sends this form: whoever is signed in, or signs in or registers with it."""
    if isinstance(request.user, User):
        return request.user, Inline()
    if request.POST.get("account") == "guest":
        return None, Inline(guest=GuestForm(request.POST))
    joining = request.POST.get("account") == "new"
    if not (request.POST.get("username") or request.POST.get("password")):
        return None, Inline(joining=joining)
    if joining:
        fresh = JoinForm(request.POST)
        return join(request, fresh), Inline(fresh=fresh, joining=True, status=400)
    known = SignInForm(request.POST)
    user, status = enter(request, known)
    return user, Inline(known=known, status=status)
