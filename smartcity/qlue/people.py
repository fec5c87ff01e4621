"""Who is asking: pages only for those signed in, and signing in without losing what was sent."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from smartcity.accounts.leaving import Left, while_here
from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError
from smartcity.qlue.joining import come_in

P = ParamSpec("P")
CREDENTIALS = frozenset(
    {"csrfmiddlewaretoken", "account", "username", "password", "pseudonym", "guest_email"}
)


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def for_people(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Strangers sign in first. What they POSTed is carried through that page, and done once they are in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method != "POST":
                return HttpResponseRedirect(
                    f"{reverse('qlue:sign_in')}?{urlencode({'next': request.get_full_path()})}"
                )
            if answer := _sign_in_and_go_on(request):
                return answer
        try:
            with while_here(request.user):
                return view(request, *args, **kwargs)  # type: ignore[arg-type]  # signed in: its user is a User
        except Left as wrong:
            logout(request)
            return render(request, "qlue/refused.html", {"wrong": wrong}, status=wrong.status)
        except DomainError as wrong:  # what the view has no words of its own for
            return render(request, "qlue/refused.html", {"wrong": wrong}, status=wrong.status)

    return guarded


def _sign_in_and_go_on(request: HttpRequest) -> HttpResponse | None:
    """None once they are in; else the page that asks who they are and holds all they sent."""
    user, inline = come_in(request)
    if user:
        return None
    kept = [
        (name, value) for name, values in request.POST.lists() if name not in CREDENTIALS for value in values
    ]
    context = {
        "inline": inline,
        "kept": kept,
        "files": bool(request.FILES),
        "other_ways": f"{reverse('qlue:sign_in')}?{urlencode({'next': _page_of(request)})}",
    }
    return render(request, "qlue/continue.html", context, status=inline.status)


def _page_of(request: HttpRequest) -> str:
    """Where what a stranger wanted to do is offered: its report, where it was about one."""
    known = request.resolver_match.kwargs if request.resolver_match else {}
    page = reverse("qlue:report", args=[known["number"]]) if "number" in known else reverse("qlue:nearby")
    return safe_next(request, page)


def safe_next(request: HttpRequest, default: str) -> str:
    """Where `next` leads if that is within this site; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else default


def person(request: HttpRequest) -> int | None:
    """The id of whoever is signed in."""
    return request.user.pk if request.user.is_authenticated else None
