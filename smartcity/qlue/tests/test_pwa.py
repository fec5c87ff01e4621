"""Qlue as an app: its manifest, its icons, its service worker."""

import json
from dataclasses import replace
from io import BytesIO

from PIL import Image

from smartcity.lib.look.appicons import png
from smartcity.qlue import icons, shell


def test_it_works(client, db, settings):
    settings.QLUE_NAME = "Lapor Kota"
    answer = client.get("/qlue/manifest.webmanifest")
    said = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["scope"], said["start_url"], said["display"], said["lang"]) == (
        "Lapor Kota",
        "/qlue/",
        "/qlue/",
        "standalone",
        "id",
    )
    assert {(icon["sizes"], icon["purpose"]) for icon in said["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_every_icon_of_the_manifest_is_there_in_its_size(client, db):
    for icon in json.loads(client.get("/qlue/manifest.webmanifest").content)["icons"]:
        answer = client.get(icon["src"])
        assert answer["Content-Type"] == "image/png"
        assert "x".join(map(str, Image.open(BytesIO(answer.content)).size)) == icon["sizes"]


def test_no_other_icon(client, db):
    assert client.get("/qlue/ikon/13.png").status_code == 404


def test_a_maskable_icon_fills_its_square_and_keeps_its_pin_within(db):
    image = Image.open(BytesIO(png(icons.ICONS["maskable-512"]))).convert("RGB")
    ground = image.getpixel((0, 0))
    edge = int(512 * 0.1)
    assert ground == icons.BRAND[:3]
    assert {image.getpixel((256, y)) for y in (edge, 511 - edge)} == {ground}
    assert image.getpixel((256, 165)) != ground


def test_the_badge_is_a_shape_on_nothing(db):
    image = Image.open(BytesIO(png(icons.ICONS["badge-96"])))
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((30, 30))[3] == 255


def shell_of(text):
    return json.loads(text.split("\n", 1)[0].removeprefix("const SHELL = ").removesuffix(";"))


def test_the_worker_may_not_be_kept_and_answers_for_all_of_qlue(client, db):
    answer = client.get("/qlue/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert shell_of(answer.text)["pages"] == ["/qlue/lapor/", "/qlue/draf/", "/qlue/luring/"]


def test_every_page_the_worker_keeps_is_open_to_all_and_carries_the_banner_it_turns_on(client, city):
    for page in (*shell_of(client.get("/qlue/sw.js").text)["pages"], "/qlue/", "/qlue/terbaru/"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert 'id="stale" hidden' in answer.text, page


def test_every_script_of_qlue_is_kept(client, db):
    kept = shell_of(client.get("/qlue/sw.js").text)["files"]
    for name in ("new", "photos", "place", "draft", "drafts", "outbox", "app"):
        assert f"/static/qlue/{name}.js" in kept


def test_another_version_when_a_file_changes(db, tmp_path):
    changed = tmp_path / "sw.js"
    changed.write_text(shell.SHELL.code.read_text() + "//")
    assert replace(shell.SHELL, code=changed).version != shell.SHELL.version


def test_the_worker_is_small():
    assert len(shell.SHELL.code.read_text().splitlines()) <= 200
