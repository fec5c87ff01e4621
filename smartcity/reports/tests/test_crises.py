"""Many people, one kind of thing, within minutes: limits widen by themselves."""

from datetime import timedelta
from uuid import uuid4

import pytest

from smartcity.accounts import limits
from smartcity.accounts.models import User
from smartcity.lib.time import now
from smartcity.reports.crises import MANY, WITHIN, widen_when_many
from smartcity.reports.models import Report


@pytest.fixture
def many(report, city):
    """`many(n)` reports of floods by as many people, copies of one."""

    def file(people, *, age=timedelta(days=2), ago=timedelta(), one=False):
        first = report(category="flood")
        Report.objects.filter(pk=first.pk).update(author=None)
        joined = now() - age
        users = User.objects.bulk_create(
            [User(username=f"warga{n}", date_joined=joined, password="!") for n in range(people)]
        )
        for user in users:
            first.pk, first.client_id = None, uuid4()
            first.author, first.created_at = users[0] if one else user, now() - ago
            first.save(force_insert=True)

    return file


def test_it_works(many):
    many(MANY)
    assert widen_when_many()
    assert "Banjir" in limits.crisis().reason
    assert not widen_when_many()  # it is one already


@pytest.mark.parametrize("how", [
    {"people": MANY - 1}, {"people": MANY, "one": True}, {"people": MANY, "age": timedelta(hours=1)},
    {"people": MANY, "ago": WITHIN + timedelta(seconds=1)},
])  # fmt: skip
def test_one_person_new_accounts_and_a_slow_day_are_no_crisis(many, how):
    many(how.pop("people"), **how)
    assert not widen_when_many()
    assert limits.crisis() is None
