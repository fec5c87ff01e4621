"""Everything about oneself, and nothing of anybody else."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from axes.models import AccessLog
from django.apps import apps

from smartcity.accounts.actions import enrol_device, follow, issue_token
from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.notices.actions import notify
from smartcity.oneself.dossier import dossier
from smartcity.oneself.ties import NOT_OF_THE_PERSON, TIES
from smartcity.reports import actions, media
from smartcity.testing.city import jpeg


def ties_of_models():
    """Every foreign key to a person, by its name, with its on_delete."""
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.related_model._meta.auto_created:
            name = f"{relation.related_model._meta.label}.{relation.field.name}"
            yield name, relation.on_delete.__name__


def test_every_tie_is_in_the_table():
    assert {name for name, _what in ties_of_models()} == set(TIES), (
        "say in oneself/ties.py what is taken along"
    )


@pytest.mark.parametrize("name", TIES)
def test_a_tie_is_exported_or_says_why_not(name):
    tie = TIES[name]
    assert bool(tie.file) != bool(tie.why)
    assert bool(tie.file) == bool(tie.fields)


def test_no_secret_is_exported():
    for name, tie in TIES.items():
        secrets = {"password", "secret", "auth", "p256dh", "endpoint"}
        secrets |= set() if name == "notices.Preferences.user" else {"digest"}  # there it is a daily letter
        assert not secrets & set(tie.fields), name
        fields = apps.get_model(name.rpartition(".")[0])._meta.concrete_fields
        known = {field.name for field in fields} | {field.attname for field in fields}
        assert {field.split("__")[0] for field in tie.fields} <= known, name


@pytest.fixture
def busy(report, siti, budi, lurah_gambir):
    """Siti has left something everywhere; so has Budi."""
    mine, his = report(text="Punyaku"), report(by=budi, text="Punyanya")
    for who, other in ((siti, his), (budi, mine)):
        actions.support(other, who)
        actions.comment(other, who, text=f"Kata {who}")
        follow(who, other.subject)
        enrol_device(who, f"ponsel-{who}", "qlue", "standalone")
        issue_token(who, f"token-{who}")
        AccessLog.objects.create(
            username=who.username, ip_address="10.1.2.3", path_info="/", user_agent=f"ua-{who}"
        )
    actions.edit(mine, siti, text="Punyaku, lebih jelas")
    asked = actions.ask_name(mine, lurah_gambir, reason="Perlu bertemu")
    actions.decide(asked, siti, allow=True, told="Bu Siti")
    actions.see_name(mine, lurah_gambir)
    for event in Event.objects.all():
        notify(event)
    return mine


def unpacked(user):
    archive = ZipFile(BytesIO(b"".join(dossier(user))))
    assert archive.testzip() is None
    return archive


def read(archive, name):
    return json.loads(archive.read(name))


def test_it_works(busy, siti):
    archive = unpacked(siti)
    (row,) = read(archive, "laporan.json")
    assert (row["number"], row["text"], row["landmark"]) == (busy.number, "Punyaku, lebih jelas", "")
    assert read(archive, "komentar.json")[0]["text"] == "Kata Siti"
    assert read(archive, "kata-kata-sebelumnya.json")[0]["text"] == "Punyaku"
    (asked,) = read(archive, "siapa-meminta-nama-saya.json")
    assert (asked["reason"], asked["told"], len(asked["seen"])) == ("Perlu bertemu", "Bu Siti", 1)
    assert read(archive, "saya.json")["pseudonym"] == "Siti"
    assert read(archive, "masuk.json")[0]["user_agent"] == "ua-Siti"
    for name in ("dukungan", "diikuti", "perangkat", "token", "kabar", "yang-saya-lakukan"):
        assert len(read(archive, f"{name}.json")) >= 1, name
    assert read(archive, "poin.json")["points"] == 0


def test_what_one_wrote_to_companies(siti, budi, city):
    actions.sit_down(actions.invite(actions.register_company("parkir", "Parkir Aman")), siti)
    his = actions.write_to_company("Parkir Aman", budi, text="Palang rusak")
    actions.answer_talk(his, siti, text="Besok")
    actions.support_letter(his, siti)
    mine = actions.write_to_company(
        "Toko Roti", siti, text="Roti berjamur", place="Pasar", photos=[BytesIO(jpeg())]
    )
    archive = unpacked(siti)
    answer, letter = read(archive, "komentar.json")
    assert (answer["text"], answer["company__name"]) == ("Besok", "Parkir Aman")
    assert (letter["text"], letter["letter__name"], letter["letter__place"]) == (
        "Roti berjamur",
        "Toko Roti",
        "Pasar",
    )
    assert read(archive, "perusahaan.json")[0]["company__name"] == "Parkir Aman"
    assert read(archive, "dukungan-kepada-perusahaan.json")[0]["letter__post__id"] == his.pk
    assert f"foto/obrolan-{mine.photos.get().name}.jpg" in archive.namelist()


def test_every_file_is_there_even_when_empty(siti):
    names = set(unpacked(siti).namelist())
    assert {tie.file for tie in TIES.values() if tie.file} <= names
    assert "BACA-SAYA.txt" in names


def test_the_photos_are_as_they_are_kept(busy, siti, settings):
    archive = unpacked(siti)
    (photo,) = busy.photos.all()
    kept = (settings.MEDIA_ROOT / media.path(photo.name)).read_bytes()
    assert archive.read(f"foto/{busy.number}-{photo.name}.jpg") == kept


def test_a_photo_whose_file_is_gone_is_left_out(busy, siti):
    (photo,) = busy.photos.all()
    media.discard(photo.name)
    assert not [name for name in unpacked(siti).namelist() if name.startswith("foto/")]


def test_nothing_of_others(busy, siti):
    archive = unpacked(siti)
    for name in archive.namelist():
        found = archive.read(name)
        for word in (b"Kata Budi", b"Punyanya", b"ponsel-Budi", b"token-Budi", b"ua-Budi", b'"budi"'):
            assert word not in found, (name, word)


def test_no_password_and_no_digest(busy, siti):
    archive = unpacked(siti)
    everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".json"))
    assert siti.password.encode() not in everything
    assert siti.tokens.get().digest.encode() not in everything
    assert {"password"} == NOT_OF_THE_PERSON


def test_it_comes_in_pieces(busy, siti):
    """No piece holds the whole archive: a thousand photos need no memory of their own."""
    pieces = list(dossier(siti))
    assert len(pieces) > 10
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 2
