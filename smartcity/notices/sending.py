"""The two ways out. Neither touches the database; what becomes of a try is an Outcome."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pywebpush import WebPushException, webpush

from smartcity.events.parcels import Outcome
from smartcity.lib.http import Answer, FetchFailed, post, retry_after
from smartcity.notices.letters import NEWS, Letter
from smartcity.notices.models import Message, PushSubscription
from smartcity.notices.vapid import signer
from smartcity.notices.wishes import stop_token

SECONDS = 5.0
DAY = timedelta(days=1)
GONE = (404, 410)  # RFC 8030, 7.3
TOO_MANY = 429
STOP = "/qlue/kabar/berhenti/%s/"


@dataclass(frozen=True, slots=True)
class Answered:
    """What pywebpush reads of a requests.Response."""

    answer: Answer

    @property
    def status_code(self) -> int:
        return self.answer.status

    @property
    def reason(self) -> str:
        return ""

    @property
    def text(self) -> str:
        return self.answer.body.decode(errors="replace")[:200]

    @property
    def headers(self) -> Mapping[str, str]:
        return dict(self.answer.headers.items())


class Pinned:
    """A session for pywebpush that goes only to the address that was looked at, and never into our own house."""

    @staticmethod
    def post(url: str, *, timeout: float, data: bytes, headers: Mapping[str, str]) -> Answered:
        return Answered(post(url, data, headers, seconds=timeout))


def push(message: Message, device: PushSubscription, letter: Letter) -> Outcome:
    """Topic and tag are the message's key: a second try takes the place of the first, unseen."""
    payload = {"title": letter.title, "body": letter.body, "url": letter.path, "tag": message.key}
    keys = {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}}
    headers: dict[str, Any] = {"Topic": message.key, "Urgency": "high" if letter.urgent else "normal"}
    try:
        webpush(keys, json.dumps(payload), vapid_private_key=signer(), vapid_claims={"sub": settings.VAPID_CONTACT},
                ttl=int(DAY.total_seconds()), headers=headers, timeout=SECONDS,
                requests_session=Pinned)  # all it asks of a session is `post`  # fmt: skip
    except FetchFailed as wrong:
        return Outcome(str(wrong), away=wrong.code != "fetch_refused")
    except WebPushException as wrong:
        return _refusal(wrong)
    return Outcome()


def _refusal(wrong: WebPushException) -> Outcome:
    status = wrong.status_code or 0
    if status in GONE:
        return Outcome(f"status {status}", gone=True)
    away = status == TOO_MANY or status >= 500
    return Outcome(str(wrong)[:300], away=away, wait=retry_after(wrong.retry_after))


def mail(message: Message, address: str, letter: Letter, line: BaseEmailBackend) -> Outcome:
    """Over `line`, a connection that is open. Raises OSError or SMTPException when it is not taken."""
    stop = settings.BASE_URL + STOP % stop_token(message.user_id)
    context = {"letter": letter, "base": settings.BASE_URL, "news": settings.BASE_URL + NEWS, "stop": stop,
               "settings": settings.BASE_URL + NEWS + "pengaturan/", "language": get_language(),
               "city": settings.CITY_NAME, "qlue": settings.QLUE_NAME}  # fmt: skip
    written = EmailMultiAlternatives(
        subject(letter), render_to_string("notices/mail.txt", context), to=[address], connection=line,
        headers={"Message-ID": f"<{message.key}@{settings.HOST}>", "List-Unsubscribe": f"<{stop}>",
                 "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    written.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    written.send()
    return Outcome()


def subject(letter: Letter) -> str:
    """It is read on locked screens too."""
    if len(letter.lines) > 1 or letter.lines[0].private:
        return letter.body if len(letter.lines) == 1 else letter.title
    return _("%(title)s: %(text)s") % {"title": letter.title, "text": letter.body}
