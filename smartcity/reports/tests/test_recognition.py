"""Points are for what proved useful. Each way to make some out of nothing makes none."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from random import Random

import pytest
from PIL import Image

from smartcity.accounts.actions import appoint, enrol_device
from smartcity.accounts.models import Role
from smartcity.lib.errors import DomainError
from smartcity.lib.time import at
from smartcity.reports import actions
from smartcity.reports.recognition import Kind, recognition
from smartcity.testing.city import GAMBIR, jpeg

START = datetime(2026, 11, 2, 2, tzinfo=UTC)  # a Monday, 9 o'clock
seeds = count(1)


def picture():
    """Unlike every other one."""
    dice, out = Random(next(seeds)), BytesIO()
    small = Image.new("L", (16, 16))
    small.putdata([dice.randrange(256) for _ in range(256)])
    small.resize((320, 240)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def day(n, hour=0):
    return at(START + timedelta(days=n, hours=hour))


@pytest.fixture
def filed(report):
    """`filed(n)`: Siti's report of day n, the nth some 330 m from the one before."""

    def file(n, **fields):
        with day(n):
            return report(**{"at": (GAMBIR[0], -6.179 + 0.003 * (n % 6)), "photo": picture()} | fields)

    return file


@pytest.fixture
def answer(lurah_gambir):
    def do(report, n, by=lurah_gambir, photo=None, hour=0):
        with day(n, hour):
            report.refresh_from_db()
            actions.accept(report, by)
            actions.answer(
                report, by, reason="Sudah", photos=[BytesIO(photo or picture())],
                lon=report.lon, lat=report.lat,
            )  # fmt: skip

    return do


@pytest.fixture
def put_right(filed, answer, siti):
    """Filed on day n, answered and confirmed the day after."""

    def do(n, by=siti, **fields):
        report = filed(n, by=by, **fields)
        answer(report, n + 1)
        with day(n + 1, 2):
            actions.confirm(report, by, rating=5)
        return report

    return do


def kinds(user, n=60):
    with day(n):
        return sorted(line.kind for line in recognition(user).lines)


def test_it_works(put_right, siti):
    report = put_right(0)
    with day(60):
        found = recognition(siti)
    assert kinds(siti) == [Kind.CONFIRMED, Kind.PROVEN]
    assert (found.points, found.sent, found.proven, found.honest) == (15, 1, 1, 1)
    assert {line.number for line in found.lines} == {report.number}


def test_nobody_has_done_nothing_wrong(siti):
    found = recognition(siti)
    assert (found.points, [badge.at for badge in found.badges]) == (0, [None] * 3)


def test_filing_supporting_and_commenting_earn_nothing(filed, siti, budi):
    report = filed(0)
    actions.support(report, budi)
    actions.comment(report, budi, text="Saya juga")
    assert kinds(siti) == kinds(budi) == []


def test_a_yes_counts_once_nobody_has_contradicted_it_for_a_week(put_right, siti):
    put_right(0)
    assert kinds(siti, n=7) == [Kind.PROVEN]
    assert kinds(siti, n=9) == [Kind.CONFIRMED, Kind.PROVEN]


def test_a_no_that_brought_the_office_back(filed, answer, siti):
    report = filed(0)
    answer(report, 1)
    with day(1, 2):
        actions.refuse(report, siti, reason="Masih berlubang")
    assert kinds(siti) == []
    answer(report, 3)
    with day(4):
        actions.confirm(report, siti)
    assert kinds(siti) == [Kind.CONFIRMED, Kind.PROVEN, Kind.REFUSED]


def test_yes_and_no_by_turns_is_believed_neither_way(put_right, answer, siti):
    report = put_right(0)
    with day(2):
        actions.refuse(report, siti, reason="Belum")
    answer(report, 3)
    with day(4):
        actions.confirm(report, siti)
    assert kinds(siti) == [Kind.PROVEN]


def test_no_again_and_again_is_not_believed(filed, answer, siti):
    report = filed(0)
    for n in (1, 3, 5):
        answer(report, n)
        with day(n, 2):
            actions.refuse(report, siti, reason="Belum")
    answer(report, 7)
    with day(8):
        actions.confirm(report, siti)
    assert kinds(siti) == [Kind.PROVEN]


def test_thirty_reports_of_one_thing_are_one(put_right, siti):
    for n in range(30):
        put_right(n, at=GAMBIR)
    with day(60):
        found = recognition(siti)
    assert (found.proven, found.sent) == (1, 30)
    assert found.honest == 1


def test_no_more_than_three_of_one_day(filed, answer, siti):
    places = [(106.802 + 0.003 * n, -6.17) for n in range(5)]
    reports = [filed(0, at=place) for place in places]
    for report in reports:
        answer(report, 1)
        with day(1, 3):
            actions.confirm(report, siti)
    assert kinds(siti) == [*[Kind.CONFIRMED] * 3, *[Kind.PROVEN] * 3]


def test_silence_is_no_honest_answer(filed, answer, siti):
    report = filed(0)
    answer(report, 1)
    with day(5):
        actions.confirm_silence(report)
    assert kinds(siti) == [Kind.PROVEN]


def test_a_photo_used_before_proves_nothing(filed, answer, siti):
    used = picture()
    answer(filed(0), 1, photo=used)
    report = filed(1)
    answer(report, 2, photo=used)
    with day(2, 3):
        actions.confirm(report, siti)
    assert kinds(siti) == []


def test_what_was_rejected_or_merged_earns_nothing(filed, lurah_gambir, siti):
    spam, twice, first = filed(0), filed(1), filed(2)
    with day(3):
        actions.reject(spam, lurah_gambir, reason="Iklan")
        actions.merge(twice, lurah_gambir, into=first)
    assert kinds(siti) == []


def test_reports_of_others_merged_into_mine(filed, answer, lurah_gambir, siti, budi):
    first, other, own = filed(0), filed(1, by=budi), filed(2)
    with day(3):
        actions.merge(own, lurah_gambir, into=first)
    answer(first, 4)
    with day(5):
        actions.confirm(first, siti)
    assert kinds(siti) == [Kind.CONFIRMED, Kind.PROVEN]  # one's own doubles help nobody
    with day(6):
        actions.refuse(first, siti, reason="Lagi")
        actions.merge(other, lurah_gambir, into=first)
    answer(first, 7)
    with day(8):
        actions.confirm(first, siti)
    assert Kind.UNITED in kinds(siti)
    assert kinds(budi) == []


def test_a_ring_of_supporters_gains_nothing(filed, siti, budi, django_user_model):
    ring = [siti, budi, *(django_user_model.objects.create_user(f"cincin{n}") for n in range(3))]
    for n, author in enumerate(ring):
        report = filed(n, by=author)
        for other in ring:
            with day(n, 1):
                if other != author:
                    actions.support(report, other)
                    actions.comment(report, other, text="Setuju")
    assert [kinds(one) for one in ring] == [[]] * 5


def test_a_ring_that_doubts_gains_nothing(filed, answer, siti, budi, django_user_model):
    ring = [budi, *(django_user_model.objects.create_user(f"cincin{n}") for n in range(2))]
    report = filed(0)
    for other in ring:
        actions.support(report, other)
    answer(report, 1)
    for other in ring:
        with day(1, 3):
            actions.refuse(report, other, reason="Belum")
    answer(report, 3)
    with day(4):
        actions.confirm(report, siti)
    assert [kinds(one) for one in ring] == [[]] * 3


def test_an_official_of_the_answering_office(put_right, siti, city):
    appoint(siti, city.offices.gambir, Role.OFFICER, since=START - timedelta(days=99))
    put_right(0)
    assert kinds(siti) == []


def test_who_sat_above_it_once(put_right, siti, city):
    post = appoint(siti, city.offices.camat, Role.CAMAT, since=START - timedelta(days=99))
    post.until = START - timedelta(days=9)
    post.save()
    put_right(0)
    assert kinds(siti) == []


def test_an_official_elsewhere_is_a_citizen_here(put_right, siti, city):
    appoint(siti, city.offices.senen, Role.LURAH, since=START - timedelta(days=99))
    put_right(0)
    assert Kind.PROVEN in kinds(siti)


def test_two_accounts_on_one_phone(put_right, siti, lurah_gambir):
    enrol_device(siti, "satu-ponsel", "qlue", "standalone")
    enrol_device(lurah_gambir, "satu-ponsel", "crop", "standalone")
    put_right(0)
    assert kinds(siti) == []


def test_the_officials_account_earns_nothing(put_right, lurah_gambir):
    put_right(0)
    assert kinds(lurah_gambir) == []


def test_a_badge_says_when_it_was_earned(put_right, siti):
    for n in range(5):
        put_right(n, category="road" if n < 2 else "flood")
    with day(60):
        found = {badge.code: badge for badge in recognition(siti).badges}
    assert found["flood"].at == START + timedelta(days=5, hours=2)
    assert (found["keeper"].have, found["witness"].have) == (5, 5)


def test_nothing_drifts(put_right, filed, siti, lurah_gambir):
    """Refused again after all: what it had earned is gone."""
    report = put_right(0)
    assert kinds(siti) != []
    with day(3):
        actions.refuse(report, siti, reason="Lubang lagi")
    assert kinds(siti) == []


def test_as_many_questions_for_much_as_for_little(put_right, siti, django_assert_num_queries):
    put_right(0)
    with django_assert_num_queries(6):
        recognition(siti)
    for n in range(1, 4):
        put_right(n)
    with django_assert_num_queries(6):
        recognition(siti)


def test_the_reporter_cannot_answer_as_an_official(filed, lurah_gambir):
    report = filed(0, by=lurah_gambir)
    actions.accept(report, lurah_gambir)
    with pytest.raises(DomainError):
        actions.answer(report, lurah_gambir, reason="Sudah", photos=[BytesIO(jpeg(seed=9))])
