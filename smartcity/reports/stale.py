"""A form whose token no longer fits: what was typed is shown again, to be sent with a fresh one."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render

from smartcity.accounts.models import User
from smartcity.lib.errors import Invalid
from smartcity.reports.actions.stashing import stash

SECRETS = ("password", "code", "token")  # in a field's name: never written into a page
SHOWN = ("text", "reason", "party", "landmark", "name", "q")
MOST = 100_000  # characters carried along


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403. Whoever signed in in another tab holds a form of before: its words and photos are shown and go on when the
    person presses the button of this page. Only for a form that the browser says was sent from our own pages: what
    another site sends stays refused, and nothing of it is shown."""
    context = _carried(request) if _from_here(request) and _is_stale(reason) else {}
    return render(request, "403_csrf.html", context, status=403)


def _from_here(request: HttpRequest) -> bool:
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    here = urlsplit(request.build_absolute_uri())
    there = urlsplit(sent_from)
    return (there.scheme, there.netloc) == (here.scheme, here.netloc)


def _is_stale(reason: str) -> bool:
    """There was a token, but of another sign-in, or its cookie has gone."""
    return reason.endswith("incorrect.") or reason == REASON_NO_CSRF_COOKIE


def _carried(request: HttpRequest) -> dict[str, object]:
    fields = [(n, v) for n, values in request.POST.lists() if n != "csrfmiddlewaretoken" for v in values]
    secret = any(word in name for name, _value in fields for word in SECRETS)
    if secret or not fields or sum(len(value) for _name, value in fields) > MOST:
        return {}
    photos = _photos(request)
    return {
        "kept": [*fields, *(("stashed", name) for name in photos)],
        "shown": [value for name, value in fields if name in SHOWN and value.strip()],
        "photos": len(photos),
        "lost": len(request.FILES.getlist("photo")) - len(photos),
    }


def _photos(request: HttpRequest) -> list[str]:
    """The names of those that could be kept; a stranger's are not, for nobody limits them here."""
    if not isinstance(request.user, User):
        return []
    names: list[str] = []
    for file in request.FILES.getlist("photo"):
        try:
            (kept,) = stash([file], request.user, already=len(names))  # type: ignore[list-item]  # it reads like a file
        except Invalid:
            continue
        names.append(kept.name)
    return names
