"""What an administrator types about seats, and somebody invited about their account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.offices.models import Office
from smartcity.seats.actions import MOST_DAYS
from smartcity.seats.authority import roles_of
from smartcity.seats.models import HOLDS

INTERIM = _("Pelaksana tugas (Plt.), sampai ada pejabat tetap")


class _ForOffice(forms.Form):
    """`role` is one of those there can be in the office; its head's where nothing is said."""

    role = forms.ChoiceField(label=_("Jabatan"))
    interim = forms.BooleanField(label=INTERIM, required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["role"]
        choice.choices = [(role.value, role.label) for role in roles_of(office)]


class InviteForm(_ForOffice):
    prefix = "invite"
    name = forms.CharField(
        label=_("Nama yang diundang"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Email dinas"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Tautan dikirim ke sini. Tanpa alamat, tautan diperlihatkan kepada Anda untuk diserahkan sendiri."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Berlaku berapa hari"), min_value=1, max_value=MOST_DAYS, initial=HOLDS.days,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    field_order = ("role", "name", "email", "interim", "days")


class SeatForm(_ForOffice):
    prefix = "seat"
    username = forms.CharField(
        label=_("Nama pengguna"), max_length=150, error_messages={"required": _("Tuliskan nama pengguna.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("username", "role", "interim")


class AccountForm(forms.Form):
    """A new account for somebody invited."""

    prefix = "new"
    username = forms.CharField(
        label=_("Nama pengguna"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=_("Untuk masuk; huruf, angka, titik, dan garis. Misalnya: ani.gambir"),
        error_messages={"required": _("Tuliskan nama pengguna.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Kata sandi"), max_length=200, strip=False, error_messages={"required": _("Tuliskan kata sandi.")},
        help_text=_("Paling sedikit 8 huruf, bukan yang mudah ditebak."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_username(self) -> str:
        name: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Nama pengguna ini sudah dipakai. Pilih yang lain."))
        return name

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if password := data.get("password"):
            try:
                validate_password(password, User(username=data.get("username", "")))
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return data
