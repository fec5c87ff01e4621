"""What people write to companies in public: no report, nobody's duty in the city, in none of its numbers."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status

from smartcity.accounts.limits import spend
from smartcity.api import describing, forms, schemas, showing
from smartcity.api.exposing import ask
from smartcity.api.reading import asked, files, next_page, sent
from smartcity.api.reports import REFUSED
from smartcity.api.social import switch
from smartcity.api.who import ANYBODY, KNOWN, WRITES, by_page, reach_of, user_of
from smartcity.areas.models import LEAF, Area
from smartcity.lib.errors import Invalid
from smartcity.reports import actions, talk
from smartcity.reports.models import Company

router = Router(tags=["companies"])


@router.get("/companies", auth=ANYBODY, response={200: schemas.Companies}, operation_id="listCompanies")
def companies(request: HttpRequest) -> schemas.Companies:
    """Those registered, which can answer. One may write to any other too."""
    return schemas.Companies(items=[showing.company(row) for row in Company.objects.filter(active=True)])


@router.get("/letters", auth=ANYBODY, response={200: schemas.Talks, 400: schemas.Problem, 404: schemas.Problem},
            openapi_extra=describing.query(forms.LetterFilters), operation_id="listLetters")  # fmt: skip
def letters(request: HttpRequest) -> schemas.Talks:
    """Posts to companies, the newest first. Not government: no office has them, no deadline runs."""
    filters, theirs = asked(request, forms.LetterFilters), reach_of(request)
    found = talk.posts(None, theirs, kind="company", before=filters.before)
    if filters.company:
        found = found.to(get_object_or_404(Company, code=filters.company, active=True))
    found = found.unanswered() if filters.unanswered else found
    rows = list(found[: filters.limit + 1])
    items = [showing.post(row) for row in rows[: filters.limit]]
    more = len(rows) > filters.limit
    return schemas.Talks(items=items, next=next_page(request, "before", items[-1].id) if more else None)


@router.post("/letters", auth=KNOWN, throttle=WRITES, response={201: schemas.Talk, REFUSED: schemas.Problem},
             openapi_extra=describing.body(forms.Letter), operation_id="writeToCompany")  # fmt: skip
def write(request: HttpRequest) -> Status[schemas.Talk]:
    """Write to a company, registered or not, for everybody to read. `held` when it waits for a moderator. Answers go to
    talk/{id}/answers: whoever sits for the company answers for it there."""
    given = sent(request, forms.Letter)
    ask(given, True, text=given.text, place=given.place)
    by_page(request, lambda visitor: spend("comment", visitor))
    said = actions.write_to_company(given.company, user_of(request), text=given.text, place=given.place,
                                    area=_leaf(given.area), photos=files(given.photo))  # fmt: skip
    return Status(201, showing.talk(said, 0))


def _leaf(code: str) -> Area | None:
    """Raises Invalid for a code that is no kelurahan's."""
    if not code:
        return None
    area = Area.objects.current().filter(code=code, level=LEAF).first()
    if area is None:
        raise Invalid(_("Pilih kelurahan."), field="area", code="bad_area")
    return area


@switch("/talk/{int:comment}/support", "supportLetter", "unsupportLetter")
def support(request: HttpRequest, comment: int, on: bool) -> None:
    """Support a post to a company."""
    found = talk.said_for(reach_of(request)).talk().exclude(letter=None)
    actions.support_letter(get_object_or_404(found, pk=comment), user_of(request), on=on)
