"""What a reporter may do with their own report, and who asked for their name."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from smartcity.accounts.models import User
from smartcity.api import describing, forms, schemas
from smartcity.api.exposing import ask
from smartcity.api.moves import move
from smartcity.api.reading import files, sent
from smartcity.api.reports import REFUSED, theirs
from smartcity.api.reports import router as whole
from smartcity.api.who import KNOWN, WRITES, reach_of, user_of
from smartcity.lib.errors import NotAllowed, NotFound
from smartcity.reports import actions
from smartcity.reports.actions.disclosure import asked_by, asked_of
from smartcity.reports.models import Disclosure, Report
from smartcity.reports.recognition import recognition

router = Router(tags=["own"])


@move(forms.Editing)
def edit(report: Report, by: User, given: forms.Editing) -> None:
    """Say it better: while it waits, or within 30 minutes. Others see that it was mended, its office what stood there."""
    ask(given, report.public, text=given.text, landmark=given.landmark)
    actions.edit(report, by, text=given.text, landmark=given.landmark)


@move(forms.Correcting)
def correct(report: Report, by: User, given: forms.Correcting) -> None:
    """Another category, another place, another landmark, while it waits and no office has acted; it is routed anew. What
    becomes a kind for the police becomes private, and stays with them."""
    ask(given, report.public, landmark=given.landmark or "")
    wanted = actions.Correction(category=given.category, lon=given.lon, lat=given.lat, accuracy=given.accuracy,
                                area=given.area, landmark=given.landmark)  # fmt: skip
    actions.correct(report, by, wanted)


@move(forms.Photographing)
def photos(report: Report, by: User, given: forms.Photographing) -> None:
    """Add photos to your report while it is open; take away those it began with while no office has acted."""
    actions.mend_photos(report, by, photos=files(given.photo), remove=given.remove)


@move(forms.Anyway)
def hide(report: Report, by: User, given: forms.Anyway) -> None:
    """From public to private, for good."""
    actions.hide(report, by)


@whole.delete("/reports/{int:number}", auth=KNOWN, throttle=WRITES, operation_id="withdraw",
               response={204: None, REFUSED: schemas.Problem})  # fmt: skip
def withdraw(request: HttpRequest, number: int) -> Status[None]:
    """Take your report away, wholly: only while nobody has done anything about it (else 409, code touched)."""
    report = theirs(request, number)
    sent(request, forms.Nothing)
    actions.withdraw(report, user_of(request))
    return Status(204, None)


@router.post("/reports/{int:number}/unsign", auth=KNOWN, throttle=WRITES, operation_id="unsign",
             response={204: None, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Nothing))  # fmt: skip
def unsign(request: HttpRequest, number: int) -> Status[None]:
    """Take your name away from your report, for good: it stays, and is nobody's."""
    report = theirs(request, number)
    sent(request, forms.Nothing)
    actions.unsign(report, user_of(request))
    return Status(204, None)


@move(forms.Asking)
def ask_name(report: Report, by: User, given: forms.Asking) -> None:
    """The holding office asks the reporter who they are. Once in 30 days; the reporter has 7 days to answer."""
    actions.ask_name(report, by, reason=given.reason)


@router.get("/reports/{int:number}/disclosures", auth=KNOWN, operation_id="listDisclosures",
            response={200: schemas.Disclosures, REFUSED: schemas.Problem})  # fmt: skip
def disclosures(request: HttpRequest, number: int) -> schemas.Disclosures:
    """Who asked for the reporter's name. The reporter reads all of it; an office what it asked itself, without the
    name: that is POST name, which is noted."""
    report = theirs(request, number)
    if report.author_id == user_of(request).pk:
        return _all_of(report)
    mine = asked_by(report, reach_of(request))
    if mine is None:
        raise NotAllowed(_("Hanya pelapor yang dapat melihat ini."))
    return schemas.Disclosures(items=[_shown(mine, whole=False)])


@router.post("/reports/{int:number}/decide", auth=KNOWN, throttle=WRITES, operation_id="decideDisclosure",
             response={200: schemas.Disclosures, REFUSED: schemas.Problem},
             openapi_extra=describing.body(forms.Deciding))  # fmt: skip
def decide(request: HttpRequest, number: int) -> schemas.Disclosures:
    """The reporter's answer to an office. `told` is all that office will read; allow=false also takes a yes back."""
    report = theirs(request, number)
    given = sent(request, forms.Deciding)
    asked = next((one for one in asked_of(report) if one.office.code == given.office), None)
    if report.author_id != user_of(request).pk:
        raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))
    if asked is None:
        raise NotFound(_("Kantor itu tidak bertanya."))
    actions.decide(asked, user_of(request), allow=given.allow, told=given.told)
    return _all_of(report)


@router.post("/reports/{int:number}/name", auth=KNOWN, throttle=WRITES, operation_id="seeName",
             response={200: schemas.Name, REFUSED: schemas.Problem},
             openapi_extra=describing.body(forms.Nothing))  # fmt: skip
def name(request: HttpRequest, number: int) -> schemas.Name:
    """What the reporter told your office. Noted, and told to the reporter, each time."""
    report = theirs(request, number)
    sent(request, forms.Nothing)
    return schemas.Name(told=actions.see_name(report, user_of(request)))


@router.get("/me/recognition", auth=KNOWN, operation_id="recognition",
            response={200: schemas.Recognition, 401: schemas.Problem})  # fmt: skip
def me_recognition(request: HttpRequest) -> schemas.Recognition:
    """Your points, each with what it was for, and your badges."""
    found = recognition(user_of(request))
    lines = [schemas.Line(kind=line.kind, points=line.points, number=line.number, title=line.title, at=line.at)
             for line in found.lines]  # fmt: skip
    badges = [schemas.Badge(code=b.code, name=str(b.name), how=str(b.how), have=b.have, need=b.need, earned=b.at)
              for b in found.badges]  # fmt: skip
    return schemas.Recognition(points=found.points, sent=found.sent, lines=lines, badges=badges)


def _all_of(report: Report) -> schemas.Disclosures:
    return schemas.Disclosures(items=[_shown(one, whole=True) for one in asked_of(report)])


def _shown(one: Disclosure, *, whole: bool) -> schemas.Disclosure:
    seen = [row.at for row in one.seen.all()] if whole else []
    return schemas.Disclosure(office=schemas.OfficeBrief(code=one.office.code, title=one.office.title), reason=one.reason,
                              asked=one.asked_at, expires=one.expires_at, state=one.stands, answered=one.answered_at,
                              told=one.told if whole else "", seen=seen)  # fmt: skip
