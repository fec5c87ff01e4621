"""What of your news is sent beyond the app, and to which devices."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from smartcity.api import describing, schemas
from smartcity.api.forms import Strict
from smartcity.api.reading import sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import KNOWN, WRITES, user_of
from smartcity.lib.errors import NotFound
from smartcity.notices import queries
from smartcity.notices.models import Preferences, PushSubscription
from smartcity.notices.subscribing import subscribe, unsubscribe
from smartcity.notices.vapid import public_key
from smartcity.notices.wishes import Wishes, address_of, wish, wishes_of

router = Router(tags=["yours"])

HOUR = "0 to 23, by the clocks of the city."


class Choosing(Strict):
    """What is absent stays as it is."""

    push: bool | None = Field(None, description="To your devices.")
    email: bool | None = Field(
        None, description="Sent only where the city has a mail server and you an address."
    )
    digest: Literal["none", "daily", "weekly"] | None = Field(
        None,
        description="One message for all that happened; weekly is on Mondays. What is urgent does not wait for it.",
    )
    digest_hour: int | None = Field(None, ge=0, le=23, description=HOUR)
    quiet: bool | None = Field(
        None, description="Hold everything between the two hours, then send it as one."
    )
    quiet_from: int | None = Field(None, ge=0, le=23, description=HOUR)
    quiet_to: int | None = Field(None, ge=0, le=23, description=HOUR)
    own: bool | None = Field(None, description="Of your reports.")
    followed: bool | None = Field(
        None, description="Of reports and posts you support, and of whom you follow."
    )
    areas: bool | None = Field(None, description="Of areas you follow.")
    comments: bool | None = Field(None, description="Comments and answers to what you wrote.")
    office: bool | None = Field(None, description="Of your office, or the company you answer for.")


class Subscribing(Strict):
    endpoint: str = Field(
        description="Of a PushSubscription: a public https address, at most 1,000 characters.",
    )
    p256dh: str = Field(description="Its key, base64url of 65 bytes.")
    auth: str = Field(description="Its secret, base64url of 16 bytes.")


class Chosen(BaseModel):
    push: bool
    email: bool
    digest: str = Field(description="none, daily or weekly")
    digest_hour: int = Field(description=HOUR)
    quiet: bool
    quiet_from: int = Field(description=HOUR)
    quiet_to: int = Field(description=HOUR)
    own: bool
    followed: bool
    areas: bool
    comments: bool
    office: bool
    email_address: str | None = Field(description="Where e-mail would go; null when nowhere.")


class Device(BaseModel):
    id: int
    label: str = Field(examples=["Chrome · Android"])
    since: datetime
    last_success: datetime | None
    failures: int = Field(description="In a row.")
    lost_at: datetime | None = Field(
        description="When its push service said that it is gone. Removing it says that you know."
    )


class Devices(BaseModel):
    items: list[Device]
    public_key: str = Field(description="applicationServerKey of this city (VAPID), base64url.")


@router.get("/notices/preferences", auth=KNOWN, response={200: Chosen, 401: schemas.Problem},
            operation_id="newsPreferences")  # fmt: skip
def preferences(request: HttpRequest) -> Chosen:
    """What of your news is sent to you. In the app, and under `notices`, there is always all of it."""
    return _chosen(request, wishes_of(user_of(request)))


@router.post("/notices/preferences", auth=KNOWN, throttle=WRITES, response={200: Chosen, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Choosing), operation_id="chooseNews")  # fmt: skip
def choose(request: HttpRequest) -> Chosen:
    """Change what you give; what already waits to be sent heeds it."""
    given = sent(request, Choosing)
    return _chosen(request, wish(user_of(request), Wishes(**given.model_dump())))


@router.get(
    "/notices/devices", auth=KNOWN, response={200: Devices, 401: schemas.Problem}, operation_id="listDevices"
)
def devices(request: HttpRequest) -> Devices:
    """Your devices that take pushes, and those that were lost."""
    user = user_of(request)
    rows = [*queries.devices(user), *queries.lost_devices(user)]
    return Devices(items=[_device(row) for row in rows], public_key=public_key())


@router.post("/notices/devices", auth=KNOWN, throttle=WRITES, response={201: Device, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Subscribing), operation_id="addDevice")  # fmt: skip
def add(request: HttpRequest) -> Status[Device]:
    """Let a browser take your pushes; the same again is the same device. A payload is {title, body, url, tag}."""
    given, agent = sent(request, Subscribing), request.headers.get("User-Agent", "")
    return Status(201, _device(subscribe(user_of(request), given.endpoint, given.p256dh, given.auth, agent)))


@router.delete("/notices/devices/{int:id}", auth=KNOWN, throttle=WRITES, response={204: None, REFUSED: schemas.Problem},
               operation_id="removeDevice")  # fmt: skip
def remove(request: HttpRequest, id: int) -> Status[None]:
    if not unsubscribe(user_of(request), id):
        raise NotFound(_("Tidak ada, atau bukan untuk Anda."))
    return Status(204, None)


def _chosen(request: HttpRequest, row: Preferences) -> Chosen:
    address = address_of(user_of(request)) if settings.EMAIL_ON else ""
    told = {name: getattr(row, name) for name in Choosing.model_fields}
    return Chosen(**told, email_address=address or None)


def _device(row: PushSubscription) -> Device:
    return Device(id=row.pk, label=row.label, since=row.created_at, last_success=row.success_at, failures=row.failures,
                  lost_at=row.ended_at)  # fmt: skip
