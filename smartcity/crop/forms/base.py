"""The shape of what is typed. What may be done, and with which words it is refused, the domain says."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.lib.errors import DomainError
from smartcity.reports import actions
from smartcity.reports.models import Report


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Email dinas, nomor ponsel, atau nama pengguna"), max_length=254,
        error_messages={"required": _("Tuliskan nama pengguna.")}, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Kata sandi"), max_length=200, strip=False, error_messages={"required": _("Tuliskan kata sandi.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Six digits of an app, or eight of the reserve; spaces may part them."""

    code = forms.CharField(
        label=_("Kode dari aplikasi pengaman"), max_length=20, error_messages={"required": _("Tuliskan kodenya.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input code"}),
    )  # fmt: skip


GIVE_REASON = _("Tuliskan alasannya.")


def reason_field(label: Any, hint: Any, missing: Any = GIVE_REASON) -> forms.CharField:
    """A few lines that somebody else will read; `hint` says who. All three are lazy words."""
    return forms.CharField(label=label, help_text=hint, strip=False, error_messages={"required": missing},
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
