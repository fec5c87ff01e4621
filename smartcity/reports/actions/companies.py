"""The directory of companies: who is registered, and who may answer for them."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.accounts.models import User
from smartcity.accounts.names import folded, is_ours
from smartcity.accounts.queries import digest
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotFound
from smartcity.lib.text import clean_line, is_word
from smartcity.lib.time import now
from smartcity.reports.companies import MOST_NAME, key_of
from smartcity.reports.models import Company, CompanySeat, OpenLetter

LINK_LIVES = timedelta(days=14)
MOST_NAMES = 20
INVITATION = "/qlue/perusahaan/undangan/%s/"  # the faces' addresses are part of the outside contract
GONE = gettext_lazy("Tautan ini tidak berlaku. Minta yang baru kepada administrator kota.")


def register_company(code: str, name: str, also: Iterable[str] = ()) -> Company:
    """Register it, or change its names; what people wrote to it before under one of them is its own from now on.
    Raises Invalid for a bad code or name, Conflict for a name that another company has."""
    code, name = code.strip().lower(), clean_line(name, field="name", most=MOST_NAME)
    if not is_word(code) or len(code) > 40 or "." in code:
        raise Invalid(_("Kode hanya berisi huruf, angka, dan tanda hubung."), field="code", code="bad_code")
    names = [clean_line(one, field="also", most=MOST_NAME) for one in also]
    names = [one for one in dict.fromkeys(names) if one][:MOST_NAMES]
    for one in (name, *names):
        if not folded(one) or is_ours(one):
            raise Invalid(
                _("“%(name)s” bukan nama perusahaan.") % {"name": one}, field="name", code="bad_name"
            )
    with write():
        _must_be_free(code, {key_of(one) for one in (name, *names)})
        try:
            company, _new = Company.objects.update_or_create(code=code, defaults={"name": name, "also": names,
                                                                                 "active": True})  # fmt: skip
        except IntegrityError as wrong:
            raise Conflict(_("Nama ini sudah dipakai perusahaan lain."), field="name") from wrong
        _hand_over_letters(company)
    return company


def _must_be_free(code: str, keys: set[str]) -> None:
    for other in Company.objects.exclude(code=code):
        if other.keys & keys:
            raise Conflict(_("Nama ini sudah dipakai perusahaan lain."), field="name", code="name_taken")


def _hand_over_letters(company: Company) -> None:
    waiting = OpenLetter.objects.filter(company=None).exclude(name="").values_list("pk", "name").iterator()
    theirs = [pk for pk, name in waiting if key_of(name) in company.keys]
    OpenLetter.objects.filter(pk__in=theirs).update(company=company)


def close_company(company: Company) -> None:
    """It answers no more; what it said stays. Registering its code again opens it anew."""
    with write():
        company.active = False
        company.save(update_fields=["active"])
        CompanySeat.objects.filter(company=company, until=None).update(until=now())


def invite(company: Company) -> str:
    """The secret of a link that lets one person answer for it: told this once, good once, for 14 days."""
    secret = secrets.token_urlsafe(24)
    with write():
        CompanySeat.objects.create(company=company, digest=digest(secret), expires_at=now() + LINK_LIVES)
    return secret


def invitation(secret: str) -> CompanySeat:
    """The seat that this link opens. Raises NotFound for one that is none, used, or too old, in the same words."""
    seat = (
        CompanySeat.objects.offered().filter(digest=digest(secret)).select_related("company").first()
        if is_word(secret) else None
    )  # fmt: skip
    if seat is None:
        raise NotFound(str(GONE))
    return seat


def sit_down(secret: str, by: User) -> Company:
    """From now on `by` may answer for the company; the link is used up. Raises NotFound."""
    with write():
        seat = CompanySeat.objects.select_for_update().get(pk=invitation(secret).pk)
        if seat.user_id or seat.until:
            raise NotFound(str(GONE))  # somebody was faster
        if not CompanySeat.objects.taken().filter(user=by, company=seat.company).exists():
            seat.user, seat.since = by, now()
            seat.save(update_fields=["user", "since"])
        return seat.company


def stand_up(seat: CompanySeat) -> None:
    """Its person, or its link, may no more answer."""
    with write():
        CompanySeat.objects.filter(pk=seat.pk, until=None).update(until=now())
