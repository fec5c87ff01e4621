"""The answer: what was done, and the photo that shows it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.crop.forms.base import ActForm, reason_field
from smartcity.lib.errors import Invalid
from smartcity.reports import actions
from smartcity.reports.replies import replied_photos


class AnswerForm(ActForm):
    """`lon`, `lat`: where the phone was, if the official let it say so. Photos come beside the form, as `photos`."""

    photo = forms.FileField(label=_("Foto sesudah"), required=False, widget=forms.FileInput(
        attrs={"accept": "image/*", "capture": "environment"}))  # fmt: skip
    reason = reason_field(
        _("Apa yang dikerjakan"), _("Warga membaca ini."), _("Tuliskan apa yang dikerjakan.")
    )
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    replied = forms.BooleanField(
        label=_("Pakai foto yang dikirim lewat tautan"), required=False, initial=True
    )
    photos: Sequence[Any] = ()
    stashed: Sequence[str] = ()

    def arrange(self) -> None:
        self.theirs = replied_photos(self.case)
        if not self.theirs:
            del self.fields["replied"]

    def carry_out(self) -> None:
        words = self.cleaned_data
        actions.answer(self.case, self.by, reason=words["reason"], photos=self.photos, stashed=self.stashed, replied=words.get("replied", False),
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
