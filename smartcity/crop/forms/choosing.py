"""Acts that choose: an office to pass a case on to, a report to merge it into."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from smartcity.crop import choices
from smartcity.crop.forms.base import ActForm, reason_field
from smartcity.reports import actions
from smartcity.reports.bounces import passes, returns
from smartcity.reports.crew import Member, members
from smartcity.reports.queries import Card


class ForwardForm(ActForm):
    """`to` picks one of the likely offices, `other` any office there is."""

    to = forms.ChoiceField(label=_("Kantor penerima"), required=False,
                           widget=forms.RadioSelect({"data-mends": "id_other"}))  # fmt: skip
    other = forms.ChoiceField(label=_("Kantor lain"), required=False,
                              widget=forms.Select({"data-mends": "id_to"}))  # fmt: skip
    reason = reason_field(_("Alasan"), _("Warga dan kantor penerima membaca ini."))

    def arrange(self) -> None:
        likely = choices.likely_offices(self.case)
        passed = passes(self.case)
        self.origin = likely[0] if likely and passed and likely[0].pk == passed[-1][0] else None
        self.went_back = returns(passed) > 0
        departments = choices.departments([*likely, self.case.holder])
        self.likely = len(likely)
        picks: Any = self.fields["to"]
        picks.choices = [(office.code, office.title) for office in (*likely, *departments)]
        every: Any = self.fields["other"]
        every.choices = [("", _("Pilih dari semua kantor")), *choices.offices_by_kind(self.case.holder)]

    def picks(self) -> list[tuple[Any, list[BoundWidget]]]:
        """The radio buttons in two groups, each with its name."""
        radios = self["to"].subwidgets
        groups = [(_("Kantor yang mungkin"), radios[: self.likely]), (_("Dinas"), radios[self.likely :])]
        return [(name, group) for name, group in groups if group]

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


class ReferForm(ActForm):
    """`to` is a utility that replies by a link; `secret` is that of the link, once it is made."""

    to = forms.ChoiceField(label=_("Perusahaan"), error_messages={"required": _("Pilih perusahaan.")})
    reason = reason_field(_("Apa yang diminta"), _("Warga dan perusahaan itu membaca ini."))
    secret = ""

    def arrange(self) -> None:
        picks: Any = self.fields["to"]
        picks.choices = [("", _("Pilih perusahaan")), *choices.by_link()]

    def carry_out(self) -> None:
        words = self.cleaned_data
        to = choices.office(words["to"])
        self.secret = actions.refer(self.case, self.by, to=to, reason=words["reason"], seen=words["seen"])


class AssignForm(ActForm):
    """`to` is one of the holder's crew, by id; 0 is nobody."""

    to = forms.TypedChoiceField(label=_("Petugas"), coerce=int, widget=forms.RadioSelect,
                                error_messages={"required": _("Pilih petugas.")})  # fmt: skip

    def arrange(self) -> None:
        self.crew = [one for one in members(self.case.holder) if one.user.pk != self.case.author_id]
        picks: Any = self.fields["to"]
        picks.choices = [(one.user.pk, str(one.user)) for one in self.crew]
        if self.case.assignee_id:
            picks.choices = [*picks.choices, (0, _("Tidak ada yang ditugaskan"))]
            picks.initial = self.case.assignee_id

    def pairs(self) -> list[tuple[BoundWidget, Member | None]]:
        """Each radio button beside the person it stands for, the last for nobody."""
        radios = self["to"].subwidgets
        return list(zip(radios, [*self.crew, None][: len(radios)], strict=True))

    def carry_out(self) -> None:
        chosen = self.cleaned_data["to"]
        to = next((one.user for one in self.crew if one.user.pk == chosen), None)
        actions.assign(self.case, self.by, to=to)


class NearForm(ActForm):
    """`into` picks a case nearby, `number` any by its number."""

    into = forms.ChoiceField(required=False, widget=forms.RadioSelect({"data-mends": "id_number"}))
    number = forms.CharField(label=_("Atau nomor laporannya"), required=False,
                             widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off",
                                                    "data-mends": "id_into"}))  # fmt: skip
    legend: Any = ""

    def near(self) -> list[Card]:
        raise NotImplementedError

    def arrange(self) -> None:
        self.alike = self.near()
        picks: Any = self.fields["into"]
        picks.label = self.legend
        picks.choices = [(str(card.number), card.title) for card in self.alike]

    def pairs(self) -> list[tuple[BoundWidget, Card]]:
        """Each radio button beside the report it stands for."""
        return list(zip(self["into"].subwidgets, self.alike, strict=True))


class MergeForm(NearForm):
    """Look-alikes."""

    legend = _("Laporan yang sama di dekat sini")

    def near(self) -> list[Card]:
        return choices.look_alikes(self.case, self.by)

    def carry_out(self) -> None:
        words = self.cleaned_data
        into = choices.case_numbered(words["number"] or words["into"], self.by)
        actions.merge(self.case, self.by, into=into, seen=words["seen"])


NO_PARENT = _("Pilih atau tuliskan pekerjaan induknya.")


class LinkForm(NearForm):
    """Open cases nearby that this one may be part of."""

    legend = _("Pekerjaan di dekat sini")

    def near(self) -> list[Card]:
        return choices.likely_parents(self.case, self.by)

    def carry_out(self) -> None:
        words = self.cleaned_data
        to = choices.case_numbered(words["number"] or words["into"], self.by, str(NO_PARENT))
        actions.link(self.case, self.by, to=to)
