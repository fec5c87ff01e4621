"""The moves of the workflow: POST reports/{number}/<verb>. Who may make them is the actions' to say."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from smartcity.accounts.limits import spend
from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.api import describing, forms, schemas
from smartcity.api.exposing import ask
from smartcity.api.reading import files, sent
from smartcity.api.reports import REFUSED, shown, theirs
from smartcity.api.who import KNOWN, WRITES, by_page, user_of
from smartcity.lib.errors import Invalid
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.claims import claim_of
from smartcity.reports.models import Report

router = Router(tags=["moves"])
S = TypeVar("S", bound=BaseModel)
Move = Callable[[Report, User, S], object]


def move(schema: type[S], *, limit: str = "") -> Callable[[Move[S]], Move[S]]:
    """Serve the decorated function under its name: the report is fetched as its reader may see it, the body is
    read as `schema`, and the answer is the report as it is afterwards. `limit` names the one of pages."""

    def serve(make: Move[S]) -> Move[S]:
        name = cast(Any, make).__name__

        def view(request: HttpRequest, number: int) -> schemas.ReportFull:
            report, by = theirs(request, number), user_of(request)
            if limit:
                by_page(request, lambda visitor: spend(limit, visitor))
            make(report, by, sent(request, schema))
            return shown(request, number, by)

        view.__name__, view.__doc__ = name, make.__doc__
        router.post(f"/reports/{{int:number}}/{name}", auth=KNOWN, throttle=WRITES, operation_id=name,
                    response={200: schemas.ReportFull, REFUSED: schemas.Problem},
                    openapi_extra=describing.body(schema))(view)  # fmt: skip
        return make

    return serve


@move(forms.Bare)
def accept(report: Report, by: User, given: forms.Bare) -> None:
    """The office begins to work on it: waiting to in_progress."""
    actions.accept(report, by, seen=given.seen)


@move(forms.Coordinating)
def coordinate(report: Report, by: User, given: forms.Coordinating) -> None:
    """The office waits for somebody: to coordinating."""
    actions.coordinate(report, by, party=given.party, reason=given.reason, seen=given.seen)


@move(forms.Bare)
def resume(report: Report, by: User, given: forms.Bare) -> None:
    """The waiting is over: coordinating to in_progress."""
    actions.resume(report, by, seen=given.seen)


@move(forms.Forwarding)
def forward(report: Report, by: User, given: forms.Forwarding) -> None:
    """Disposisi: another office holds it from now on, waiting."""
    office = Office.objects.active().filter(code=given.to).first()
    if office is None:
        raise Invalid(_("Tidak ada kantor dengan kode ini."), field="to", code="bad_office")
    actions.forward(report, by, to=office, reason=given.reason, seen=given.seen)


@move(forms.Reasoned)
def reject(report: Report, by: User, given: forms.Reasoned) -> None:
    """To rejected; the reporter may appeal once."""
    actions.reject(report, by, reason=given.reason, seen=given.seen)


@move(forms.Appealing)
def appeal(report: Report, by: User, given: forms.Appealing) -> None:
    """The reporter asks the office above: rejected to waiting."""
    ask(given, report.public, reason=given.reason)
    actions.appeal(report, by, reason=given.reason, seen=given.seen)


@move(forms.Answering)
def answer(report: Report, by: User, given: forms.Answering) -> None:
    """What was done, with after-photos (send a form): in_progress to answered. lon, lat: where you stand."""
    actions.answer(
        report,
        by,
        reason=given.reason,
        photos=files(given.photo),
        lon=given.lon,
        lat=given.lat,
        seen=given.seen,
    )


@move(forms.Confirming)
def confirm(report: Report, by: User, given: forms.Confirming) -> None:
    """It is solved, says the reporter or a verifier: answered to done."""
    actions.confirm(report, by, rating=given.rating, seen=given.seen)


@move(forms.Refusing)
def refuse(report: Report, by: User, given: forms.Refusing) -> None:
    """It is not solved, says the reporter or the third of its supporters: back to waiting."""
    ask(given, report.public, reason=given.reason)
    actions.refuse(report, by, reason=given.reason, photos=files(given.photo), seen=given.seen)


@move(forms.Merging)
def merge(report: Report, by: User, given: forms.Merging) -> None:
    """The same problem as another report: its followers go there."""
    other = Report.objects.visible_to(reach(by)).numbered(given.into).first()
    if other is None:
        raise Invalid(_("Tidak ada laporan dengan nomor ini."), field="into", code="bad_merge")
    actions.merge(report, by, into=other, seen=given.seen)


@move(forms.Anyway)
def support(report: Report, by: User, given: forms.Anyway) -> None:
    """Dukung: it bothers you too. Once a person; again is no harm."""
    actions.support(report, by)


@move(forms.Commenting, limit="comment")
def comment(report: Report, by: User, given: forms.Commenting) -> None:
    """Say something about it. An official speaks for the office that holds it."""
    ask(given, report.public, text=given.text)
    actions.comment(report, by, text=given.text)


@router.post("/reports/{int:number}/claim", auth=KNOWN, throttle=WRITES, operation_id="claim",
             response={200: schemas.ReportFull, REFUSED: schemas.Problem}, openapi_extra=describing.body(forms.Claiming))  # fmt: skip
def claim(request: HttpRequest, number: int) -> schemas.ReportFull:
    """Make a report that was sent without an account your own, once, with the secret of its claim link. What is wrong,
    used, too old or of another report is one and the same 400."""
    given, by = sent(request, forms.Claiming), user_of(request)
    by_page(request, lambda visitor: spend("claim", visitor))
    actions.claim(claim_of(given.secret, number), by)
    return shown(request, number, by)


@router.delete("/reports/{int:number}/support", auth=KNOWN, throttle=WRITES,
               response={200: schemas.ReportFull, REFUSED: schemas.Problem}, operation_id="unsupport")  # fmt: skip
def unsupport(request: HttpRequest, number: int) -> schemas.ReportFull:
    """Take your support back."""
    sent(request, forms.Nothing)
    actions.unsupport(theirs(request, number), user_of(request))
    return shown(request, number, user_of(request))
