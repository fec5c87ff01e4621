"""Whom reports go to: the rules in the order they are asked, and what a change of them would have done."""

from time import perf_counter

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.crop.forms.rules import RuleForm, as_typed
from smartcity.crop.guard import OfficialRequest, officials_who, show
from smartcity.lib.errors import DomainError
from smartcity.reports import actions
from smartcity.reports.actions.rules import check, stand
from smartcity.reports.models import Rule
from smartcity.reports.routing import words_of
from smartcity.reports.trying import Proposal, Trial, try_out
from smartcity.seats.authority import governs

governors = officials_who(governs)  # administrators of the whole city


@governors
@require_safe
def rules(request: OfficialRequest) -> HttpResponse:
    gone = Rule.objects.exclude(until=None).exclude(number__in=Rule.objects.current().values("number"))
    context = {
        "rules": _listed(),
        "gone": gone.order_by("-until").select_related("category", "area", "office", "by"),
    }
    return show(request, "crop/rules.html", "rules", context)


@governors
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: OfficialRequest, pk: int | None = None) -> HttpResponse:
    """`pk` is the number of a rule. POST `do`: try, save, try_retire or retire. Only what was tried, and is still so, is
    saved."""
    current = _listed()
    chosen = next((one for one in current if one.number == pk), None)
    if pk is not None and chosen is None:
        raise Http404
    if request.method != "POST":
        return _page(
            request, current, chosen, RuleForm(rules=current, rule=chosen, initial=as_typed(chosen, current))
        )
    do = request.POST.get("do", "")
    if do.endswith("retire") and chosen:
        form = RuleForm(rules=current, rule=chosen, initial=as_typed(chosen, current))
        return _asked(request, current, chosen, form, Proposal(chosen.number), save=do == "retire")
    form = RuleForm(request.POST, rules=current, rule=chosen)
    if not form.is_valid():
        return _page(request, current, chosen, form, status=400)
    return _asked(request, current, chosen, form, form.proposal(), save=do == "save")


def _asked(request: OfficialRequest, current: list[Rule], chosen: Rule | None, form: RuleForm, wanted: Proposal,
           *, save: bool) -> HttpResponse:  # fmt: skip
    """Save what was tried, or try it."""
    wrong = None
    if save:
        try:
            saved = actions.save_rule(wanted, request.user, seen=_seen(request))
        except DomainError as error:
            wrong = error
        else:
            said = _("Aturan %(n)d berlaku untuk laporan baru.") if saved else _("Aturan %(n)d dicabut.")
            messages.success(request, said % {"n": saved.number if saved else wanted.number})
            return HttpResponseRedirect(reverse("crop:rules"), status=303)
    began = perf_counter()
    trial = try_out(wanted, request.reach)
    took = perf_counter() - began
    try:
        check(wanted, trial)
    except DomainError as error:
        wrong = error
    return _page(request, _listed(), chosen, form, trial=trial, took=took, wrong=wrong, retiring=not wanted.kind,
                 status=wrong.status if wrong else 200)  # fmt: skip


def _page(request: OfficialRequest, current: list[Rule], chosen: Rule | None, form: RuleForm, *,
          trial: Trial | None = None, took: float = 0, wrong: DomainError | None = None, retiring: bool = False,
          status: int = 200) -> HttpResponse:  # fmt: skip
    versions = (
        Rule.objects.filter(number=chosen.number).order_by("-version") if chosen else Rule.objects.none()
    )
    named = versions.select_related("category", "area", "office", "by")
    dead = [(rule, words_of(rule), other) for rule, other in trial.dead] if trial else []
    context = {
        "rules": current, "rule": chosen, "words": words_of(chosen) if chosen else "", "form": form, "trial": trial,
        "took": took, "wrong": wrong, "retiring": retiring, "seen": stand(), "dead": dead,
        "versions": [(one, words_of(one)) for one in named],
        "may_save": trial is not None and not trial.nowhere and not trial.exposed,
    }  # fmt: skip
    return show(request, "crop/rule.html", "rules", context, status=status)


def _listed() -> list[Rule]:
    return list(Rule.objects.current())


def _seen(request: OfficialRequest) -> int:
    """What the trial was of; -1, which nothing is, when nothing was tried."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
