"""Names of areas on a map: within their area, beside what lies there, or nowhere."""

from math import hypot

import pytest

from smartcity.lib.look.tests.conftest import in_chromium

pytestmark = in_chromium

# A map of 400 x 300 px whose degrees are pixels; answers the names it is given and where, once it has come to rest.
PLACED = """async ({ areas, discs }) => {
    const { mapNames } = await import("/static/look/js/mapnames.js");
    const container = Object.assign(document.createElement("div"), { style: "position:fixed;inset:0 auto auto 0;width:400px;height:300px" });
    document.body.append(container);
    let rest, drawn = [];
    mapNames({
        addSource() {}, addLayer() {}, setPaintProperty() {}, on: (_, act) => { rest = act; },
        getSource: () => ({ setData: ({ features }) => { drawn = features; } }),
        getContainer: () => container, getBounds: () => ({ toArray: () => [[0, 0], [400, 300]] }),
        project: ([x, y]) => ({ x, y: 300 - y }), unproject: ([x, y]) => ({ lng: x, lat: 300 - y }),
    }, "marks", { wanted: () => areas.map(([name, [w, s, e, n]]) => ({
        properties: { code: name, short_name: name },
        geometry: { type: "Polygon", coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] },
    })), taken: () => discs, above: () => [] });
    rest();
    return drawn.map(({ properties, geometry }) => [properties.name, ...geometry.coordinates.map(Math.round)]);
}"""


@pytest.fixture(scope="module")
def map_page(chromium, address):
    page = chromium.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    page.close()


def placed(page, areas, discs=()):
    found = page.evaluate(PLACED, {"areas": areas, "discs": list(discs)})
    return {name: (x, y) for name, x, y in found}


def test_it_works(map_page):
    assert placed(map_page, [("Gambir", [0, 0, 200, 300])]) == {"Gambir": (100, 150)}


def test_a_disc_moves_it_aside_within_its_area(map_page):
    x, y = placed(map_page, [("Gambir", [0, 0, 200, 300])], [(100, 150, 30)])["Gambir"]
    assert 20 < x < 180
    assert hypot(max(abs(x - 100) - 20, 0), max(abs(y - 150) - 8, 0)) > 30


def test_where_there_is_no_room_there_is_none(map_page):
    tight = [("Gambir", [0, 0, 200, 40]), ("Jakarta Pusat", [210, 0, 240, 300])]
    assert placed(map_page, tight, [(100, 280, 90)]) == {}


def test_of_two_that_would_meet_the_second_gives_way(map_page):
    two = [("Senen", [100, 100, 300, 200]), ("Gambir", [90, 90, 310, 210])]
    (one, other) = placed(map_page, two).values()
    assert abs(one[1] - other[1]) >= 16 or abs(one[0] - other[0]) >= 40
