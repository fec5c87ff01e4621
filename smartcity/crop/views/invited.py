"""The link of an invitation: an account is chosen or made, a second factor set up, and the seat is theirs."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from smartcity.accounts import directory
from smartcity.accounts.contacts import username_of
from smartcity.accounts.limits import mark_device, spend, visitor_of
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.accounts.signin import known
from smartcity.crop.entrance import after_password
from smartcity.crop.forms import AccountForm, SignInForm
from smartcity.crop.invited import carry, take_seat
from smartcity.lib.errors import Conflict, DomainError
from smartcity.seats.actions import invited_by, new_account, title_of
from smartcity.seats.models import Invitation


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking uses nothing up, for mail programs look at links. POST `do`: mine, known or new."""
    invitation = invited_by(secret)
    if invitation is None:
        return bad_link(request)
    act = request.POST.get("do", "")
    fresh = AccountForm(request.POST if act == "new" else None)
    old = SignInForm(request.POST if act == "known" else None)
    status, said = 200, ""
    try:
        if act == "mine" and isinstance(request.user, User) and reach(request.user).official:
            carry(request, secret, invitation, request.user)
            take_seat(request, request.user)
            return redirect("crop:inbox")
        if (form := fresh if act == "new" else old).is_bound:
            status = 400
            if form.is_valid():
                user = _made(request, fresh, invitation) if act == "new" else _known(request, old)
                carry(request, secret, invitation, user)
                return after_password(request, user, "")
    except Conflict as wrong:
        if wrong.code == "invitation_over":
            return bad_link(request)
        status, said = wrong.status, str(wrong)
        for form in (one for one in (old, fresh) if one.is_bound):
            form.add_error(None, said)
            said = ""
    except DomainError as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        status = wrong.status
    context = {"invitation": invitation, "fresh": fresh, "old": old, "post": _post(invitation), "status": status,
               "official": reach(request.user).official, "directory": directory.offered(), "secret": secret, "said": said}  # fmt: skip
    return mark_device(request, render(request, "crop/invited.html", context, status=status))


def bad_link(request: HttpRequest) -> HttpResponse:
    """Used, withdrawn, too late, or never given out: the same words for all."""
    return render(request, "crop/bad_link.html", status=404)


def _made(request: HttpRequest, form: AccountForm, invitation: Invitation) -> User:
    """Raises Invalid, TooOften, Conflict (somebody was faster with this name)."""
    spend("register", visitor_of(request))
    try:
        return new_account(form.cleaned_data["username"], form.cleaned_data["password"], invitation.name)
    except IntegrityError as wrong:
        raise Conflict(_("Nama pengguna ini sudah dipakai. Pilih yang lain.")) from wrong


def _known(request: HttpRequest, form: SignInForm) -> User:
    """Raises Invalid, TooManyTries."""
    return known(request, username_of(form.cleaned_data["username"]), form.cleaned_data["password"])


def _post(invitation: Invitation) -> str:
    return title_of(invitation.role, invitation.office, interim=invitation.interim)
