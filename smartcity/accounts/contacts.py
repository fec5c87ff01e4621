"""A phone number or an e-mail address: what one proves by a code, and signs in with."""

from dataclasses import dataclass

import phonenumbers
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from smartcity.accounts import mail, sms
from smartcity.accounts.models import User
from smartcity.lib.errors import Invalid

PHONE, EMAIL = "phone", "email"
MOST = 254


@dataclass(frozen=True, slots=True)
class Contact:
    """`value` is E.164 or a lower-case address."""

    kind: str
    value: str

    @property
    def masked(self) -> str:
        """What its owner recognises and nobody learns: +62••••••678, si••••@example.id."""
        if self.kind == PHONE:
            return sms.masked(self.value)
        name, _at, host = self.value.rpartition("@")
        return f"{name[:2]}••••@{host}"

    @property
    def key(self) -> str:
        """Names it in a form, where it is masked: one of its own, and nobody learns it by that."""
        return salted_hmac("smartcity.contact", f"{self.kind}:{self.value}", algorithm="sha256").hexdigest()

    def tell(self, subject: str, text: str) -> bool:
        """Send it there; whether it was handed over."""
        return sms.send(self.value, text) if self.kind == PHONE else mail.send(self.value, subject, text)


def reachable() -> frozenset[str]:
    """The kinds of contact a code reaches here. Where neither is set up it is the phone, whose messages are then written
    on standard error, for trials."""
    phone = sms.leave_the_house() or not settings.EMAIL_ON
    return frozenset({PHONE} if phone else ()) | frozenset({EMAIL} if settings.EMAIL_ON else ())


def to_reach(typed: str) -> Contact:
    """As read_contact; of a kind a code reaches. Raises Invalid."""
    contact = read_contact(typed)
    if contact.kind not in reachable():
        raise Invalid(_("SMS belum tersedia di sini. Pakai e-mail."), field="contact", code="no_sms")
    return contact


def read_contact(typed: str) -> Contact:
    """A number without its country is of settings.PHONE_REGION. Raises Invalid."""
    typed = typed.strip()[:MOST]
    if "@" in typed:
        return _email(typed)
    try:
        number = phonenumbers.parse(typed, settings.PHONE_REGION)
    except phonenumbers.NumberParseException as wrong:
        raise _neither() from wrong
    if not phonenumbers.is_valid_number(number):
        raise _neither()
    return Contact(PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(typed: str) -> Contact:
    try:
        validate_email(typed)
    except ValidationError as wrong:
        raise _neither() from wrong
    if not settings.EMAIL_ON:
        raise Invalid(_("E-mail belum tersedia di sini. Pakai nomor HP."), field="contact", code="no_email")
    return Contact(EMAIL, typed.lower())


def _neither() -> Invalid:
    return Invalid(_("Tulis nomor HP atau alamat e-mail yang lengkap."), field="contact", code="bad_contact")


def owner_of(contact: Contact) -> User | None:
    """Who has proven it to be theirs."""
    if contact.kind == PHONE:
        return User.objects.filter(phone=contact.value).first()
    proven = EmailAddress.objects.filter(email=contact.value, verified=True).select_related("user").first()
    return proven.user if proven else None


def username_of(typed: str) -> str:
    """The username of whoever has this username, or has proven this number or address; else what was typed."""
    if User.objects.filter(username=typed).exists():
        return typed
    try:
        owner = owner_of(read_contact(typed))
    except Invalid:
        return typed
    return owner.username if owner else typed


def contacts_of(user: User) -> list[Contact]:
    proven = (
        EmailAddress.objects.filter(user=user, verified=True).order_by("pk").values_list("email", flat=True)
    )
    phone = [Contact(PHONE, user.phone)] if user.phone else []
    return [*phone, *(Contact(EMAIL, email) for email in proven)]


def has_other_way_in(user: User, without: Contact | int) -> bool:
    """Whether they could still sign in without this contact, or the passkey of this pk."""
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    keys = keys.exclude(pk=without if isinstance(without, int) else None)
    return user.has_usable_password() or keys.exists() or any(one != without for one in contacts_of(user))
