"""What is yours: who you are, your inbox, your notices; and who has the officials' app."""

from dataclasses import asdict

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from smartcity.api import describing, schemas, showing
from smartcity.api.forms import InboxFilters, Nothing, Page
from smartcity.api.reading import asked, next_page, sent
from smartcity.api.reports import REFUSED
from smartcity.api.who import KNOWN, WRITES, reach_of, user_of
from smartcity.lib.errors import NotAllowed
from smartcity.notices import actions as notices_actions
from smartcity.notices import queries as notices_queries
from smartcity.reports.cases import DUE, open_cases, saying
from smartcity.seats.adoption import Adoption, adoption, may_see_adoption

router = Router(tags=["yours"])


@router.get("/me", auth=KNOWN, response={200: schemas.Me, 401: schemas.Problem}, operation_id="me")
def me(request: HttpRequest) -> schemas.Me:
    """The account that speaks, and its seats."""
    user = user_of(request)
    posts = [schemas.Post(role=post.role, office=showing.office_brief(post.office), since=post.since)
             for post in reach_of(request).posts]  # fmt: skip
    return schemas.Me(username=user.username, name=str(user), language=user.language, posts=posts,
                      unseen_notices=notices_queries.unseen_count(user))  # fmt: skip


@router.get("/inbox", auth=KNOWN, response={200: schemas.Inbox, 401: schemas.Problem, 403: schemas.Problem},
            openapi_extra=describing.query(InboxFilters), operation_id="inbox")  # fmt: skip
def inbox(request: HttpRequest) -> schemas.Inbox:
    """Open reports held by your offices and those below them, the nearest deadline first. Officials only."""
    posts = reach_of(request).posts
    if not posts:
        raise NotAllowed(_("Hanya untuk petugas."))
    filters = asked(request, InboxFilters)
    cards = open_cases([post.office.path for post in posts], narrowed=saying(filters.q), after=filters.after or "",
                       most=filters.limit + 1)  # fmt: skip
    page, more = cards[: filters.limit], len(cards) > filters.limit
    return schemas.Inbox(items=[showing.case(card) for card in page],
                         next=next_page(request, "after", DUE.token(page[-1])) if more else None)  # fmt: skip


@router.get("/notices", auth=KNOWN, response={200: schemas.Notices, 401: schemas.Problem},
            openapi_extra=describing.query(Page), operation_id="listNotices")  # fmt: skip
def notices(request: HttpRequest) -> schemas.Notices:
    """What you have been told, the newest first."""
    page, user = asked(request, Page), user_of(request)
    told = notices_queries.of(user, before=page.before, most=page.limit + 1)
    items = [schemas.Notice(id=n.pk, at=n.at, text=n.text, title=n.title, path=n.path, number=n.number,
                             status=n.status, seen=n.seen)
             for n in told[: page.limit]]  # fmt: skip
    more = len(told) > page.limit
    return schemas.Notices(items=items, unseen=notices_queries.unseen_count(user),
                           next=next_page(request, "before", items[-1].id) if more else None)  # fmt: skip


@router.post("/notices/seen", auth=KNOWN, throttle=WRITES, response={204: None, REFUSED: schemas.Problem},
             operation_id="noticesSeen")  # fmt: skip
def notices_seen(request: HttpRequest) -> Status[None]:
    """You have seen them all."""
    sent(request, Nothing)
    notices_actions.mark_seen(user_of(request))
    return Status(204, None)


@router.get("/adoption", auth=KNOWN, response={200: schemas.Adoption, 401: schemas.Problem, 403: schemas.Problem},
            operation_id="adoption")  # fmt: skip
def who_has_it(request: HttpRequest) -> schemas.Adoption:
    """Who has installed the officials' app: every seat of a camat and a lurah. Administrators and the province only."""
    if not may_see_adoption(reach_of(request)):
        raise NotAllowed(_("Hanya untuk administrator dan provinsi."))
    city, *kota = adoption()
    return schemas.Adoption(**_seats(city), kota=[
        schemas.AdoptionLine(code=line.code, name=line.name, **_seats(line)) for line in kota])  # fmt: skip


def _seats(line: Adoption) -> dict[str, schemas.Seats]:
    return {"camat": schemas.Seats(**asdict(line.camat)), "lurah": schemas.Seats(**asdict(line.lurah))}
