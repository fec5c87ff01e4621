"""Text messages: one method, so that any city's gateway fits behind it."""

import logging
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


class Sender(Protocol):
    """What settings.SMS_SENDER names: a class made without arguments."""

    def send(self, phone: str, text: str) -> bool:
        """Hand `text` to the gateway for `phone` (E.164); whether it took it. Never raises, never logs the number."""


class Console:
    """Writes it on standard error, for trials: no message leaves the house."""

    def send(self, phone: str, text: str) -> bool:
        log.warning("SMS to %s: %s", masked(phone), text)
        return True


def send(phone: str, text: str) -> bool:
    return _sender(settings.SMS_SENDER).send(phone, text)


def to_console() -> bool:
    """Whether messages go no further than this machine."""
    return bool(f"{Console.__module__}.{Console.__name__}" == settings.SMS_SENDER)


def leave_the_house() -> bool:
    """Whether this city sends text messages, or plays at it in a sample city."""
    return settings.DEMO or not to_console()


def masked(phone: str) -> str:
    """What may be shown and logged: +62••••••678."""
    return f"{phone[:3]}{'•' * max(len(phone) - 6, 0)}{phone[-3:]}"


@cache
def _sender(path: str) -> Sender:
    found: Sender = import_string(path)()
    return found
