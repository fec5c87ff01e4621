"""The police desk: what has just been reported of crime and terror, until somebody has seen it and decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartcity.crop.facts import before
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError
from smartcity.offices.models import Kind, Office
from smartcity.reports import actions
from smartcity.reports.models import Category, Report, Screening
from smartcity.reports.screening import desks_of

MOST = 50
UNIT, NOT_CRIME = "unit", "not_crime"


@officials
@require_safe
def desk(request: OfficialRequest) -> HttpResponse:
    """With ?fragment, the list alone."""
    if not desks_of(request.reach):
        raise Http404
    found = Screening.objects.for_desk(request.reach).undecided()
    related = found.select_related("report__category", "report__area__parent__parent", "report__holder")
    rows = list(related.order_by("seen_at", "-raised_at")[:MOST])
    context = {
        "sounding": [row for row in rows if row.seen_at is None],
        "seen": [row for row in rows if row.seen_at],
    }
    template = "crop/_alarms.html" if "fragment" in request.GET else "crop/police.html"
    return show(request, template, "police", context)


@officials
@require_POST
def seen(request: OfficialRequest, number: int) -> HttpResponse:
    """Somebody is there. The alarm of this one is silent for everybody."""
    actions.see_alarm(_mine(request, number), request.user)
    messages.success(request, _("Alarm diketahui atas nama Anda."))
    return HttpResponseRedirect(reverse("crop:police"), status=303)


class DecisionForm(forms.Form):
    """`unit` takes it, or it is no crime and a report of `category`."""

    verdict = forms.ChoiceField(choices=[(UNIT, ""), (NOT_CRIME, "")], error_messages={
        "required": gettext_lazy("Pilih salah satu keputusan.")})  # fmt: skip
    unit = forms.ChoiceField(label=gettext_lazy("Satuan"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Kategori sebenarnya"), required=False)
    reason = forms.CharField(label=gettext_lazy("Alasan"), required=False, strip=False,
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def __init__(self, *args: Any, report: Report, **more: Any) -> None:
        super().__init__(*args, **more)
        self.report = report
        units = [
            report.holder,
            *Office.objects.active().filter(kind=Kind.POLICE).exclude(pk=report.holder_id).order_by("title"),
        ]
        kinds = [kind for kind in Category.objects.filter(active=True) if not kind.for_police]
        self.units, self.kinds = {one.code: one for one in units}, {one.code: one for one in kinds}
        for name, found in (("unit", self.units), ("category", self.kinds)):
            field: Any = self.fields[name]
            field.choices = [("", _("Pilih")), *((code, str(one)) for code, one in found.items())]

    def decide(self, by: Any) -> None:
        """Raises DomainError."""
        said = self.cleaned_data
        if said["verdict"] == UNIT:
            to = self.units.get(said["unit"]) or self.report.holder
            actions.give_to_unit(self.report, by, to=to, reason=said["reason"], seen=said["seen"])
        else:
            kind = self.kinds.get(said["category"]) or self.report.category
            actions.reclassify(self.report, by, category=kind, reason=said["reason"], seen=said["seen"])


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: OfficialRequest, number: int) -> HttpResponse:
    report = _mine(request, number)
    actions.look(report, request.user)
    typed = request.POST if request.method == "POST" else None
    form, wrong = DecisionForm(typed, report=report, initial={"unit": report.holder.code}), None
    if form.is_valid():
        try:
            form.decide(request.user)
        except DomainError as error:
            wrong = error
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Keputusan dicatat dan pelapor diberi tahu."))
            return HttpResponseRedirect(reverse("crop:police"), status=303)
    context = {"case": report, "form": form, "photos": before(report, list(report.photos.all()))}
    return show(
        request,
        "crop/police_case.html",
        "police",
        context,
        wrong.status if wrong else 200 if typed is None else 400,
    )


def _mine(request: OfficialRequest, number: int) -> Report:
    """One that still waits for this desk's decision; anything else is absent."""
    waiting = Screening.objects.for_desk(request.reach).undecided().values("report")
    found = Report.objects.filter(pk__in=waiting).select_related("category", "area__parent__parent", "holder")
    report = found.numbered(number).first()
    if report is None:
        raise Http404
    return report
