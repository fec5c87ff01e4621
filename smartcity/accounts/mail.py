"""A short e-mail to one person, now: a code, a link. What may wait is the notices' to send."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail

log = logging.getLogger(__name__)


def send(to: str, subject: str, text: str) -> bool:
    """Whether it was handed over. Neither the address nor the text is logged."""
    try:
        send_mail(subject, text, None, [to])
    except (OSError, SMTPException) as wrong:
        log.error("an e-mail could not be sent: %s", type(wrong).__name__)
        return False
    return True
