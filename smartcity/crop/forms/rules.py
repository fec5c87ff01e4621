"""What an administrator types about a rule: for what, from where, to whom, asked before which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Category, Rule
from smartcity.reports.routing import nearest, words_of
from smartcity.reports.trying import Proposal

UNFIT = frozenset(
    {Kind.HOSPITAL, Kind.UTILITY}
)  # nobody of these is nearest: hospitals get no reports, utilities are named

ANY = "*"  # every category: said, never left out


class RuleForm(forms.Form):
    category = forms.ChoiceField(
        label=_("Jika kategori"), error_messages={"required": _("Pilih kategorinya, atau jenis apa pun.")}
    )
    area = forms.ChoiceField(label=_("dan tempatnya"), required=False)
    to = forms.ChoiceField(
        label=_("Maka kirim ke"), error_messages={"required": _("Pilih kantor yang menerima.")}
    )
    before = forms.ChoiceField(label=_("Dibaca"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**62)

    def __init__(self, *args: Any, rules: list[Rule], rule: Rule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.kinds = {one.code: one for one in Category.objects.all()}
        self.areas = {one.code: one for one in Area.objects.current().with_parents().order_by("code")}
        self.offices = {
            one.code: one for one in Office.objects.active().exclude(kind=Kind.HOSPITAL).order_by("title")
        }
        self._choose(
            "category",
            [
                ("", _("Pilih kategori")),
                (ANY, _("Jenis apa pun")),
                *((code, str(one)) for code, one in self.kinds.items()),
            ],
        )
        self._choose(
            "area", [("", _("Di mana pun")), *((code, area.full_name) for code, area in self.areas.items())]
        )
        kinds = [(f"kind:{kind}", nearest(kind)) for kind in Kind.values if kind not in UNFIT]
        named = [(f"office:{code}", office.title) for code, office in self.offices.items()]
        self._choose(
            "to", [("", _("Pilih kantor")), (_("Yang terdekat"), kinds), (_("Kantor tertentu"), named)]
        )
        others = [one for one in rules if rule is None or one.number != rule.number]
        self._choose("before", [*((str(one.number), _("sebelum %(n)d: %(words)s") % {"n": one.number, "words": words_of(one)})
                                  for one in others), ("", _("paling akhir"))])  # fmt: skip

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def proposal(self) -> Proposal:
        """What a valid form asks for."""
        said = self.cleaned_data
        way, _colon, code = said["to"].partition(":")
        office = self.offices[code] if way == "office" else None
        return Proposal(
            number=self.rule.number if self.rule else None,
            category=self.kinds.get(said["category"]), area=self.areas.get(said["area"]),
            kind=office.kind if office else code, office=office,
            before=int(said["before"]) if said["before"] else None,
        )  # fmt: skip


def as_typed(rule: Rule | None, rules: list[Rule]) -> dict[str, str]:
    """What the form shows of a rule that stands; a new one is asked last, just before those for every kind."""
    if rule is None:
        return {"before": str(next((one.number for one in rules if one.category is None), ""))}
    numbers = [one.number for one in rules]
    behind = numbers[numbers.index(rule.number) + 1 :] if rule.number in numbers else []
    return {
        "category": rule.category.code if rule.category else ANY,
        "area": rule.area.code if rule.area else "",
        "to": f"office:{rule.office.code}" if rule.office else f"kind:{rule.kind}",
        "before": str(behind[0]) if behind else "",
    }
