"""Changing what is promised for a kind of report, and who sees it: for new reports, in numbered versions."""

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.events.actions import record
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.offices.models import Kind
from smartcity.reports.actions.rules import province_of
from smartcity.reports.models import Category

MOST_HOURS = 24 * 365


@dataclass(frozen=True, slots=True)
class Terms:
    """What an administrator sets of a category."""

    first_action_hours: int
    resolution_hours: int
    clock: str
    needs_proof: bool
    private: bool
    active: bool


def terms_of(category: Category) -> Terms:
    return Terms(**{name: getattr(category, name) for name in Terms.__dataclass_fields__})


def check_terms(category: Category, terms: Terms) -> None:
    """Raises Invalid for what may not be."""
    if not 1 <= terms.first_action_hours <= terms.resolution_hours <= MOST_HOURS:
        raise Invalid(
            _("Tindak lanjut pertama paling lambat bersama penyelesaian, dan paling lama setahun."),
            field="resolution_hours", code="bad_hours")  # fmt: skip
    if category.responsible == Kind.POLICE and not terms.private:
        raise Invalid(
            _("%(kind)s dijawab kepolisian, jadi tetap pribadi.") % {"kind": category}, field="private", code="police"
        )  # fmt: skip


def save_category(category: Category, terms: Terms, by: User, *, seen: int) -> Category:
    """For reports that come from now on: clocks that run do not move. The same again changes nothing. Raises NotAllowed,
    Invalid, Conflict when another version than `seen` stands."""
    office = province_of(by)
    with write():
        row = Category.objects.select_for_update(no_key=True).get(pk=category.pk)
        if row.version != seen:
            raise Conflict(_("Kategori ini baru saja diubah orang lain. Periksa lagi."), code="changed")
        check_terms(row, terms)
        if (was := terms_of(row)) == terms:
            return row
        for name, value in asdict(terms).items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*asdict(terms), "version"])
        record("categories", "category_changed", {"category": row.code, "version": row.version, "was": asdict(was),
               "now": asdict(terms)}, actor=by, office=office, audience=Audience.OFFICE)  # fmt: skip
    return row
