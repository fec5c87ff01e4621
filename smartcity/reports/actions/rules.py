"""Changing whom reports go to. A rule is never edited or deleted: each change is another version of it."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import Role, User
from smartcity.accounts.queries import reach
from smartcity.events.actions import record
from smartcity.events.models import Audience, Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Rule
from smartcity.reports.routing import words_of
from smartcity.reports.trying import Proposal, Trial, proposed, try_out

SUBJECT = "rules"


def stand() -> int:
    """The last change of the rules: whoever saves says which they had seen."""
    return Event.objects.about(SUBJECT).values_list("pk", flat=True).last() or 0


def province_of(user: User) -> Office:
    """The office in whose name `user` changes what holds for the whole city. Raises NotAllowed."""
    for post in reach(user).posts:
        if post.role == Role.ADMINISTRATOR and post.office.kind == Kind.PROVINCE:
            return post.office
    raise NotAllowed(_("Ini diatur administrator provinsi."))


def check(wanted: Proposal, trial: Trial) -> None:
    """Raises Invalid where the proposal may not come into force."""
    if trial.nowhere:
        kind, area = trial.nowhere[0]
        raise Invalid(
            _("%(kind)s di %(area)s tidak akan sampai ke kantor mana pun. Aturan ini tidak dapat diberlakukan.")
            % {"kind": kind, "area": area}, field="to", code="nowhere")  # fmt: skip
    if trial.exposed:
        raise Invalid(
            _("%(kind)s hanya boleh dibaca kepolisian. Aturan ini tidak dapat diberlakukan.")
            % {"kind": trial.exposed[0]}, field="to", code="exposed")  # fmt: skip


def save_rule(wanted: Proposal, by: User, *, seen: int) -> Rule | None:
    """Bring it into force from this moment, for new reports; None when the rule was retired. Raises NotAllowed, Invalid,
    NotFound for a rule that is none, Conflict when the rules have changed since `seen`."""
    office = province_of(by)
    with write():
        rules = list(Rule.objects.current().select_for_update(of=("self",)))
        rules = list(Rule.objects.current())  # as they are now that nobody else changes them
        if stand() != seen:
            raise Conflict(
                _("Aturan baru saja diubah orang lain. Uji lagi sebelum memberlakukan."), code="changed"
            )
        old = next((rule for rule in rules if rule.number == wanted.number), None)
        if wanted.number is not None and old is None:
            raise NotFound(_("Aturan ini tidak ada."))
        check(wanted, try_out(wanted, reach(by)))
        fresh = _put(old, wanted, rules, by)
        verb = "rule_retired" if fresh is None else "rule_changed" if old else "rule_added"
        shown = fresh or old
        assert shown is not None  # a retired one was there
        record(SUBJECT, verb, {"number": shown.number, "version": shown.version, "words": words_of(shown)},
               actor=by, office=office, audience=Audience.OFFICE)  # fmt: skip
    return fresh


def _put(old: Rule | None, wanted: Proposal, rules: list[Rule], by: User) -> Rule | None:
    """A number is never given twice, though its rule was retired."""
    moment = now()
    if old:
        Rule.objects.filter(pk=old.pk).update(until=moment)
    if not wanted.kind:
        return None
    kept = {rule.pk for rule in rules}
    fresh = next(rule for rule in proposed(rules, wanted) if rule.pk not in kept)
    if old is None:
        last = Rule.objects.order_by("number").values_list("number", flat=True).last() or 0
        fresh.number = last + 1
    fresh.since, fresh.by = moment, by
    fresh.save(force_insert=True)
    return fresh
