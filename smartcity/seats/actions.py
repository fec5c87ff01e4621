"""Giving and taking seats: by invitation, or directly; each is told in the log, to the person and to nobody else."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from smartcity.accounts import actions as accounts
from smartcity.accounts import directory, factors, mail
from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.names import own_name
from smartcity.accounts.queries import digest
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.lib.look.words import day
from smartcity.lib.text import clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.seats.authority import roles_of
from smartcity.seats.models import HOLDS, Invitation

PATH = "/crop/undangan/%s/"  # the faces' addresses are part of the outside contract; nobody imports them
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is told to who made it only where it could not be sent, or in a sample city; else it is empty."""

    invitation: Invitation
    link: str


def invite(office: Office, role: str, by: User | None, *, name: str = "", email: str = "", interim: bool = False,
           days: int = HOLDS.days) -> Invited:  # fmt: skip
    """A link for one person to one post. Raises Invalid."""
    if role not in roles_of(office):
        raise Invalid(_("Jabatan ini tidak ada di kantor itu."), field="role", code="no_such_post")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("Tautan berlaku 1 sampai %(n)d hari.") % {"n": MOST_DAYS}, field="days")
    name, email = clean_line(name, field="name", most=80), _address(email)
    secret = secrets.token_urlsafe(32)
    with write():
        made = Invitation.objects.create(
            office=office, role=role, by=by, name=name, email=email, interim=interim, digest=digest(secret),
            expires_at=now() + timedelta(days=days),
        )  # fmt: skip
        _tell(office, "invited", by=by, role=role, interim=interim)
    return _handed_over(made, secret)


def renew(invitation: Invitation, by: User | None) -> Invited:
    """Another link in the place of the old one, which opens nothing any more. Raises Conflict for one that was used or
    withdrawn."""
    secret = secrets.token_urlsafe(32)
    with write():
        row = Invitation.objects.select_for_update().select_related("office").get(pk=invitation.pk)
        if row.state in ("accepted", "withdrawn"):
            raise Conflict(_("Undangan ini sudah dipakai atau ditarik."), code="invitation_over")
        row.digest, row.expires_at = digest(secret), now() + HOLDS
        row.begun_at = row.failed_at = None
        row.save()
        _tell(row.office, "invited", by=by, role=row.role, interim=row.interim)
    return _handed_over(row, secret)


def withdraw(invitation: Invitation, by: User | None) -> None:
    """Raises Conflict for one that was used."""
    with write():
        row = Invitation.objects.select_for_update().select_related("office").get(pk=invitation.pk)
        if row.accepted_at:
            raise Conflict(_("Undangan ini sudah dipakai."), code="invitation_over")
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_by = now(), by
            row.save(update_fields=["withdrawn_at", "withdrawn_by"])
            _tell(row.office, "uninvited", by=by, role=row.role, interim=row.interim)


def invited_by(secret: str) -> Invitation | None:
    """The open invitation of this link."""
    return Invitation.objects.open().filter(digest=digest(secret)).select_related("office", "by").first()


def begin(invitation: Invitation) -> None:
    with write():
        Invitation.objects.filter(pk=invitation.pk, begun_at=None).update(begun_at=now())


def accept(invitation: Invitation, user: User) -> Post:
    """The seat is theirs, and the link works no more. Raises Conflict when it was used, withdrawn or too late."""
    with write():
        row = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
        if row is None or row.digest != invitation.digest:
            raise Conflict(_("Undangan ini tidak berlaku lagi."), code="invitation_over")
        post = _seat(user, row.office, row.role, interim=row.interim)
        row.accepted_at, row.accepted_by, row.post = now(), user, post
        row.save(update_fields=["accepted_at", "accepted_by", "post"])
        if row.email and row.sent_at and not row.shown:
            _mailbox_of(user, row.email)
        _close_the_like(row)
        _tell(row.office, "seated", by=row.by, person=user, role=row.role, interim=row.interim)
    return post


def seat(username: str, office: Office, role: str, by: User | None, *, interim: bool = False) -> Post:
    """Somebody who has an account, without an invitation. Raises Invalid, NotAllowed, Conflict."""
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise Invalid(_("Tidak ada akun dengan nama itu."), field="username", code="no_such_account")
    if by is not None and user.pk == by.pk:
        raise NotAllowed(
            _("Jabatan Anda sendiri diatur administrator lain."), field="username", code="yourself"
        )
    if role not in roles_of(office):
        raise Invalid(_("Jabatan ini tidak ada di kantor itu."), field="role", code="no_such_post")
    with write():
        post = _seat(user, office, role, interim=interim)
        _tell(office, "seated", by=by, person=user, role=role, interim=interim)
    return post


def unseat(post: Post, by: User | None, until: datetime | None = None) -> None:
    """The post ends, now or at `until`. Raises NotAllowed for one's own, Conflict for one that has ended."""
    if by is not None and post.user_id == by.pk:
        raise NotAllowed(_("Jabatan Anda sendiri diatur administrator lain."), code="yourself")
    with write():
        row = Post.objects.select_for_update().select_related("user", "office").get(pk=post.pk)
        if row.until is not None and row.until <= now():
            raise Conflict(_("Jabatan ini sudah berakhir."), code="post_over")
        accounts.end_post(row, until)
        assert row.until is not None  # just set
        _tell(row.office, "seat_ended", by=by, person=row.user, role=row.role, interim=row.interim,
              until=row.until.isoformat())  # fmt: skip


def reset_factors(user: User, by: User | None) -> None:
    """For who has lost them. Raises NotAllowed for oneself: that would need no second person."""
    if by is not None and user.pk == by.pk:
        raise NotAllowed(_("Pengaman Anda sendiri dilepas administrator lain."), code="yourself")
    with write():
        factors.reset_factors(user)
        directory.untie(user)
        record(f"user:{user.pk}", "factors_reset", actor=by, audience=Audience.PERSON, person=user)


def note_factor(user: User, kind: str) -> None:
    """Another factor opens their seats; they are told, for it may not have been them."""
    with write():
        record(
            f"user:{user.pk}",
            "factor_added",
            {"kind": kind},
            actor=user,
            audience=Audience.PERSON,
            person=user,
        )
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True).first()
    if own and settings.EMAIL_ON:
        app = settings.CROP_NAME
        mail.send(own, _("Pengaman baru di %(app)s") % {"app": app}, _(
            "Pengaman masuk baru dipasang pada akun %(app)s Anda. Bila bukan Anda yang memasangnya, segera hubungi "
            "administrator kota.") % {"app": app})  # fmt: skip


def _seat(user: User, office: Office, role: str, *, interim: bool) -> Post:
    """Raises Conflict if they sit there already."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Post.objects.current().filter(user=user, office=office, role=role).exists():
        raise Conflict(_("%(name)s sudah duduk di sana.") % {"name": user.username}, code="seated_there")
    return accounts.appoint(user, office, role, interim=interim)


def _close_the_like(taken: Invitation) -> None:
    """Other links to this post that were sent to the same mailbox: whom they were for sits there."""
    alike = Invitation.objects.open().filter(office=taken.office, role=taken.role, email=taken.email)
    if taken.email and alike.exclude(pk=taken.pk).update(withdrawn_at=now()):
        _tell(taken.office, "uninvited", by=None, role=taken.role, interim=taken.interim)


def _mailbox_of(user: User, email: str) -> None:
    """Who came by the link that only this mailbox was sent reads it, unless another account has proven it before."""
    if not EmailAddress.objects.filter(email=email, verified=True).exclude(user=user).exists():
        EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True})


def _handed_over(made: Invitation, secret: str) -> Invited:
    link = settings.BASE_URL + PATH % secret
    sent = bool(made.email and settings.EMAIL_ON and _sent(made, link))
    made.sent_at, made.failed_at = (now(), None) if sent else (made.sent_at, now() if made.email else None)
    made.shown = not sent or settings.DEMO
    with write():
        made.save(update_fields=["sent_at", "failed_at", "shown"])
    return Invited(made, link if made.shown else "")


def _sent(made: Invitation, link: str) -> bool:
    """In the city's first language, for nobody knows theirs yet."""
    with translation.override(settings.LANGUAGE_CODE):
        app, until = settings.CROP_NAME, day(made.expires_at)
        words = {"app": app, "post": title_of(made.role, made.office, interim=made.interim), "link": link, "until": until,
                 "city": settings.CITY_NAME}  # fmt: skip
        return mail.send(made.email, _("Undangan %(app)s: %(post)s") % words, _(
            "Anda diundang sebagai %(post)s di %(app)s, %(city)s.\n\nBuka tautan ini, pilih akun, dan pasang pengaman:\n%(link)s\n\n"
            "Tautan hanya untuk Anda, berlaku satu kali, sampai %(until)s. Jangan teruskan kepada siapa pun.") % words)  # fmt: skip


def title_of(role: str, office: Office, *, interim: bool = False) -> str:
    """How one speaks of who sits there: Plt. Lurah Gambir; Petugas, Dinas Bina Marga."""
    head = role in (Role.LURAH, Role.CAMAT, Role.MAYOR)
    title = office.title if head else f"{Role(role).label}, {office.title}"
    return _("Plt. %(title)s") % {"title": title} if interim else title


def _address(email: str) -> str:
    email = email.strip().lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Invalid(_("Tulis alamat e-mail yang lengkap."), field="email", code="bad_email") from wrong
    return email


def _tell(office: Office, verb: str, *, by: User | None, person: User | None = None, **data: object) -> None:
    record(f"office:{office.code}", verb, {"office": office.title, **data}, actor=by, office=office,
           audience=Audience.PERSON, person=person)  # fmt: skip


def new_account(username: str, password: str, name: str) -> User:
    """For somebody invited, who has none yet. As a citizen they are called by `name`, unless that reads as an office's.
    Raises IntegrityError if the username was taken a moment ago."""
    user = User(username=username, pseudonym=_seen_as(name or username))
    user.set_password(password)  # before the lock: while it is made others can write
    with write():
        user.save(force_insert=True)
    return user


def new_person(called: str, name: str) -> User:
    """For somebody invited whom the city's directory knows: it opens this account, no password does. `called` is their
    name there; the username is like it."""
    plain = re.sub(r"[^\w.@+-]", "", called)[:60] or "petugas"
    user = User(username=plain, pseudonym=_seen_as(name or plain))
    user.set_unusable_password()
    with write():
        while User.objects.filter(username__iexact=user.username).exists():
            user.username = f"{plain}-{secrets.token_hex(3)}"
        user.save(force_insert=True)
    return user


def _seen_as(name: str) -> str:
    try:
        return own_name(name)
    except Invalid:
        return _("Petugas %(n)s") % {"n": secrets.token_hex(2)}
