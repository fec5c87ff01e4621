"""Who hears of what was said: everybody of what is shown, the moderators of what they judge."""

from typing import Any

from django.db.models import F

from smartcity.accounts.models import Post, User
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.offices.models import Kind, Office
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Comment, Report
from smartcity.reports.talk import MODERATORS


def announce(said: Comment) -> None:
    """Let everybody hear of what is shown and counted now for the first time. No words stand in the event, and no
    citizen's name: they may be taken back."""
    report, place = said.report, said.parent or said
    by = said.speaker if said.official else ""
    if report is not None:
        report.refresh_from_db(fields=["comments"])
        tell(report, "commented", said.user, comments=report.comments, by=by, comment=said.pk)
        return
    verb, data = "talked", {"talk": place.pk, "comment": said.pk, "by": by}
    if said.parent:
        verb = "talk_answered"
    if place.letter and place.letter.company:
        data["to"] = place.letter.company.code
    record(f"talk:{place.pk}", verb, data, actor=said.user, area=place.area, person=place.user)


def count(said: Comment, n: int) -> None:
    """Let the number on its report be of those shown."""
    if said.report_id:
        Report.objects.filter(pk=said.report_id).update(comments=F("comments") + n)


def tell_moderators(
    said: Comment, verb: str, by: User | None, *, person: User | None = None, **data: Any
) -> None:
    """An event for the office of the moderators, and `person`. Who wrote it and who objects stand in no data."""
    report, place = said.report, said.parent or said
    where = {"number": report.number, "status": str(report.status)} if report else {"talk": place.pk}
    record(
        report.subject if report else f"talk:{place.pk}", verb, {"comment": said.pk} | where | data, actor=by,
        office=_their_office(), area=report.area if report else place.area, audience=Audience.OFFICE, person=person,
    )  # fmt: skip


def _their_office() -> Office | None:
    """Where the moderators sit; the province where nobody is seated yet."""
    seat = Post.objects.current().filter(role__in=MODERATORS).select_related("office").order_by("pk").first()
    return seat.office if seat else Office.objects.active().filter(kind=Kind.PROVINCE).first()
