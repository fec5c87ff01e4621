"""`smartcity createadmin` and `appoint`, as an operator types them."""

import pytest
from click.testing import CliRunner

from smartcity.accounts.commands import api_key, appoint, createadmin, token
from smartcity.accounts.models import Role, User
from smartcity.accounts.queries import key_of, reach, user_of_token
from smartcity.lib.errors import Conflict, Invalid, NotFound

GOOD = "jembatan-tua-7"


def run(command, *arguments, typed=""):
    return CliRunner().invoke(command, arguments, input=typed)


def test_it_works(city):
    done = run(createadmin, "ratna", typed=f"{GOOD}\n{GOOD}\n")
    assert done.output.endswith("ratna: Administrator, Provinsi\n")
    ratna = User.objects.get(username="ratna")
    assert ratna.check_password(GOOD)
    assert reach(ratna).roles == {Role.ADMINISTRATOR}
    assert reach(ratna).seats == {city.offices.province.pk}


def test_the_password_is_asked_until_it_comes_twice_the_same(city):
    run(createadmin, "ratna", typed=f"{GOOD}\nanother\n{GOOD}\n{GOOD}\n")
    assert User.objects.get(username="ratna").check_password(GOOD)


def test_the_password_from_a_file(city, tmp_path):
    (tmp_path / "secret").write_text(f"{GOOD}\n")
    run(createadmin, "ratna", "--password-file", str(tmp_path / "secret"))
    assert User.objects.get(username="ratna").check_password(GOOD)


def test_the_administrator_of_another_office(city):
    run(createadmin, "ratna", "--office", "roads", "--password-file", "-", typed=GOOD)
    assert reach(User.objects.get(username="ratna")).seats == {city.offices.roads.pk}


@pytest.mark.parametrize("username, password", [
    ("siti", GOOD), ("", GOOD), ("two words", GOOD), ("ratna", "123"), ("ratna", ""), ("jembatan-tua", GOOD),
])  # fmt: skip
def test_what_is_refused_leaves_nothing(siti, username, password):
    done = run(createadmin, username, "--password-file", "-", typed=password)
    assert isinstance(done.exception, Invalid)
    assert User.objects.count() == 1


@pytest.mark.parametrize("office", ([], ["--office", "nowhere"]))
def test_no_such_office(db, office):
    done = run(createadmin, "ratna", *office, "--password-file", "-", typed=GOOD)
    assert isinstance(done.exception, NotFound)
    assert not User.objects.exists()


def test_a_new_lurah(city):
    done = run(appoint, "lurah.baru", "lurah", "kelurahan-31.71.01.1001", "--password-file", "-", typed=GOOD)
    assert done.output == "lurah.baru: Lurah, Kelurahan Gambir\n"
    assert reach(User.objects.get(username="lurah.baru")).seats == {city.offices.gambir.pk}


def test_a_seat_for_somebody_known(siti):
    run(appoint, "siti", "officer", "roads")
    siti.refresh_from_db()
    assert reach(siti).roles == {Role.OFFICER}
    assert siti.check_password("rahasia-sekali")


def test_not_twice_on_the_same_seat(lurah_gambir):
    again = run(appoint, "lurah.gambir", "lurah", "kelurahan-31.71.01.1001")
    assert isinstance(again.exception, Conflict)
    assert lurah_gambir.posts.count() == 1


def test_no_such_role(siti):
    assert run(appoint, "siti", "king", "roads").exit_code == 2
    assert not siti.posts.exists()


def test_a_key_and_its_end(siti):
    raw = run(api_key, "siti", "FixMyStreet").output.strip()
    assert key_of(raw).user == siti
    run(api_key, "siti", "FixMyStreet", "--withdraw")
    assert key_of(raw) is None
    assert isinstance(run(api_key, "siti", "FixMyStreet", "--withdraw").exception, NotFound)


def test_a_token(siti):
    assert user_of_token(run(token, "siti", "a script").output.strip()) == siti
    assert isinstance(run(token, "nobody", "a script").exception, NotFound)
