"""One POST, and what became of it. Touches no database, so many go side by side."""

import json
from dataclasses import dataclass
from datetime import UTC

from smartcity.events.live_log import told
from smartcity.events.parcels import Outcome
from smartcity.hooks.models import HookDelivery
from smartcity.hooks.signing import kept, signature
from smartcity.lib.http import FetchFailed, post, retry_after
from smartcity.lib.time import now

SECONDS = 5.0
GONE, TOO_MANY = 410, 429


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted where. The secret is in the clear: keep it nowhere."""

    url: str
    name: str
    secret: str
    body: bytes


def letter(delivery: HookDelivery) -> Letter:
    """Raises InvalidToken when the city's SECRET_KEY is another one than when the secret was sealed."""
    hook = delivery.hook
    body = told(delivery.event) if delivery.event else _trial(delivery)
    return Letter(hook.url, delivery.name, kept(hook.secret), body.encode())


def _trial(delivery: HookDelivery) -> str:
    """The shape of an event that tells of nothing."""
    moment = delivery.created_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps(
        {"id": 0, "at": moment, "verb": "test", "subject": delivery.hook.subject, "area": delivery.hook.area},
        separators=(",", ":"),
    )


def send(written: Letter) -> Outcome:
    """2xx within SECONDS is taken; a redirect is not followed."""
    moment = int(now().timestamp())
    headers = {
        "Content-Type": "application/json", "webhook-id": written.name, "webhook-timestamp": f"{moment}",
        "webhook-signature": signature(written.secret, written.name, moment, written.body),
    }  # fmt: skip
    try:
        answer = post(written.url, written.body, headers, seconds=SECONDS, field="url")
    except FetchFailed as wrong:
        return Outcome(str(wrong), away=True)
    if 200 <= answer.status < 300:
        return Outcome(status=answer.status)
    busy = answer.status == TOO_MANY or answer.status >= 500
    wait = retry_after(answer.headers.get("Retry-After"))
    return Outcome(
        f"HTTP {answer.status}", gone=answer.status == GONE, away=busy, wait=wait, status=answer.status
    )
