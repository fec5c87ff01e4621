"""The writes: an address is named and given up, tried, sent again what it missed, turned off and on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from smartcity.accounts.limits import Visitor, spend
from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.events.parcels import State, afresh
from smartcity.hooks.models import Hook, HookDelivery, Off
from smartcity.hooks.queueing import begin
from smartcity.hooks.signing import fresh_secret, keep
from smartcity.hooks.verbs import VERBS
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid, NotFound
from smartcity.lib.http import FetchFailed, looked_at
from smartcity.lib.time import now
from smartcity.reports.models import Category

MOST_HOOKS = 10  # of one person
MOST_URL = 1000
OFF = "hook_off"  # the verb by which notices tell its owner


def register(
    user: User, url: str, *, area: str = "", categories: Sequence[str] = (), verbs: Sequence[str] = ()
) -> tuple[Hook, str]:
    """The hook and its secret, which is told this once. Raises Invalid, TooOften."""
    _check_filters(area, categories, verbs)
    spend("webhook", Visitor(person=f"{user.pk}"))
    _check_address(url)
    secret = fresh_secret()
    begin()
    with write():
        User.objects.select_for_update().get(pk=user.pk)  # two at once do not count past each other
        if Hook.objects.filter(user=user).count() >= MOST_HOOKS:
            raise Invalid(
                _("Paling banyak %(n)d webhook. Hapus satu lebih dulu.") % {"n": MOST_HOOKS}, field="url",
                code="too_many_hooks",
            )  # fmt: skip
        hook = Hook.objects.create(user=user, url=url, secret=keep(secret), area=area,
                                   categories=[*dict.fromkeys(categories)], verbs=[*dict.fromkeys(verbs)])  # fmt: skip
    return hook, secret


def _check_filters(area: str, categories: Sequence[str], verbs: Sequence[str]) -> None:
    if area and not Area.objects.current().filter(code=area).exists():
        raise Invalid(_("Tidak ada wilayah dengan kode “%(value)s”.") % {"value": area[:40]}, field="area")
    known = set(Category.objects.filter(private=False).values_list("code", flat=True))
    for code in categories:
        if code not in known:
            raise Invalid(_("Tidak ada kategori umum “%(value)s”.") % {"value": code[:40]}, field="category")
    for verb in verbs:
        if verb not in VERBS:
            raise Invalid(_("Tidak ada peristiwa “%(value)s”.") % {"value": verb[:40]}, field="verb")


def _check_address(url: str) -> None:
    if not url or len(url) > MOST_URL:
        raise Invalid(_("Isi alamat, paling panjang %(n)d huruf.") % {"n": MOST_URL}, field="url")
    try:
        looked_at(url, "url", https=True)
    except FetchFailed as wrong:
        raise Invalid(
            _("Alamat ini tidak dapat dipakai: harus https:// dan berada di internet umum."), field="url",
            code="url_refused",
        ) from wrong  # fmt: skip


def remove(hook: Hook) -> None:
    with write():
        hook.delete()


def trial(hook: Hook) -> HookDelivery:
    """One delivery that tells of nothing, to be sent at once. Raises IllegalMove, TooOften."""
    _check_on(hook)
    spend("webhook", Visitor(person=f"{hook.user_id}"))
    with write():
        return HookDelivery.objects.create(hook=hook)


def redeliver(hook: Hook, key: str = "") -> int:
    """Send again the delivery named `key`, or all that was given up; under the same webhook-id. Returns how many. Raises
    IllegalMove, NotFound, TooOften."""
    _check_on(hook)
    spend("webhook", Visitor(person=f"{hook.user_id}"))
    rows = HookDelivery.objects.filter(hook=hook)
    if key:
        rows = rows.filter(key=key.removeprefix("msg_"), state__in=(State.SENT, State.PARKED))
    else:
        rows = rows.filter(state=State.PARKED)
    with write():
        n = afresh(rows)
    if key and not n:
        raise NotFound(_("Tidak ada kiriman seperti itu yang dapat diulang."))
    return n


def turn_on(hook: Hook) -> None:
    """Again what is new is sent; what was given up when asked for (redeliver)."""
    with write():
        Hook.objects.filter(pk=hook.pk).update(off_at=None, off_why="", failing_since=None)


def turn_off(hook: Hook, why: Off) -> None:
    """What waits is given up, and its owner told. Inside a write()."""
    if not Hook.objects.on().filter(pk=hook.pk).update(off_at=now(), off_why=why):
        return
    HookDelivery.objects.waiting().filter(hook=hook).update(
        state=State.PARKED, ended_at=now(), lease_until=None, last_error="off"
    )
    record(
        hook.subject, OFF, {"host": hook.host, "why": why.value}, person=hook.user, audience=Audience.PERSON
    )


def _check_on(hook: Hook) -> None:
    if hook.off_at:
        raise IllegalMove(_("Webhook ini mati. Nyalakan lebih dulu."), code="hook_off")
