"""What an administrator types of an office that is to be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area
from smartcity.offices.models import Kind, Office
from smartcity.seats.founding import UNFOUNDED


class OfficeForm(forms.Form):
    name = forms.CharField(
        label=_("Nama kantor"), max_length=120, error_messages={"required": _("Tuliskan nama kantor.")},
        help_text=_("Misalnya: Suku Dinas Bina Marga Jakarta Pusat"), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Sebutannya"), max_length=120, required=False, help_text=_("Yang dibaca warga. Kosong: sama dengan namanya."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Jenis"), error_messages={"required": _("Pilih jenis kantor.")})
    parent = forms.ChoiceField(
        label=_("Di bawah kantor"), required=False,
        help_text=_("Yang diberi tahu bila laporannya terlambat. Polisi dan perusahaan tidak berada di bawah pemerintah."),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("Wilayah"), required=False,
        help_text=_("Laporan baru untuk jenis kantor ini dari sana datang ke sini; yang sudah masuk tetap di kantornya."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {one.code: one for one in Area.objects.current().with_parents().order_by("code")}
        self.offices = {
            one.code: one for one in Office.objects.active().exclude(kind=Kind.HOSPITAL).order_by("title")
        }
        kinds = [(kind.value, kind.label) for kind in Kind if kind not in UNFOUNDED]
        self._choose("kind", [("", _("Pilih jenis")), *kinds])
        self._choose(
            "area", [("", _("Seluruh kota")), *((code, one.full_name) for code, one in self.areas.items())]
        )
        under = [
            (kind.label, [(code, one.title) for code, one in self.offices.items() if one.kind == kind])
            for kind in Kind
        ]
        self._choose("parent", [("", _("Tidak ada")), *((kind, found) for kind, found in under if found)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def asked(self) -> dict[str, Any]:
        """What a valid form asks for, as `open_office` takes it."""
        said = self.cleaned_data
        return said | {"area": self.areas.get(said["area"]), "parent": self.offices.get(said["parent"])}
