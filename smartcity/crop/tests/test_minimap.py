"""The small drawing of a case's place."""

import pytest

from smartcity.areas.queries import index_of
from smartcity.crop.minimap import SIDE, minimap


@pytest.mark.parametrize("corner", [(0, 1), (2, 3), (0, 3), (2, 1)])
def test_the_pin_is_whole_wherever_in_the_area_it_stands(city, corner):
    area = city.gambir
    outline = index_of().shapes[list(index_of().ids).index(area.pk)]
    lon, lat = (outline.bounds[n] for n in corner)
    drawn = minimap(area.pk, lon, lat)
    assert 12 <= drawn.x <= SIDE - 12
    assert 33 <= drawn.y <= SIDE


def test_an_area_of_yesterday_has_none(city):
    assert minimap(0, 106.8, -6.1) is None
