"""Leaving, while in other windows one is in the middle of something: all of it is there without one's name, or none of it."""

from copy import copy
from functools import partial

import pytest

from smartcity.accounts.leaving import Left, while_here
from smartcity.accounts.models import User
from smartcity.oneself.actions import erase
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report
from smartcity.reports.tests.test_concurrency import at_once, moment

__all__ = ["at_once", "moment"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_a_file")]


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


def still(me, /, act, *args, **kwargs):
    with while_here(me):
        return act(*args, **kwargs)


@pytest.mark.parametrize("words_too", [True, False])
def test_whoever_is_first(report, budi, at_once, django_user_model, words_too):
    for n in range(4):
        leaver = django_user_model.objects.create_user(f"warga{n}")
        mine, his = report(by=leaver), report(by=budi, text=f"Pohon tumbang ke-{n}")
        for place in (mine, his):
            actions.comment(place, leaver, text="Sudah saya bilang")
        here = [copy(leaver) for _window in range(3)]
        outcomes = at_once(
            partial(still, here[0], report, by=here[0], text=f"Lampu padam ke-{n}"),
            partial(still, here[1], actions.comment, copy(his), here[1], text="Halo"),
            partial(erase, here[2], words_too=words_too),
        )
        assert all(isinstance(told, (Left, Report, Comment)) for told in outcomes[:2])
        assert outcomes[2] is None
        assert not User.objects.filter(username=f"warga{n}").exists()
        written = Report.objects.filter(text=f"Lampu padam ke-{n}").count()
        assert written == isinstance(outcomes[0], Report)
        his.refresh_from_db()
        assert his.comments == Comment.objects.shown().filter(report=his).count()
