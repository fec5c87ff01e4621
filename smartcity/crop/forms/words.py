"""Acts that need nothing, or words only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.crop import choices
from smartcity.crop.forms.base import ActForm, reason_field
from smartcity.reports import actions


class AcceptForm(ActForm):
    verb = "accept"


class ResumeForm(ActForm):
    verb = "resume"


class ConfirmForm(ActForm):
    verb = "confirm"

    def carry_out(self) -> None:
        actions.confirm(self.case, self.by)


class UnlinkForm(ActForm):
    def carry_out(self) -> None:
        actions.unlink(self.case, self.by)


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


class RejectForm(ActForm):
    reason = reason_field(
        _("Alasan"), _("Pelapor membaca ini dan dapat banding satu kali ke kantor di atas Anda.")
    )

    def carry_out(self) -> None:
        actions.reject(self.case, self.by, reason=self.cleaned_data["reason"], seen=self.cleaned_data["seen"])


class AskNameForm(ActForm):
    reason = reason_field(
        _("Mengapa kantor Anda perlu tahu siapa pelapornya?"),
        _("Pelapor membaca ini dan boleh menolak. Yang ia berikan hanya terlihat oleh kantor Anda."),
    )

    def carry_out(self) -> None:
        actions.ask_name(self.case, self.by, reason=self.cleaned_data["reason"])


class AskForm(ActForm):
    text = forms.CharField(label=_("Pertanyaan"), strip=False, error_messages={"required": _("Tuliskan pertanyaannya.")},
                           help_text=_("Hanya pelapor dan kantor yang membacanya."),
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def carry_out(self) -> None:
        actions.ask(self.case, self.by, text=self.cleaned_data["text"])


class NoteForm(ActForm):
    text = forms.CharField(label=_("Catatan"), strip=False, error_messages={"required": _("Tuliskan catatannya.")},
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def carry_out(self) -> None:
        actions.note(self.case, self.by, text=self.cleaned_data["text"])


class CommentForm(ActForm):
    text = forms.CharField(label=_("Komentar"), strip=False, error_messages={"required": _("Tuliskan komentar Anda.")},
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def carry_out(self) -> None:
        actions.comment(self.case, self.by, text=self.cleaned_data["text"])
