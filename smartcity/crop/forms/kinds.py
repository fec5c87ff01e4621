"""What an administrator sets of a kind of report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.reports.actions.kinds import MOST_HOURS, Terms
from smartcity.reports.models import Clock


class KindForm(forms.Form):
    first_action_hours = forms.IntegerField(
        label=_("Ditindaklanjuti dalam (jam)"), min_value=1, max_value=MOST_HOURS
    )
    resolution_hours = forms.IntegerField(label=_("Selesai dalam (jam)"), min_value=1, max_value=MOST_HOURS)
    clock = forms.ChoiceField(label=_("Jam yang dihitung"), choices=[(Clock.ALL, _("semua jam")), (Clock.WORKING, _("jam kerja saja"))])  # fmt: skip
    needs_proof = forms.BooleanField(label=_("Jawaban harus berfoto sesudah"), required=False)
    private = forms.BooleanField(label=_("Pribadi: hanya dibaca pelapor dan kantornya"), required=False)
    active = forms.BooleanField(label=_("Dapat dipilih warga"), required=False)

    def terms(self) -> Terms:
        """What a valid form asks for."""
        return Terms(**self.cleaned_data)
