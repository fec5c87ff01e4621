"""A folder is emptied only if a sample city is all it holds, and no city runs in it twice."""

from types import SimpleNamespace

import pytest

from smartcity.demo import prepare
from smartcity.lib.errors import Conflict
from smartcity.lib.processes import alone_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    """A data folder, and a `prepare` that builds nothing in it."""
    settings.DATA = data = tmp_path / "city"
    data.mkdir()
    monkeypatch.setattr(prepare, "connection", SimpleNamespace(vendor="sqlite"))  # no schema is dropped here
    monkeypatch.setattr(prepare, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(prepare, "collect", lambda: None)
    monkeypatch.setattr(prepare.signal, "signal", lambda *_: None)
    monkeypatch.setattr(prepare.build, "build", lambda data, *_: (data / prepare.build.DONE).touch())
    monkeypatch.setattr(prepare.connections, "close_all", lambda: None)
    return data


def start(*, reset=False):
    return prepare.prepare(boundaries=None, reset=reset, reports=0)


def test_it_works(folder):
    (folder / "secret.key").write_text("made by the settings")
    assert start()
    assert not start()
    (folder / "media").mkdir()
    assert start(reset=True)
    assert not (folder / "media").exists()
    assert (folder / "secret.key").exists()


@pytest.mark.parametrize("reset", [False, True])
def test_what_is_somebody_elses_is_left_alone(folder, reset):
    (folder / "thesis.txt").write_text("precious")
    with pytest.raises(Conflict, match="berkas lain"):
        start(reset=reset)
    assert (folder / "thesis.txt").read_text() == "precious"


def test_a_half_built_city_is_begun_anew(folder):
    (folder / prepare.OURS).touch()
    (folder / "accounts.json").write_text("[]")
    assert start()
    assert not (folder / "accounts.json").exists()


def test_two_cities_in_one_folder(tmp_path):
    with alone_in(tmp_path), pytest.raises(Conflict, match="sudah berjalan"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass
