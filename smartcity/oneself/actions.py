"""Leaving: the reports stay, the person does not."""

from datetime import datetime
from pathlib import Path

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from smartcity.accounts.models import Erased, Follow, Post, User
from smartcity.accounts.sessions import end_sessions
from smartcity.events.actions import hold_the_order
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove
from smartcity.lib.time import now, w3c
from smartcity.reports.actions.moderating import take_back_all
from smartcity.reports.actions.stashing import drop
from smartcity.reports.models import Comment, Disclosure, Doubt, Photo, Report, Support, Wording

BATCH = 500


def erase(user: User, *, words_too: bool = False) -> None:
    """Take `user` out of the city, at once and for good: the account, what opens it, and their name wherever it stood.
    Reports and photos stay without author, as do comments and talk unless they are to go (`words_too`); supports stay
    counted. Raises IllegalMove for somebody in office."""
    if Post.objects.current().filter(user=user).exists():
        raise IllegalMove(
            _("Anda masih memegang jabatan. Minta administrator mengakhirinya lebih dulu."), code="in_office"
        )
    pk, moment = user.pk, now()
    with write():
        _hold_all_of(user)
        if User.objects.select_for_update().filter(pk=pk).first() is None:
            return  # the other window was faster
        Erased.objects.get_or_create(user_id=pk, defaults={"at": moment})
        if words_too:
            take_back_all(user)
        _forget_words(user)
        drafts = list(Photo.objects.filter(uploader=user, report=None, talk=None))
        _forget_traces(user)
        user.delete()
        transaction.on_commit(lambda: note_outside(pk, moment))
    for photo in drafts:
        drop(photo)


def _hold_all_of(user: User) -> None:
    """All that their leaving changes and others may be changing, in the order in which those do: what was said, reports,
    then the log. So whoever is in the middle of something about them is waited for, and nobody waits in a circle."""
    said = Comment.objects.filter(user=user)
    list(said.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    touched = set(Report.objects.filter(author=user).values_list("pk", flat=True))
    for theirs in (said, Support.objects.filter(user=user), Doubt.objects.filter(user=user),
                   Photo.objects.filter(uploader=user)):  # fmt: skip
        touched |= set(theirs.exclude(report=None).values_list("report", flat=True))
    list(
        Report.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk").values_list("pk")
    )
    hold_the_order()


def _forget_words(user: User) -> None:
    """What names them in rows that stay."""
    said = Comment.objects.filter(user=user, office=None, company=None).values_list("pk", "report", "parent")
    places = {f"report:{report}" if report else f"talk:{parent or pk}" for pk, report, parent in said}
    words = {pk for pk, _report, _parent in said}
    subjects = sorted(places)
    for start in range(0, len(subjects), BATCH):
        some = subjects[start : start + BATCH]
        for event in Event.objects.filter(
            subject__in=some, verb__in=["commented", "talked", "talk_answered"]
        ):
            if event.data.get("comment") in words and event.data.get("by"):
                event.data["by"] = ""
                event.save(update_fields=["data"])
    Wording.objects.filter(report__author=user).delete()
    Disclosure.objects.filter(report__author=user).update(told="", state=Disclosure.State.ENDED)


def _forget_traces(user: User) -> None:
    """What speaks of them without being tied to their row, and the sessions on all their devices."""
    end_sessions(user, all_of_them=True)
    Follow.objects.filter(subject__in=[f"person:{user.pk}", f"user:{user.pk}"]).delete()
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username=user.username).delete()


def erased_file() -> Path:
    """The list of who has left, beside the database and not in it: a restored backup knows nothing of later days."""
    return Path(settings.DATA) / "erased.txt"


def note_outside(pk: int, moment: datetime) -> None:
    with erased_file().open("a") as file:
        file.write(f"{pk} {w3c(moment)}\n")


def erase_again() -> int:
    """After a restore: erase whoever had left, by the table and the file. Returns how many had come back."""
    noted = erased_file().read_text().split("\n") if erased_file().exists() else []
    listed = {int(line.split()[0]) for line in noted if line.strip()}
    listed |= set(Erased.objects.values_list("user_id", flat=True))
    back = list(User.objects.filter(pk__in=listed))
    for user in back:
        Post.objects.current().filter(user=user).update(until=now())
        erase(user)
    return len(back)
