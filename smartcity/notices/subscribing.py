"""The devices that take pushes: switched on by a person, off by that person, by the browser, or by its push service."""

import binascii
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid
from smartcity.lib.http import FetchFailed, looked_at
from smartcity.lib.time import now
from smartcity.notices.models import PushSubscription
from smartcity.notices.vapid import public_key

QLUE, CROP = "qlue", "crop"  # the apps that take pushes, each for itself
MOST_DEVICES = 10
MOST_ADDRESS = 1000
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")]  # fmt: skip
SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")]  # fmt: skip


def subscribe(
    user: User,
    endpoint: str,
    p256dh: str,
    auth: str,
    user_agent: str = "",
    *,
    app: str = QLUE,
    device: str = "",
) -> PushSubscription:
    """This browser takes this person's pushes from now on, and nobody else's: the address of a browser on which
    somebody else signed in goes over to them. Beyond ten devices the oldest goes. Raises Invalid."""
    _check_keys(p256dh, auth)
    host = _check_address(endpoint)
    with write():
        PushSubscription.objects.filter(endpoint=endpoint).exclude(user=user).delete()
        row, _new = PushSubscription.objects.update_or_create(
            endpoint=endpoint,
            defaults={"user": user, "service": host, "p256dh": p256dh, "auth": auth, "server_key": public_key(),
                      "label": label_of(user_agent), "app": app, "device": device, "failures": 0},
        )  # fmt: skip
        PushSubscription.objects.lost().filter(user=user, app=app, label=row.label).delete()
        own = PushSubscription.objects.active().filter(user=user).order_by("-pk")
        PushSubscription.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_DEVICES:])).delete()
    return row


def unsubscribe(user: User, pk: int) -> bool:
    """Whether there was such a device of this person; also how one says that a loss has been read."""
    with write():
        return bool(PushSubscription.objects.filter(user=user, pk=pk).delete()[0])


def unsubscribe_device(user: User, device: str) -> None:
    """Who signs out of a device, or takes it from the list, is told nothing there any more."""
    if device:
        with write():
            PushSubscription.objects.filter(user=user, device=device).delete()


def lose(device: PushSubscription) -> None:
    """Its service says that it is gone: address and keys go at once; the person is told in the app. Inside a write()."""
    PushSubscription.objects.filter(pk=device.pk).update(endpoint=None, p256dh="", auth="", ended_at=now())


def _check_address(endpoint: str) -> str:
    """The host. Raises Invalid for what is no public https address."""
    if len(endpoint) > MOST_ADDRESS:
        raise Invalid(_("Alamat perangkat terlalu panjang."), field="endpoint")
    try:
        parts, _address, _port = looked_at(endpoint, "endpoint", https=True)
    except FetchFailed as wrong:
        raise Invalid(_("Alamat perangkat ini bukan milik layanan push umum, jadi tidak dipakai."),
                      field="endpoint", code="endpoint_refused") from wrong  # fmt: skip
    return parts.hostname or ""


def _check_keys(p256dh: str, auth: str) -> None:
    """A point of P-256 and 16 bytes (RFC 8291). Raises Invalid."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(p256dh, 65))
        _bytes(auth, 16)
    except (ValueError, binascii.Error) as wrong:
        raise Invalid(_("Kunci perangkat ini rusak. Muat ulang halaman lalu coba lagi."), field="keys",
                      code="bad_keys") from wrong  # fmt: skip


def _bytes(text: str, length: int) -> bytes:
    raw = urlsafe_b64decode(text.rstrip("=").encode("ascii") + b"=" * (-len(text.rstrip("=")) % 4))
    if len(raw) != length:
        raise ValueError(length)
    return raw


def label_of(user_agent: str) -> str:
    """Chrome · Android: by what a person knows a device again."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(part for part in found if part) or _("Peramban")
