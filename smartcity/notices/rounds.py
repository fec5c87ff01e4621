"""One round of the post, channel by channel: many pushes side by side, e-mail down one line."""

import logging
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from smartcity.events.chores import this_run
from smartcity.events.parcels import BREATH, Outcome
from smartcity.notices import posting
from smartcity.notices.letters import Letter, letter
from smartcity.notices.models import Channel, Message
from smartcity.notices.posting import PARKED_AS, drop, note
from smartcity.notices.sending import mail, push
from smartcity.notices.vapid import public_key
from smartcity.notices.wishes import address_of

ABREAST = 16  # pushes at the same time
TOGETHER = 8  # letters claimed at a time: with ten seconds for each, less than a lease
log = logging.getLogger(__name__)


def go_round() -> None:
    """Until nothing is due, or the chore's time is over."""
    run = this_run(PARKED_AS)
    posting.free_the_dead()
    posting.again()
    while posting.bundle() and run.goes_on():
        pass
    for channel, most, send in ((Channel.PUSH, ABREAST, send_pushes), (Channel.EMAIL, TOGETHER, send_mails)):
        while run.goes_on() and (claimed := posting.claim(channel, most)):
            send(claimed)


def send_pushes(claimed: list[Message]) -> None:
    """What each became is written down as soon as it is known."""
    ready = [(message, written) for message in claimed if (written := _written(message))]
    if not ready:
        return
    with ThreadPoolExecutor(len(ready)) as pool:
        tries = {pool.submit(_push, message, written): message for message, written in ready}
        for done in as_completed(tries):
            note(tries[done], done.result())


def send_mails(claimed: list[Message]) -> None:
    """When the server does not answer one of them counts the try, and the others wait untried."""
    ready = [(message, written) for message in claimed if (written := _written(message))]
    line, run = get_connection(), this_run(PARKED_AS)
    for n, (message, written) in enumerate(ready, 1):
        outcome = _mail(message, written, line)
        note(message, outcome)
        if outcome.away or not run.goes_on():
            rest = BREATH if outcome.away else timedelta(0)
            posting.put_back([message for message, _letter in ready[n:]], rest)
            break
    with suppress(OSError):
        line.close()


def _written(message: Message) -> Letter | None:
    """In the reader's language; what has nothing left to say, or nowhere to go, is not sent."""
    device = message.subscription
    if device and device.server_key != public_key():  # its service would refuse us from now on
        note(message, Outcome("subscribed with another key of the city", gone=True))
        return None
    with translation.override(message.user.language):
        found = letter(message)
    if found and (device.endpoint if device else address_of(message.user)):
        return found
    drop(message)
    return None


def _push(message: Message, written: Letter) -> Outcome:
    assert message.subscription
    try:
        return push(message, message.subscription, written)
    except Exception as wrong:  # whatever one device's keys bring, the others must go on
        log.exception("%s could not be pushed", message)
        return Outcome(repr(wrong))


def _mail(message: Message, written: Letter, line: BaseEmailBackend) -> Outcome:
    try:
        line.open()  # unless it is
        with translation.override(message.user.language):
            return mail(message, address_of(message.user), written, line)
    except OSError as wrong:  # of which what smtplib raises is one
        return Outcome(repr(wrong), away=not _about_this_letter(wrong))
    except Exception as wrong:  # whatever one letter brings, the others must go on
        log.exception("%s could not be mailed", message)
        return Outcome(repr(wrong))


def _about_this_letter(wrong: OSError) -> bool:
    """Refused by a server that answers and stays (RFC 5321: 421 says that it leaves)."""
    if isinstance(wrong, SMTPConnectError | SMTPAuthenticationError):
        return False
    refused = isinstance(wrong, SMTPResponseException) and wrong.smtp_code != 421
    return refused or isinstance(wrong, SMTPRecipientsRefused)
