"""Reminding those who have not installed the officials' app: told in it and by e-mail, each person once in three days."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from smartcity.accounts import mail
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import NotAllowed
from smartcity.lib.time import now
from smartcity.notices.wishes import address_of
from smartcity.offices.models import Office, OfficeQuerySet
from smartcity.seats.board import Seat, board, may_remind, overseen
from smartcity.seats.models import Reminder

EVERY = timedelta(days=3)
INSTALL = "/crop/pasang/"  # the faces' addresses are part of the outside contract; nobody imports them
ROUND = 20  # e-mails


def may_be_reminded(seat: Seat) -> bool:
    return seat.reminded_at is None or seat.reminded_at <= now() - EVERY


def remind(offices: Iterable[int], by: User) -> list[Reminder]:
    """Whoever heads one of these offices and has not installed it. Left out are those beyond the reach of `by`, who have
    it, who were reminded within three days, and vacant seats. Raises NotAllowed."""
    theirs = reach(by)
    if not may_remind(theirs):
        raise NotAllowed(
            _("Mengingatkan adalah urusan administrator, wali kota, dan camat."), code="not_yours"
        )
    seats = board(overseen(theirs).filter(pk__in=list(offices))).without
    return [made for seat in seats for user in seat.people if (made := _remind(user, seat.office, by))]


def _remind(user: User, office: Office, by: User) -> Reminder | None:
    """None for who was reminded lately; two who press at once are one reminder, for the person's row is held."""
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if user.pk == by.pk or Reminder.objects.filter(user=user, at__gt=now() - EVERY).exists():
            return None
        mails = settings.EMAIL_ON and bool(address_of(user))
        made = Reminder.objects.create(user=user, office=office, by=by, mail="due" if mails else "")
        record(f"office:{office.code}", "app_reminded", {"office": office.title}, actor=by, office=office,
               audience=Audience.PERSON, person=user)  # fmt: skip
    return made


def mail_reminders() -> int:
    """A round of the e-mails that are due: how many were handed over. Each is claimed before it is sent, so that it goes
    out once; whoever dies between the two leaves that person with the notice in the app alone."""
    sent = 0
    for row in Reminder.objects.filter(mail="due").select_related("user", "office").order_by("at")[:ROUND]:
        with write():
            claimed = Reminder.objects.filter(pk=row.pk, mail="due").update(mail=Reminder.Mail.SENT)
        if not claimed:
            continue
        if _mail(row):
            sent += 1
        else:
            with write():
                Reminder.objects.filter(pk=row.pk).update(mail=Reminder.Mail.FAILED)
    return sent


def _mail(row: Reminder) -> bool:
    """In their language."""
    address = address_of(row.user)
    with translation.override(row.user.language):
        words = {"app": settings.CROP_NAME, "office": row.office.title, "link": settings.BASE_URL + INSTALL}
        text = _(
            "Sebagai %(office)s Anda menerima tugas lewat %(app)s, dan %(app)s belum terpasang di ponsel Anda.\n\n"
            "Cara memasangnya, dua menit:\n%(link)s\n\nTerpasang, tugas baru sampai dalam hitungan detik."
        )
        return bool(address) and mail.send(address, _("Pasang %(app)s di ponsel Anda") % words, text % words)


def reminders(offices: OfficeQuerySet, most: int = 20) -> list[Reminder]:
    """The latest, for the log of who reminded whom."""
    found = Reminder.objects.filter(office__in=offices).select_related("user", "office", "by")
    return list(found.order_by("-at", "-pk")[:most])
