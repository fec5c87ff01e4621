"""What an administrator types about a system that answers in an office's name, and which kinds it takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area
from smartcity.offices.models import Kind, Office
from smartcity.partners.actions import MOST_CODE, MOST_KEY, MOST_NAME, MOST_URL, Wanted
from smartcity.partners.models import PartnerSystem
from smartcity.reports.models import Category

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SystemForm(forms.Form):
    name = forms.CharField(
        label=_("Nama sistem"), max_length=MOST_NAME, error_messages={"required": _("Beri nama sistem ini.")},
        help_text=_("Warga membacanya pada perjalanan laporan."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Alamat GeoReport v2"), max_length=MOST_URL, error_messages={"required": _("Isi alamatnya.")},
        widget=forms.URLInput(attrs=PLAIN | {"placeholder": "https://", "inputmode": "url"}),
        help_text=_("Harus https:// dan berada di internet umum. Pengalihan tidak diikuti."),
    )  # fmt: skip
    office = forms.ChoiceField(
        label=_("Menjawab untuk kantor"), error_messages={"required": _("Pilih kantornya.")},
        help_text=_("Hanya laporan yang dipegang kantor ini yang dikirim."),
    )  # fmt: skip
    jurisdiction = forms.CharField(
        label="jurisdiction_id",
        max_length=MOST_CODE,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )
    key = forms.CharField(
        label="api_key", max_length=MOST_KEY, required=False, strip=True,
        widget=forms.PasswordInput(attrs=PLAIN | {"autocomplete": "new-password"}),
    )  # fmt: skip
    active = forms.BooleanField(label=_("Kirim laporan ke sana"), required=False)

    def __init__(self, *args: Any, system: PartnerSystem | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.active().exclude(kind__in=(Kind.HOSPITAL, Kind.POLICE)).order_by("title")
        self.offices = {one.code: one for one in offices}
        choice: Any = self.fields["office"]
        choice.choices = [
            ("", _("Pilih kantor")),
            *((code, one.title) for code, one in self.offices.items()),
        ]
        if system and system.key:
            self.fields["key"].help_text = _("Tersimpan dan tidak ditampilkan. Kosongkan bila tidak berubah.")

    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        said = self.cleaned_data
        return Wanted(said["name"], said["url"], self.offices[said["office"]], said["jurisdiction"], said["key"],
                      active=said["active"])  # fmt: skip


def as_it_is(system: PartnerSystem | None) -> dict[str, Any]:
    if system is None:
        return {"active": True}
    return {"name": system.name, "url": system.url, "office": system.office.code, "jurisdiction": system.jurisdiction,
            "active": system.active}  # fmt: skip


class MatchForm(forms.Form):
    """Their services can be chosen once they have told them; else their code is typed."""

    prefix = "match"
    category = forms.ChoiceField(
        label=_("Laporan berkategori"), error_messages={"required": _("Pilih kategorinya.")}
    )
    area = forms.ChoiceField(label=_("dari wilayah"), required=False)
    code = forms.CharField(label=_("menjadi layanan mereka"), max_length=MOST_CODE,
                           error_messages={"required": _("Pilih layanan mereka.")}, widget=forms.TextInput(attrs=PLAIN))  # fmt: skip

    def __init__(self, *args: Any, system: PartnerSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = Category.objects.filter(active=True, private=False).exclude(responsible=Kind.POLICE)
        self.kinds = {one.code: one for one in shared}
        self.areas = {one.code: one for one in Area.objects.current().with_parents().order_by("code")}
        self._choose(
            "category", [("", _("Pilih kategori")), *((code, str(one)) for code, one in self.kinds.items())]
        )
        self._choose(
            "area", [("", _("Di mana pun")), *((code, one.full_name) for code, one in self.areas.items())]
        )
        if system.offered:
            theirs = [(code, name if name == code else f"{name} ({code})") for code, name in system.offered]
            self.fields["code"] = forms.ChoiceField(
                label=self.fields["code"].label, choices=[("", _("Pilih layanan")), *theirs],
                error_messages={"required": _("Pilih layanan mereka.")},
            )  # fmt: skip

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def matched(self) -> tuple[Category, str, Area | None]:
        """What a valid form asks for."""
        said = self.cleaned_data
        return self.kinds[said["category"]], said["code"], self.areas.get(said["area"])
