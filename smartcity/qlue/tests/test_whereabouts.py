"""The small map of a report's page: a drawing without script, and never more exact than may be told."""

from smartcity.qlue.whereabouts import whereabouts
from smartcity.testing.city import GAMBIR

NEARBY = (106.812345, -6.171234)


def page(client, report):
    return client.get(f"/qlue/laporan/{report.number}/")


def test_it_works(client, report):
    filed = report(at=NEARBY)
    text = page(client, filed).text
    assert 'aria-label="Peta: titik laporan di Gambir, Jakarta Pusat"' in text
    assert 'data-at="106.812345,-6.171234"' in text
    assert 'href="/?map=16/-6.17123/106.8123' in text
    assert "bukan jalan" in text
    assert '<g class="ground"><path d="M' in text, "drawn, for who has no script"


def test_of_a_private_report_only_the_neighbourhood(as_siti, as_lurah_gambir, report):
    filed = report(at=NEARBY, visibility="private")
    for who in (as_siti, as_lurah_gambir):
        text = page(who, filed).text
        assert 'data-at="106.812,-6.171"' in text
        assert "106.8123" not in text
        assert "?map=" not in text
        assert "hanya lingkungannya" in text
        assert 'class="ring"' in text


def test_the_neighbour_sees_no_map_of_it(as_budi, report):
    assert page(as_budi, report(at=NEARBY, visibility="private")).status_code == 404


def test_a_place_that_is_a_guess_has_a_ring_and_no_pin(report):
    filed = report()
    filed.accuracy = 1000
    assert whereabouts(filed).ring > 50
    filed.accuracy = 12
    assert (whereabouts(filed).ring, whereabouts(filed).metres) == (0, 0)


def test_what_left_the_city_map_leads_to_no_place_there(client, report):
    filed = report(at=GAMBIR)
    filed.active = False
    filed.save()
    assert "?map=" not in page(client, filed).text


def test_who_saves_data_keeps_the_drawing(client, report):
    filed = report()
    text = client.get(f"/qlue/laporan/{filed.number}/", headers={"Save-Data": "on"}).text
    assert '<g class="ground"><path d="M' in text
    assert "data-outlines" not in text
    assert "maplibre" not in text


def test_the_parts_that_are_fetched_again_leave_it(client, report):
    filed = report()
    assert "where-map" not in client.get(f"/qlue/laporan/{filed.number}/?fragment=1").text
