"""CROP as an app of its own: its manifest, its icons, its service worker, its pages without signal."""

import json
from io import BytesIO

import pytest
from PIL import Image

from smartcity.crop import icons, shell
from smartcity.lib.look.appicons import png
from smartcity.qlue import icons as qlue_icons


def test_it_works(client, db, settings):
    settings.CROP_NAME = "Tugas Kota"
    answer = client.get("/crop/manifest.webmanifest")
    said = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert [said[name] for name in ("name", "id", "scope", "start_url", "display", "lang")] == [
        "Tugas Kota", "/crop/", "/crop/", "/crop/", "standalone", "id"]  # fmt: skip
    for icon in said["icons"]:
        image = Image.open(BytesIO(client.get(icon["src"]).content))
        assert "x".join(map(str, image.size)) == icon["sizes"]


def test_nobody_takes_it_for_the_citizens_app():
    assert all(png(drawing) != png(qlue_icons.ICONS[name]) for name, drawing in icons.ICONS.items())


def test_no_other_icon(client, db):
    assert client.get("/crop/ikon/13.png").status_code == 404


def shell_of(text):
    return json.loads(text.split("\n", 1)[0].removeprefix("const SHELL = ").removesuffix(";"))


def test_the_worker_may_not_be_kept(client, db):
    answer = client.get("/crop/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]


def test_the_worker_touches_no_cache_of_another_app():
    assert "qlue-" not in shell.SHELL.code.read_text()
    assert 'prefix: "crop-files-"' in shell.SHELL.code.read_text()


def test_every_page_the_worker_keeps_is_open_to_all_and_shows_nothing_of_anybody(client, lurah, waiting):
    for path in shell_of(client.get("/crop/sw.js").text)["pages"]:
        mine, nobodys = lurah.get(path), client.get(path)
        assert nobodys.status_code == mine.status_code == 200, path
        assert "siti" not in mine.text.lower()
        assert waiting.title not in mine.text


def test_every_file_it_keeps_is_there(client, db):
    assert len(shell_of(client.get("/crop/sw.js").text)["files"]) == len(shell.SHELL.files)


def test_the_worker_is_small():
    assert len(shell.SHELL.code.read_text().splitlines()) <= 200


@pytest.mark.parametrize("page", ["/crop/masuk/", "/crop/pasang/"])
def test_it_can_be_installed_before_signing_in(client, db, page):
    assert 'rel="manifest" href="/crop/manifest.webmanifest"' in client.get(page).text


def test_how_to_install_it_in_words(client, db):
    said = client.get("/crop/pasang/").text
    assert "Tambahkan ke layar utama" in said
    assert "Tambahkan ke Layar Utama" in said
