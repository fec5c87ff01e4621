"""The share card: what anybody may know of a public report, as a picture and as words."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from smartcity.lib.look import sharecard
from smartcity.reports import actions


def card(client, report, **headers):
    return client.get(f"/qlue/laporan/{report.number}/kartu.png", headers=headers)


def test_it_works(client, report):
    answer = card(client, report())
    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))


def test_it_tells_nothing_of_the_reporter_or_the_exact_place(client, report, siti, monkeypatch):
    told = []
    monkeypatch.setattr("smartcity.qlue.views.card.draw", lambda card: told.append(card) or b"")
    filed = report(landmark="Depan rumah Siti", signed=True)
    card(client, filed)
    (drawn,) = told
    assert (drawn.status, drawn.title, drawn.place) == (
        "waiting",
        "Jalan rusak",
        "Kel. Gambir, Jakarta Pusat",
    )
    words = f"{drawn.city} {drawn.title} {drawn.place} {drawn.age}"
    for secret in ("Siti", "Depan", filed.text, "106.8"):
        assert secret not in words


@pytest.mark.parametrize(
    "status", ["waiting", "in_progress", "coordinating", "answered", "done", "rejected", "merged"]
)
@pytest.mark.parametrize("folder", [sharecard.FOLDER, sharecard.Path("/none")])
def test_every_status_with_any_font(status, folder, monkeypatch):
    monkeypatch.setattr(sharecard, "FOLDER", folder)
    sharecard._font.cache_clear()
    long = "Lampu jalan padam " * 20
    data = sharecard.draw(sharecard.ShareCard("Jakarta", status, long, long, "x" * 300))
    assert Image.open(BytesIO(data)).size == (1200, 630)
    sharecard._font.cache_clear()


def test_a_private_report_has_none(as_siti, client, report):
    filed = report(visibility="private")
    for reader in (as_siti, client):
        assert card(reader, filed).status_code == 404


def test_it_is_asked_again_and_not_drawn(client, report, lurah_gambir, monkeypatch):
    filed = report()
    first = card(client, filed)
    again = card(client, filed, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    actions.accept(filed, lurah_gambir)
    assert card(client, filed, if_none_match=first["ETag"]).status_code == 200


def test_a_lost_photo_is_no_error(client, report, settings):
    filed = report()
    for path in settings.MEDIA_ROOT.rglob("*.jpg"):
        path.unlink()
    assert card(client, filed).status_code == 200


def test_a_flood_of_asking_is_told_to_wait(client, report, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.views.card.MOST_DRAWN", 1)
    monkeypatch.setattr("smartcity.qlue.views.card.draw", lambda card: b"")
    filed = report()
    assert [card(client, filed).status_code for _ in range(2)] == [200, 429]


def test_the_page_names_it(client, report, settings):
    settings.BASE_URL = "https://lapor.example"
    filed = report(text='"><script>alert(1)</script>', client_id=uuid4())
    page = client.get(f"/qlue/laporan/{filed.number}/").text
    assert f'content="https://lapor.example/qlue/laporan/{filed.number}/kartu.png"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert "<script>alert" not in page
    assert "106.8" not in page.split("</head>")[0]


def test_a_private_page_names_none(as_siti, report):
    page = as_siti.get(f"/qlue/laporan/{report(visibility='private').number}/").text
    assert "og:" not in page
    assert 'content="noindex"' in page
