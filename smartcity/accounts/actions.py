"""Making people, seating them, giving them keys."""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.contacts import PHONE, Contact, has_other_way_in, owner_of
from smartcity.accounts.models import ApiKey, Block, Crisis, Device, Follow, Post, Token, User
from smartcity.accounts.names import own_name
from smartcity.accounts.queries import digest
from smartcity.accounts.sessions import end_sessions
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.time import now
from smartcity.offices.models import Office


def register(username: str, password: str, pseudonym: str = "", language: str = "id") -> User:
    """A new citizen, seen under the pseudonym or else the username. Raises Invalid if that reads as an office's name,
    IntegrityError if the username is taken: ask the form first."""
    seen = own_name(pseudonym or username)
    user = User(username=User.normalize_username(username), pseudonym=seen, language=language)
    user.set_password(password)  # before the lock: while it is made others can write
    with write():
        user.save(force_insert=True)
    return user


def change_profile(user: User, *, pseudonym: str = "", language: str = "") -> None:
    """Whatever is given takes the place of what was. Raises Invalid for an office's name."""
    pseudonym = own_name(pseudonym)
    with write():
        user.pseudonym, user.language = pseudonym or user.pseudonym, language or user.language
        user.save(update_fields=["pseudonym", "language"])


def appoint(
    user: User, office: Office, role: str, since: datetime | None = None, *, interim: bool = False
) -> Post:
    with write():
        user.__dict__.pop("_reach", None)
        return Post.objects.create(user=user, office=office, role=role, since=since or now(), interim=interim)


def hire(username: str, password: str, office: Office, role: str) -> User:
    """A new person in a seat. Raises Invalid for a name that is taken or is none, and for a weak password."""
    person = User(username=username)
    try:
        person.full_clean(exclude=["password"])
        validate_password(password, person)
    except ValidationError as wrong:
        raise Invalid(" ".join(wrong.messages)) from wrong
    with write():
        person = User.objects.create_user(username=username, password=password, pseudonym=username)
        appoint(person, office, role)
    return person


def end_post(post: Post, until: datetime | None = None) -> None:
    """The seat ends, and with it at once whatever speaks for it: sessions, tokens, and so the open live streams. With a
    later `until` all that happens then."""
    moment = now()
    with write():
        post.user.__dict__.pop("_reach", None)
        post.until = until or moment
        post.save(update_fields=["until"])
        if post.until <= moment:
            end_sessions(post.user)


def issue_token(user: User, name: str, expires_at: datetime | None = None) -> str:
    """A new bearer token, told this once."""
    raw = secrets.token_urlsafe(32)
    with write():
        Token.objects.create(user=user, name=name, digest=digest(raw), expires_at=expires_at)
    return raw


def issue_key(user: User, name: str, raw: str = "") -> str:
    """An API key in the name of `user`, told this once; `raw` where the key must be a known one."""
    raw = raw or secrets.token_urlsafe(24)
    with write():
        ApiKey.objects.update_or_create(
            digest=digest(raw), defaults={"user": user, "name": name, "active": True}
        )
    return raw


def withdraw_key(user: User, name: str) -> int:
    """How many keys of this name open nothing any more."""
    with write():
        return ApiKey.objects.filter(user=user, name=name, active=True).update(active=False)


def enrol_device(user: User, key: str, app: str, display_mode: str, **told: str) -> None:
    """Note that this person opened the app on this device just now; `told`: version, push, platform, where known."""
    moment = now()
    opened = {} if display_mode == "browser" else {"app_at": moment}
    with write():
        Device.objects.update_or_create(
            user=user,
            key=key,
            app=app,
            defaults={"display_mode": display_mode, "seen_at": moment, **opened, **told},
        )


def drop_device(user: User, app: str, pk: int) -> str | None:
    """The key of the device that was theirs and is not listed any more; None when there was none."""
    with write():
        row = Device.objects.select_for_update().filter(user=user, app=app, pk=pk).first()
        if row:
            row.delete()
    return row.key if row else None


def follow(user: User, subject: str, *, on: bool = True) -> None:
    with write():
        if on:
            Follow.objects.get_or_create(user=user, subject=subject)
        else:
            Follow.objects.filter(user=user, subject=subject).delete()


def declare_crisis(reason: str, *, hours: float, by: User | None = None) -> Crisis:
    """From now on limits are wide."""
    moment = now()
    with write():
        return Crisis.objects.create(
            reason=reason[:200], since=moment, until=moment + timedelta(hours=hours), by=by
        )


def end_crisis() -> int:
    """How many ended."""
    moment = now()
    with write():
        return Crisis.objects.filter(since__lte=moment, until__gt=moment).update(until=moment)


def register_by_contact(contact: Contact, pseudonym: str, language: str) -> User:
    """A new citizen who has proven `contact`, with a name of chance and no password; whoever was faster with the same
    contact is the one. Raises Invalid for an office's name."""
    pseudonym = own_name(pseudonym)
    name = f"warga-{secrets.token_hex(5)}"
    try:
        with write():
            user = User.objects.create_user(
                username=name,
                pseudonym=own_name(pseudonym) or _("Warga %(n)s") % {"n": name[-4:]},
                language=language,
            )
            add_contact(user, contact)
    except (IntegrityError, Conflict):
        first = owner_of(contact)
        if first is None:
            raise
        return first
    return user


def add_contact(user: User, contact: Contact) -> None:
    """`contact` is theirs, proven by a code. Raises Conflict when somebody else proved it a moment ago."""
    try:
        with write():
            if contact.kind == PHONE:
                user.phone = contact.value
                user.save(update_fields=["phone"])
            else:
                EmailAddress.objects.update_or_create(
                    user=user, email=contact.value, defaults={"verified": True}
                )
    except IntegrityError as wrong:
        raise Conflict(_("Ini sudah dipakai akun lain."), field="contact", code="contact_taken") from wrong


def remove_contact(user: User, contact: Contact) -> None:
    """Raises Invalid for the last way in."""
    with write():
        if not has_other_way_in(user, contact):
            raise Invalid(
                _("Ini satu-satunya cara Anda masuk. Tambahkan cara lain dulu."), code="last_way_in"
            )
        if contact.kind == PHONE:
            User.objects.filter(pk=user.pk, phone=contact.value).update(phone=None)
        else:
            EmailAddress.objects.filter(user=user, email=contact.value).delete()


def choose_profile(user: User, *, open_profile: bool | None = None, signs: bool | None = None) -> None:
    """What others see of this person: whether their profile may be looked at, whether new reports carry the name.
    A closed profile is followed by nobody."""
    with write():
        user.open_profile = user.open_profile if open_profile is None else open_profile
        user.signs = user.signs if signs is None else signs
        user.save(update_fields=["open_profile", "signs"])
        if not user.open_profile:
            Follow.objects.filter(subject=f"person:{user.pk}").delete()


def follow_person(user: User, person: User, *, on: bool = True) -> None:
    """Raises Invalid for oneself."""
    if user.pk == person.pk:
        raise Invalid(_("Ini Anda sendiri."), code="yourself")
    follow(user, f"person:{person.pk}", on=on)


def block(user: User, person: User, *, on: bool = True) -> None:
    """Read and hear nothing of a person any more; they are not told. Raises Invalid for oneself."""
    if user.pk == person.pk:
        raise Invalid(_("Ini Anda sendiri."), code="yourself")
    with write():
        if on:
            Block.objects.get_or_create(user=user, blocked=person)
            Follow.objects.filter(user=user, subject=f"person:{person.pk}").delete()
        else:
            Block.objects.filter(user=user, blocked=person).delete()
