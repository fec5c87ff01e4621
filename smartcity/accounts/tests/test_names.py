"""No citizen wears an office's name."""

import pytest

from smartcity.accounts import actions
from smartcity.accounts.contacts import Contact
from smartcity.accounts.models import Role, User
from smartcity.accounts.names import own_name
from smartcity.lib.errors import Invalid

pytestmark = pytest.mark.django_db

WORN = [
    "Lurah Gambir", "lurah gambir", "Lurah  Gambir", "Lurah\u00a0Gambir", "Lurah\nGambir", "Lurah\u200b Gambir", "Lu\u2060rah Gambir",
    "Lurah Gambir \u2713", "\uff2c\uff55\uff52\uff41\uff48 \uff27\uff41\uff4d\uff42\uff49\uff52", "Lur\u0430h Gambir", "Lurah G\u0430mb\u0456r",
    "L\u00farah G\u00e1mbir", "Iurah Gambir", "Lurah Gamb1r", "lurah.gambir", "LurahGambir", "PLN", "\u0420LN", "pln", "P\u200cLN", "PT PLN",
    "\u0421amat Gambir", "Dinas Bina Marga", "Pelapor", "Petugas", "admin",
]  # fmt: skip


@pytest.mark.parametrize("name", WORN)
def test_it_works(city, name):
    with pytest.raises(Invalid) as wrong:
        own_name(name)
    assert (wrong.value.code, wrong.value.field) == ("office_name", "pseudonym")


@pytest.mark.parametrize(
    "name", ["Siti", "Warga Gambir", "Lurah", "Пётр", "张伟", "Bu Camat Gambir", "😀", ""]
)
def test_other_names_are_as_they_are(city, name):
    assert own_name(name) == name


def test_a_name_stands_on_one_line(city):
    assert own_name(" Mbak\u00a0\n Siti ") == "Mbak Siti"


def test_a_username_that_is_seen_is_looked_at_too(city):
    with pytest.raises(Invalid):
        actions.register("PLN", "rahasia-sekali")
    assert not User.objects.filter(username="PLN").exists()
    assert actions.register("PLN", "rahasia-sekali", "Siti").pseudonym == "Siti"


def test_no_way_in_or_on_takes_one(siti):
    with pytest.raises(Invalid):
        actions.change_profile(siti, pseudonym="Lurah  Gambir")
    with pytest.raises(Invalid):
        actions.register_by_contact(Contact("phone", "+62812345678"), "Lurah\u00a0Gambir", "id")
    actions.change_profile(siti, language="en")
    siti.refresh_from_db()
    assert (siti.pseudonym, siti.language) == ("Siti", "en")


def test_who_sits_in_an_office_may_be_called_so(city):
    assert actions.hire("lurah.gambir", "kucing-77-biru", city.offices.gambir, Role.LURAH).pk
