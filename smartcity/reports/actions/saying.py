"""Saying something: about a report, in the talk of a kelurahan, to a company, in answer to either."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.names import folded, is_ours
from smartcity.accounts.queries import reach
from smartcity.areas.models import LEAF, Area
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed, NotFound
from smartcity.lib.text import clean, clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports import media, spam
from smartcity.reports.actions.citizen import support
from smartcity.reports.actions.hearsay import announce, count, tell_moderators
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.stashing import attach_to_talk, stashed_photos
from smartcity.reports.companies import MOST_NAME, company_called
from smartcity.reports.models import Comment, OpenLetter, Photo, Report
from smartcity.reports.said import MOST_COMMENT, MOST_TALK, State
from smartcity.reports.talk import SPOKEN, said_for, speaks_for

MOST_TALK_PHOTOS = 1
MOST_BROUGHT = 3  # photos with a comment on a report
MOST_PLACE = 120
TWICE = timedelta(minutes=10)  # the same words at the same place within it were sent twice, not said twice


def comment(report: Report, by: User, *, text: str) -> Comment:
    """Said at once, or held for a moderator (see spam.py): `said.held`. Sent twice it is said once."""
    text = clean(text, field="text", most=MOST_COMMENT)
    with write():
        row = locked(report, by)
        office = _office_of(row, by)
        if twice := _sent_before(by, text, report=row):
            return twice
        said = _written(by, text, office=office, report=row)
        _heard(said, by)
    report.refresh_from_db(fields=["comments"])
    return said


def bring(report: Report, by: User, *, text: str, stashed: Sequence[str]) -> Comment:
    """Support a public report, and add what one had written and photographed for one's own: a comment with at most
    MOST_BROUGHT photos, held, flagged, hidden and taken back like any other. Sent twice it is said once.
    Raises Invalid for a private report, and as `support` does."""
    text = clean(text[:MOST_COMMENT], field="text", most=MOST_COMMENT, required=False) or _("Foto dari saya.")
    with write():
        row = locked(report, by)
        if not row.public:
            raise Invalid(_("Laporan ini pribadi."), code="private")
        support(row, by)
        if twice := _sent_before(by, text, report=row):
            return twice
        said = _written(by, text, office=_office_of(row, by), report=row)
        attach_to_talk(stashed_photos(stashed, by)[:MOST_BROUGHT], said)
        _heard(said, by)
    report.refresh_from_db(fields=["comments", "supports"])
    return said


def talk(area: Area, by: User, *, text: str, photos: Sequence[media.File] = (),
         stashed: Sequence[str] = ()) -> Comment:  # fmt: skip
    """A post in the talk of a kelurahan, with at most one photo. It is no report: no office, no deadline."""
    _must_be_leaf(area)
    text = clean(text, field="text", most=MOST_TALK)
    with _pictures(by, photos, stashed) as pictures, write():
        if twice := _sent_before(by, text, area=area, letter=None):
            return twice
        return _posted(_written(by, text, area=area), by, pictures)


def write_to_company(name: str, by: User, *, text: str, area: Area | None = None, place: str = "",
                     photos: Sequence[media.File] = (), stashed: Sequence[str] = ()) -> Comment:  # fmt: skip
    """A post to the company called `name`, registered or not; `place` in the writer's words. It is a talk that all read:
    nobody's duty in the city, in none of its numbers. Raises Invalid, of an office too: that is what reports are for."""
    name, place = _company_name(name), clean_line(place, field="place", most=MOST_PLACE)
    if area is not None:
        _must_be_leaf(area)
    text = clean(text, field="text", most=MOST_TALK)
    with _pictures(by, photos, stashed) as pictures, write():
        if twice := _sent_before(by, text, letter__name=name):
            return twice
        letter = OpenLetter.objects.create(name=name, company=company_called(name), place=place)
        return _posted(_written(by, text, area=area, letter=letter), by, pictures)


def _company_name(name: str) -> str:
    name = clean_line(name, field="company", most=MOST_NAME)
    if not folded(name):
        raise Invalid(_("Tulis nama perusahaannya."), field="company", code="company_missing")
    if spam.links(name):
        raise Invalid(
            _("Tulis nama perusahaan, bukan alamat situsnya."), field="company", code="company_link"
        )
    if is_ours(name):
        raise Invalid(
            _("Ini kantor pemerintah. Tulis kepadanya lewat laporan."), field="company", code="office_name"
        )
    return name


def _must_be_leaf(area: Area) -> None:
    if area.level != LEAF:
        raise Invalid(_("Pilih kelurahan."), field="area", code="bad_area")
    if area.over():
        raise Invalid(_("Kelurahan ini sudah dimekarkan."), field="area", code="area_over")


@contextmanager
def _pictures(by: User, photos: Sequence[media.File], stashed: Sequence[str]) -> Iterator[list[Photo]]:
    """The one photo a post may bring."""
    kept = stashed_photos(stashed, by)[:MOST_TALK_PHOTOS]
    if len(photos) + len(kept) > MOST_TALK_PHOTOS:
        raise Invalid(_("Obrolan membawa paling banyak satu foto."), field="photo", code="too_many_photos")
    with media.stored(media.read_all(photos), uploader=by) as fresh:
        yield [*kept, *fresh]


def _posted(said: Comment, by: User, pictures: list[Photo]) -> Comment:
    attach_to_talk(pictures, said)
    _heard(said, by)
    return said


def answer_talk(post: Comment, by: User, *, text: str) -> Comment:
    """An answer to a post; for the company it is written to by whoever sits for that. Raises NotFound when there is
    none that `by` may see."""
    text = clean(text, field="text", most=MOST_COMMENT)
    with write():
        posts = said_for(reach(by)).talk().filter(state=State.SHOWN).select_related(*SPOKEN)
        parent = posts.filter(pk=post.pk).first()
        if parent is None:
            raise NotFound(_("Obrolan ini tidak ada."))
        if twice := _sent_before(by, text, parent=parent):
            return twice
        said = _written(by, text, parent=parent, company=speaks_for(by, parent))
        _heard(said, by)
    return said


def _heard(said: Comment, by: User) -> None:
    if said.held:
        tell_moderators(said, "comment_held", by, person=by, why=said.why)
    else:
        count(said, +1)
        announce(said)


def _written(by: User, text: str, **about: Any) -> Comment:
    if reach(by).user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    said = Comment(user=by, text=text, at=now(), digest=spam.digest(text), **about)
    said.why = spam.suspicion(text, by) if said.watched else ""
    said.state = State.HELD if said.why else State.SHOWN
    said.save(force_insert=True)
    return said


def _sent_before(by: User, text: str, **about: Any) -> Comment | None:
    mine = Comment.objects.filter(user=by, text=text, at__gt=now() - TWICE, **about)
    return mine.filter(state__in=[State.SHOWN, State.HELD]).last()


def _office_of(report: Report, by: User) -> Office | None:
    """The office an official speaks for here; a lurah elsewhere speaks as a citizen, as does a reporter."""
    if report.author_id == by.pk:
        return None
    seat = reach(by).seat_over(report.holder)
    return seat.office if seat else None
