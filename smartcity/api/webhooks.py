"""Public events, sent to an address of yours."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import BaseModel, Field

from smartcity.api import describing, schemas
from smartcity.api.forms import Code, Listed, Nothing, Strict
from smartcity.api.reading import sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import KNOWN, WRITES, user_of
from smartcity.hooks import actions, queries
from smartcity.hooks.models import Hook, HookDelivery
from smartcity.hooks.verbs import VERBS

router = Router(tags=["webhooks"])
OPTIONS = ", ".join(VERBS)


class Registering(Strict):
    """Without filters everything public is sent, what people say to each other included."""

    url: str = Field(max_length=1000, description="A public https address; redirects are not followed.")
    area: Code | None = Field(None, description="Kemendagri code of any level, with all below it.")
    category: Listed = Field([], description="Codes of public categories.")
    verb: Listed = Field(
        [], description=f"Of {OPTIONS}. What was told is taken back (hidden, withdrawn) unasked."
    )


class Repeating(Strict):
    delivery: str | None = Field(
        None, max_length=40, description="A webhook-id; without one all that was given up."
    )


class Webhook(BaseModel):
    id: int
    url: str
    area: str = Field(description="Empty for the whole city.")
    category: list[str]
    verb: list[str]
    created: datetime
    last_success: datetime | None
    failing_since: datetime | None = Field(
        description="Of the first failure since the last success. After three days it is turned off."
    )
    off: datetime | None = Field(description="Since when nothing is sent there; enable turns it on again.")
    off_why: str = Field(description="failing, gone (it answered 410) or empty.")


class NewWebhook(Webhook):
    secret: str = Field(
        description="Told this once: whsec_ and base64 of the key that signs webhook-id.webhook-timestamp.body with"
        " HMAC-SHA256 (Standard Webhooks, v1)."
    )


class Webhooks(BaseModel):
    items: list[Webhook]


class Sent(BaseModel):
    delivery: str = Field(description="Its webhook-id, the same at every try.")
    verb: str
    subject: str
    state: str = Field(
        description="waiting, sent, parked (given up after 8 tries) or dropped (public no more)."
    )
    tries: int = Field(description="That failed.")
    status: int = Field(description="What was answered last, 0 for nothing.")
    error: str
    due: datetime
    ended: datetime | None


class Deliveries(BaseModel):
    items: list[Sent]


class Repeated(BaseModel):
    n: int = Field(description="How many are sent again.")


@router.get("/webhooks", auth=KNOWN, response={200: Webhooks, 401: schemas.Problem},
            operation_id="listWebhooks")  # fmt: skip
def webhooks(request: HttpRequest) -> Webhooks:
    """Yours."""
    return Webhooks(items=[Webhook(**_told(hook)) for hook in queries.hooks_of(user_of(request))])


@router.post("/webhooks", auth=KNOWN, throttle=WRITES, response={201: NewWebhook, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Registering), operation_id="addWebhook")  # fmt: skip
def add(request: HttpRequest) -> Status[NewWebhook]:
    """Let public events be posted to an address as they happen: the JSON of /live/events, at least once, in any order.
    Answer 2xx within 5 seconds; know a repetition by its webhook-id. At most ten for each account."""
    given = sent(request, Registering)
    hook, secret = actions.register(user_of(request), given.url, area=given.area or "", categories=given.category,
                                    verbs=given.verb)  # fmt: skip
    return Status(201, NewWebhook(**_told(hook), secret=secret))


@router.delete("/webhooks/{int:id}", auth=KNOWN, throttle=WRITES, response={204: None, REFUSED: schemas.Problem},
               operation_id="removeWebhook")  # fmt: skip
def remove(request: HttpRequest, id: int) -> Status[None]:
    """Nothing is sent there any more, and all about it is forgotten."""
    actions.remove(_own(request, id))
    return Status(204, None)


@router.get("/webhooks/{int:id}/deliveries", auth=KNOWN, operation_id="listDeliveries",
            response={200: Deliveries, 401: schemas.Problem, 404: schemas.Problem})  # fmt: skip
def deliveries(request: HttpRequest, id: int) -> Deliveries:
    """The last 20, the newest first."""
    return Deliveries(items=[_sent(row) for row in queries.latest(_own(request, id))])


@router.post("/webhooks/{int:id}/test", auth=KNOWN, throttle=WRITES, response={202: Sent, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Nothing), operation_id="testWebhook")  # fmt: skip
def test(request: HttpRequest, id: int) -> Status[Sent]:
    """Send a trial (verb test) within seconds; deliveries tell what became of it."""
    hook = _own(request, id)
    sent(request, Nothing)
    return Status(202, _sent(actions.trial(hook)))


@router.post("/webhooks/{int:id}/redeliver", auth=KNOWN, throttle=WRITES,
             response={202: Repeated, REFUSED: schemas.Problem}, openapi_extra=describing.body(Repeating),
             operation_id="redeliver")  # fmt: skip
def redeliver(request: HttpRequest, id: int) -> Status[Repeated]:
    """Send again one delivery, or all that was given up; each under the webhook-id it had."""
    hook, given = _own(request, id), sent(request, Repeating)
    return Status(202, Repeated(n=actions.redeliver(hook, given.delivery or "")))


@router.post("/webhooks/{int:id}/enable", auth=KNOWN, throttle=WRITES, response={200: Webhook, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Nothing), operation_id="enableWebhook")  # fmt: skip
def enable(request: HttpRequest, id: int) -> Webhook:
    """Turn on again what was turned off for failing."""
    hook = _own(request, id)
    sent(request, Nothing)
    actions.turn_on(hook)
    return Webhook(**_told(_own(request, id)))


def _own(request: HttpRequest, pk: int) -> Hook:
    hook = queries.hook_of(user_of(request), pk)
    if hook is None:
        raise Http404
    return hook


def _told(hook: Hook) -> dict[str, Any]:
    return {"id": hook.pk, "url": hook.url, "area": hook.area, "category": hook.categories, "verb": hook.verbs,
            "created": hook.created_at, "last_success": hook.success_at, "failing_since": hook.failing_since,
            "off": hook.off_at, "off_why": hook.off_why}  # fmt: skip


def _sent(row: HookDelivery) -> Sent:
    return Sent(delivery=row.name, verb=row.event.verb if row.event else "test",
                subject=row.event.subject if row.event else "", state=row.state, tries=row.tries, status=row.status,
                error=row.last_error, due=row.due_at, ended=row.ended_at)  # fmt: skip
