"""The shape of what people type; whether it may be done is said by the actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.accounts.contacts import EMAIL, PHONE, reachable
from smartcity.accounts.models import User
from smartcity.accounts.names import own_name
from smartcity.areas.models import LEAF, Area
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean, is_word
from smartcity.notices.models import Digest, Preferences
from smartcity.reports.actions.submitting import MOST_LANDMARK, MOST_TEXT

MIDDLE_OF_AN_AREA = 1000.0  # metres: how sure a place is of which only the kelurahan is known


class ReportForm(forms.Form):
    """`lon` and `lat` come from the map; without it `kelurahan` names an area, whose middle is the place."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    photo = forms.CharField(required=False)  # only a place for its errors; the files are read elsewhere
    text = forms.CharField(error_messages={"required": gettext_lazy("Tuliskan apa yang terjadi.")})
    category = forms.CharField(error_messages={"required": gettext_lazy("Pilih kategori.")})
    lon = forms.CharField(required=False)
    lat = forms.CharField(required=False)
    accuracy = forms.FloatField(required=False, min_value=0, max_value=100_000)
    kelurahan = forms.CharField(required=False)
    area = forms.CharField(required=False)
    landmark = forms.CharField(required=False)
    visibility = forms.CharField(required=False)
    attributes = forms.CharField(required=False)  # a place for the errors of attribute[CODE], see asking.py

    def clean_text(self) -> str:
        return self._cleaned("text", MOST_TEXT)

    def clean_landmark(self) -> str:
        return self._cleaned("landmark", MOST_LANDMARK)

    def _cleaned(self, field: str, most: int) -> str:
        try:
            return clean(self.cleaned_data[field], field=field, most=most, required=False)
        except Invalid as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors.pop("accuracy", None):
            data["accuracy"] = None  # a phone's nonsense, not the person's
        if data.get("lon") or data.get("lat"):
            self._position(data)
        elif area := chosen_area(data.get("kelurahan", "")):
            data |= {"lon": area.lon, "lat": area.lat, "accuracy": MIDDLE_OF_AN_AREA, "area": area.code}
        else:
            self.add_error("kelurahan", _("Tunjukkan tempatnya: geser pin atau pilih kelurahan."))
        return data

    def _position(self, data: dict[str, Any]) -> None:
        try:
            data |= {name: float(data[name]) for name in ("lon", "lat")}
        except (KeyError, ValueError):
            self.add_error("kelurahan", _("Posisi tidak terbaca. Geser pin atau pilih kelurahan."))


class CorrectionForm(ReportForm):
    """A report put right: without a place it stays where it is. `stands` is the code of its kelurahan."""

    client_id = None  # type: ignore[assignment]  # Django's way to leave out what the form above asks for
    text = None  # type: ignore[assignment]
    photo = None  # type: ignore[assignment]

    def __init__(self, *args: Any, stands: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = stands

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("lon") or data.get("lat") or data.get("kelurahan") != self.stands:
            return super().clean()
        return data | {"lon": None, "lat": None}


def chosen_area(code: str) -> Area | None:
    """The leaf in force with this code."""
    if not is_word(code):
        return None
    return Area.objects.current().with_parents().filter(code=code, level=LEAF).first()


def ended_area(code: str) -> Area | None:
    """The leaf with this code that is several now."""
    found = Area.objects.with_parents().filter(code=code, level=LEAF).first() if is_word(code) else None
    return found if found and found.over() else None


def by_district() -> Iterable[Mapping[str, Any]]:
    """Code and name of every leaf in force with the names above it, for a list grouped by district: districts from A to
    Z over the whole city, for who looks for theirs does not know the city's codes. Plain values: a city has hundreds."""
    leaves = Area.objects.leaves().current().order_by("parent__name", "parent__code", "name")
    return leaves.values("code", "name", "parent__code", "parent__name", "parent__parent__short_name")


NO_USERNAME = {"required": gettext_lazy("Isi nama pengguna.")}
NO_PASSWORD = {"required": gettext_lazy("Isi kata sandi.")}
NO_PSEUDONYM = {"required": gettext_lazy("Isi nama yang dilihat orang lain.")}


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Nama pengguna"),
        help_text=gettext_lazy("Nomor HP atau e-mail Anda boleh juga."),
        error_messages=NO_USERNAME,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        error_messages=NO_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class JoinForm(forms.Form):
    """A new citizen."""

    username = forms.CharField(
        label=gettext_lazy("Nama pengguna"),
        help_text=gettext_lazy("Untuk masuk. Huruf, angka, dan @ . + - _ saja."),
        error_messages=NO_USERNAME,
        max_length=40,
        validators=[
            UnicodeUsernameValidator(
                message=gettext_lazy("Tanpa spasi; huruf, angka, titik, dan garis bawah.")
            )
        ],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        help_text=gettext_lazy("Paling sedikit 8 huruf."),
        error_messages=NO_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    pseudonym = forms.CharField(
        label=gettext_lazy("Nama yang dilihat orang lain"),
        help_text=gettext_lazy("Nama samaran. Petugas tidak melihat nama Anda."),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )

    def clean_username(self) -> str:
        name: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Nama pengguna ini sudah dipakai. Pilih yang lain."))
        return name

    def clean_pseudonym(self) -> str:
        return _own_name(self.cleaned_data["pseudonym"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "username" in data and data.get("pseudonym") == "":
            self._seen_by_username(data["username"])
        if "password" in data:
            try:
                validate_password(data["password"], User(username=data.get("username", "")))
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return data

    def _seen_by_username(self, username: str) -> None:
        """Without a pseudonym the username is what others see."""
        try:
            own_name(username)
        except Invalid as wrong:
            self.add_error("pseudonym", str(wrong))


class ContactForm(forms.Form):
    """Where a code is to be sent."""

    contact = forms.CharField(
        label=gettext_lazy("Nomor HP atau e-mail"),
        max_length=254,
        error_messages={"required": gettext_lazy("Tulis nomor HP atau alamat e-mail.")},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    pseudonym = forms.CharField(
        label=gettext_lazy("Nama yang dilihat orang lain"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = self.fields["contact"]
        if reachable() == {EMAIL}:
            where.label = _("E-mail")
            where.error_messages["required"] = _("Tulis alamat e-mail.")
        elif reachable() == {PHONE}:
            where.label = _("Nomor HP")
            where.error_messages["required"] = _("Tulis nomor HP.")

    def clean_pseudonym(self) -> str:
        return _own_name(self.cleaned_data["pseudonym"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Kode enam angka"),
        max_length=20,
        error_messages={"required": gettext_lazy("Tulis kode yang Anda terima.")},
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class GuestForm(forms.Form):
    """Who sends a report without an account."""

    guest_email = forms.EmailField(
        label=gettext_lazy("E-mail untuk tautan laporan"),
        required=False,
        max_length=254,
        error_messages={"invalid": gettext_lazy("Alamat e-mail ini tidak lengkap.")},
    )


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nama yang dilihat orang lain"), max_length=40, error_messages=NO_PSEUDONYM
    )

    def clean_name(self) -> str:
        name = _own_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(NO_PSEUDONYM["required"])
        return name


def _own_name(name: str) -> str:
    """Raises ValidationError."""
    try:
        return own_name(name)
    except Invalid as wrong:
        raise forms.ValidationError(str(wrong)) from wrong


HOURS = [(n, f"{n:02d}.00") for n in range(24)]
DIGESTS = [
    (Digest.NONE, gettext_lazy("Langsung")), (Digest.DAILY, gettext_lazy("Harian")),
    (Digest.WEEKLY, gettext_lazy("Mingguan")),
]  # fmt: skip


def _hour(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=HOURS,
        error_messages={"invalid_choice": gettext_lazy("Pilih jam yang ada.")},
    )


def _switch(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class NewsForm(forms.Form):
    """What is sent to a person beyond the app. Without an address there is no switch for e-mail, without a seat none
    for the news of an office or a company."""

    push = _switch(gettext_lazy("Push ke perangkat saya"))
    email = _switch(gettext_lazy("Email"))
    own = _switch(gettext_lazy("Laporan saya"))
    followed = _switch(gettext_lazy("Yang saya dukung dan ikuti"))
    areas = _switch(gettext_lazy("Wilayah yang saya ikuti"))
    comments = _switch(gettext_lazy("Komentar dan jawaban"))
    office = _switch(gettext_lazy("Kantor atau perusahaan saya"))
    digest = forms.ChoiceField(label=gettext_lazy("Kapan dikirim"), choices=DIGESTS, widget=forms.RadioSelect,
                               error_messages={"invalid_choice": gettext_lazy("Pilih salah satu.")})  # fmt: skip
    digest_hour = _hour(gettext_lazy("Jam ringkasan"))
    quiet = _switch(gettext_lazy("Jam tenang"))
    quiet_from = _hour(gettext_lazy("Dari"))
    quiet_to = _hour(gettext_lazy("Sampai"))

    def __init__(self, data: Any, *, instance: Preferences, seated: bool, address: str) -> None:
        super().__init__(data, initial={name: getattr(instance, name) for name in self.base_fields})
        self.address = address
        if not address:
            del self.fields["email"]
        if not seated:
            del self.fields["office"]

    @property
    def channels(self) -> list[forms.BoundField]:
        return [self[name] for name in ("push", "email") if name in self.fields]

    @property
    def kinds(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("own", "followed", "areas", "comments", "office") if name in self.fields
        ]
