"""A form for each act: its shape only. What may be done, and with which words it is refused, the domain says."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.crop import choices
from smartcity.lib.errors import DomainError, Invalid
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.reports.queries import Card


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Nama pengguna"), max_length=150, error_messages={"required": _("Tuliskan nama pengguna.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Kata sandi"), max_length=200, strip=False, error_messages={"required": _("Tuliskan kata sandi.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


def reason_field(
    label: object, hint: object = "", missing: object = _("Tuliskan alasannya.")
) -> forms.CharField:
    return forms.CharField(label=str(label), help_text=str(hint), strip=False, error_messages={"required": str(missing)},
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip


class ActForm(forms.Form):
    """`seen` is the last event the official had seen: when there is a later one, somebody was faster."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)
    verb: ClassVar[str] = ""

    def __init__(self, *args: Any, case: Report, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.by = case, by
        self.arrange()

    def arrange(self) -> None:
        """Fill in what this case and this person can choose from."""

    def carry_out(self) -> None:
        """Do it. Raises DomainError."""
        getattr(actions, self.verb)(self.case, self.by, seen=self.cleaned_data["seen"])

    def blame(self, wrong: DomainError) -> None:
        """Put the domain's word where it belongs on the page."""
        self.add_error(wrong.field if wrong.field in self.fields else None, str(wrong))


class AcceptForm(ActForm):
    verb = "accept"


class ResumeForm(ActForm):
    verb = "resume"


class ConfirmForm(ActForm):
    verb = "confirm"

    def carry_out(self) -> None:
        actions.confirm(self.case, self.by)


class CoordinateForm(ActForm):
    party = forms.CharField(label=_("Pihak yang ditunggu"), strip=False,
                            error_messages={"required": _("Sebutkan pihak yang ditunggu.")},
                            help_text=_("Misalnya PLN, PAM Jaya, Dinas Bina Marga, atau kontraktor."),
                            widget=forms.TextInput(attrs={"list": "parties", "autocomplete": "off"}))  # fmt: skip
    reason = reason_field(_("Apa yang ditunggu"), _("Warga membaca ini."))

    def arrange(self) -> None:
        self.parties = choices.parties()

    def carry_out(self) -> None:
        words = self.cleaned_data
        actions.coordinate(
            self.case, self.by, party=words["party"], reason=words["reason"], seen=words["seen"]
        )


class ForwardForm(ActForm):
    """`to` picks one of the likely offices, `other` any office there is."""

    to = forms.ChoiceField(label=_("Kantor yang mungkin"), required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(label=_("Kantor lain"), required=False)
    reason = reason_field(_("Alasan"), _("Warga dan kantor penerima membaca ini."))

    def arrange(self) -> None:
        self.likely = choices.likely_offices(self.case)
        picks: Any = self.fields["to"]
        picks.choices = [(office.code, office.title) for office in self.likely]
        every: Any = self.fields["other"]
        every.choices = [("", _("Pilih dari semua kantor")), *choices.offices_by_kind(self.case.holder)]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if words.get("to") and words.get("other") and words["to"] != words["other"]:
            self.add_error("other", _("Pilih satu kantor saja."))
        elif not (words.get("to") or words.get("other")) and not {"to", "other"} & set(self.errors):
            self.add_error("to", _("Pilih kantor yang menerima."))
        return words

    def carry_out(self) -> None:
        words = self.cleaned_data
        to = choices.office(words["other"] or words["to"])
        actions.forward(self.case, self.by, to=to, reason=words["reason"], seen=words["seen"])


class RejectForm(ActForm):
    reason = reason_field(
        _("Alasan"), _("Pelapor membaca ini dan dapat banding satu kali ke kantor di atas Anda.")
    )

    def carry_out(self) -> None:
        actions.reject(self.case, self.by, reason=self.cleaned_data["reason"], seen=self.cleaned_data["seen"])


class AnswerForm(ActForm):
    """`lon`, `lat`: where the phone was, if the official let it say so. Photos come beside the form, as `photos`."""

    photo = forms.FileField(label=_("Foto sesudah"), required=False, widget=forms.FileInput(
        attrs={"accept": "image/*", "capture": "environment"}))  # fmt: skip
    reason = reason_field(
        _("Apa yang dikerjakan"), _("Warga membaca ini."), _("Tuliskan apa yang dikerjakan.")
    )
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    photos: Sequence[Any] = ()
    stashed: Sequence[str] = ()

    def carry_out(self) -> None:
        words = self.cleaned_data
        actions.answer(self.case, self.by, reason=words["reason"], photos=self.photos, stashed=self.stashed,
                       lon=words["lon"], lat=words["lat"], seen=words["seen"])  # fmt: skip

    def rescue(self) -> None:
        """Put good photos of a form that was refused aside, so that they need not be taken again."""
        for photo in self.photos:
            photo.seek(0)
        try:
            kept = actions.stash(self.photos, self.by, already=len(self.stashed))
        except Invalid as wrong:
            if "photo" not in self.errors:
                self.add_error("photo", str(wrong))
        else:
            self.stashed = [*self.stashed, *(photo.name for photo in kept)]


class MergeForm(ActForm):
    """`into` picks a look-alike, `number` any report by its number."""

    into = forms.ChoiceField(
        label=_("Laporan yang sama di dekat sini"), required=False, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("Atau nomor laporannya"), required=False, max_length=20,
                             widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))  # fmt: skip

    def arrange(self) -> None:
        self.alike = choices.look_alikes(self.case, self.by)
        picks: Any = self.fields["into"]
        picks.choices = [(str(card.number), card.title) for card in self.alike]

    def pairs(self) -> list[tuple[BoundWidget, Card]]:
        """Each radio button beside the report it stands for."""
        return list(zip(self["into"].subwidgets, self.alike, strict=True))

    def carry_out(self) -> None:
        words = self.cleaned_data
        into = choices.case_numbered(words["number"] or words["into"], self.by)
        actions.merge(self.case, self.by, into=into, seen=words["seen"])


class CommentForm(ActForm):
    text = forms.CharField(label=_("Komentar"), strip=False, error_messages={"required": _("Tuliskan komentar Anda.")},
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def carry_out(self) -> None:
        actions.comment(self.case, self.by, text=self.cleaned_data["text"])


FORMS: dict[str, type[ActForm]] = {
    "accept": AcceptForm,
    "answer": AnswerForm,
    "resume": ResumeForm,
    "confirm": ConfirmForm,
    "forward": ForwardForm,
    "coordinate": CoordinateForm,
    "merge": MergeForm,
    "reject": RejectForm,
    "comment": CommentForm,
}
