"""A kelurahan that is to be several: the administrator sees the plan, and takes it back before its day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone
from shapely.geometry import box

from smartcity.accounts.actions import appoint, follow
from smartcity.accounts.models import Follow, Role
from smartcity.areas.carving import Part
from smartcity.areas.models import Area, Boundary
from smartcity.crop.tests.conftest import text
from smartcity.events.actions import hold_the_order, record
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, NotAllowed, NotFound
from smartcity.reports.models import Category, Rule
from smartcity.seats import splitting
from smartcity.seats.models import Split

OFFICE = "/crop/jabatan/kantor/kelurahan-31.71.01.1001/"
WEST, EAST = "31.71.01.1011", "31.71.01.1012"


def parts(*codes):
    half = {code: box(w, -6.18, w + 0.01, -6.16) for code, w in zip(codes, (106.80, 106.81), strict=True)}
    return [
        Part(code, f"Gambir {code[-2:]}", "", shape.centroid.x, shape.centroid.y, shape)
        for code, shape in half.items()
    ]


def map_of():
    """All that the map is made of, as it stands."""
    areas = list(Area.objects.order_by("pk").values("code", "name", "lon", "lat", "valid_from", "valid_to"))
    drawn = Boundary.objects.order_by("pk").values_list("area__code", "valid_from", "valid_to", "approximate")
    return areas, list(drawn), list(Area.successors.through.objects.all())


@pytest.fixture
def admin(opened, administrator):
    return opened(administrator)


@pytest.fixture
def before(city):
    return map_of()


@pytest.fixture
def split(city, before):
    return splitting.plan(city.gambir, parts(WEST, EAST), on=timezone.localdate() + timedelta(days=9))


def tarik(client, split):
    return client.post(f"/crop/jabatan/pemekaran/{split.pk}/tarik/", follow=True)


def test_it_works(admin, administrator, lurah_gambir, split, before, siti):
    follow(siti, f"area:{WEST}")
    assert "Gambir 11, Gambir 12" in text(admin.get("/crop/jabatan/"))
    assert "Ya, tarik rencana pemekaran" in text(admin.get(OFFICE))
    body = text(tarik(admin, split))
    assert "Rencana pemekaran Gambir ditarik." in body
    assert "Pemekaran yang direncanakan" not in body
    assert map_of() == before
    assert not Follow.objects.filter(subject=f"area:{WEST}").exists()
    told = Event.objects.get(verb="split_withdrawn")
    assert (told.actor, told.data["into"]) == (administrator, ["Gambir 11", "Gambir 12"])
    assert not splitting.planned().exists()


def test_pressed_twice_it_says_so(admin, split):
    tarik(admin, split)
    again = tarik(admin, split)
    assert (again.status_code, "Tidak ada rencana pemekaran itu lagi." in text(again)) == (200, True)


def test_what_was_to_keep_its_name_keeps_its_point_too(administrator, city, before):
    smaller = splitting.plan(
        city.gambir, parts("31.71.01.1001", EAST), on=timezone.localdate() + timedelta(days=9)
    )
    splitting.withdraw(smaller, administrator)
    assert map_of() == before


def test_it_may_be_planned_anew(administrator, city, split):
    splitting.withdraw(split, administrator)
    again = splitting.plan(city.gambir, parts(WEST, EAST), on=timezone.localdate() + timedelta(days=5))
    assert [one.area for one in splitting.planned()] == [again.area]
    with pytest.raises(NotFound):
        splitting.withdraw(split, administrator)


def test_on_its_day_it_is_too_late(administrator, split):
    Split.objects.update(on=timezone.localdate())
    with pytest.raises(Conflict, match="sudah berlaku"):
        splitting.withdraw(split, administrator)
    assert Split.objects.exists()


def test_a_part_that_a_rule_names_already_holds_it(administrator, split):
    one = Rule.objects.create(
        number=99, place=99, category=Category.objects.first(), area=Area.objects.get(code=WEST)
    )
    with pytest.raises(Conflict, match="sudah dipakai"):
        splitting.withdraw(split, administrator)
    assert Split.objects.exists()
    one.delete()
    splitting.withdraw(split, administrator)


@pytest.mark.parametrize("who", ["lurah_gambir", "camat_gambir", "verifier", "siti"])
def test_nobody_else(opened, request, split, who):
    person = request.getfixturevalue(who)
    assert tarik(opened(person), split).status_code in (403, 404)
    with pytest.raises(NotAllowed):
        splitting.withdraw(split, person)
    assert Split.objects.exists()


def test_an_administrator_of_a_kota_is_not_asked(opened, budi, city, split):
    appoint(budi, city.offices.mayor, Role.ADMINISTRATOR)
    theirs = opened(budi)
    assert "Pemekaran yang direncanakan" not in text(theirs.get(OFFICE))
    assert tarik(theirs, split).status_code == 404
    assert Split.objects.exists()


def test_another_kelurahan_has_no_such_plan(admin, split):
    assert "Pemekaran yang direncanakan" not in text(
        admin.get("/crop/jabatan/kantor/kelurahan-31.71.04.1001/")
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time")
def test_who_acts_there_in_the_same_moment_waits_for_nobody_in_a_circle(administrator, split, city):
    """Whoever tells of a place holds the order of events and points at its area."""

    def take_it_back():
        try:
            splitting.withdraw(split, administrator)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold_the_order()
            other = pool.submit(take_it_back)
            wait_until_somebody_waits()
            record(f"area:{city.gambir.code}", "told", area=city.gambir)
        other.result(20)
    assert not Split.objects.exists()


def wait_until_somebody_waits():
    """For the lock of the log."""
    for _look in range(2000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.01)
    raise AssertionError("nobody came")
