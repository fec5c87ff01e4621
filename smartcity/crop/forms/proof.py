"""The answer: what was done, and the photo that shows it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.queries import reach
from smartcity.crop.forms.base import ActForm, reason_field
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.look.forms import PhotoInput
from smartcity.reports import actions
from smartcity.reports.family import children_of
from smartcity.reports.models import Report
from smartcity.reports.replies import replied_photos
from smartcity.reports.workflow import OPEN


class AnswerForm(ActForm):
    """`lon`, `lat`: where the phone was, if the official let it say so. Photos come beside the form, as `photos`."""

    photo = forms.FileField(label=_("Foto sesudah"), required=False, widget=PhotoInput(camera=True))
    reason = reason_field(
        _("Apa yang dikerjakan"), _("Warga membaca ini."), _("Tuliskan apa yang dikerjakan.")
    )
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    replied = forms.BooleanField(
        label=_("Pakai foto yang dikirim lewat tautan"), required=False, initial=True
    )
    children = forms.MultipleChoiceField(
        label=_("Jawab juga anak laporan ini"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("No. %(value)s bukan lagi bagian dari pekerjaan ini. Periksa centangnya, lalu kirim lagi.")},
    )  # fmt: skip
    photos: Sequence[Any] = ()
    stashed: Sequence[str] = ()

    def arrange(self) -> None:
        self.reach, self.theirs = reach(self.by), replied_photos(self.case)
        if not self.theirs:
            del self.fields["replied"]
        self.answered_too: list[Report] = []
        self.failed: list[tuple[Report, DomainError]] = []
        self.family = self._family()
        picks: Any = self.fields["children"]
        picks.choices = [(str(child.number), child.title) for child in self.family]
        if not self.offered:
            del self.fields["children"]

    def _family(self) -> list[Report]:
        """The children that `by` may answer; once the form is sent all that `by` sees, for one may have gone to another
        office meanwhile: that is told of it, and stops no other."""
        children = children_of(self.case, self.reach).rows
        return [one for one in children if self.is_bound or self._may_answer(one)]

    def _may_answer(self, one: Report) -> bool:
        return one.author_id != self.by.pk and self.reach.seat_over(one.holder) is not None

    @property
    def offered(self) -> list[Report]:
        """Those to tick; once the form is sent, whatever was on it."""
        return [one for one in self.family if self.is_bound or one.status in OPEN]

    def ticks(self) -> list[tuple[BoundWidget, Report]]:
        """Each box beside the open child it stands for."""
        boxes = zip(self["children"].subwidgets, self.family, strict=True) if self.offered else []
        return [(box, one) for box, one in boxes if one.status in OPEN and self._may_answer(one)]

    def carry_out(self) -> None:
        words = self.cleaned_data
        actions.answer(self.case, self.by, reason=words["reason"], photos=self.photos, stashed=self.stashed, replied=words.get("replied", False),
                       lon=words["lon"], lat=words["lat"], seen=words["seen"])  # fmt: skip
        wanted = [one for one in self.family if str(one.number) in words.get("children", [])]
        self.failed = actions.answer_children(self.case, self.by, children=wanted, reason=words["reason"],
                                              lon=words["lon"], lat=words["lat"])  # fmt: skip
        left = {one.pk for one, _wrong in self.failed}
        self.answered_too = [one for one in wanted if one.pk not in left]

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
