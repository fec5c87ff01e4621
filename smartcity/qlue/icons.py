"""Qlue's icon: the pin with the city's mast and wave, white on the brand's colour."""

from smartcity.lib.look import appicons
from smartcity.lib.look.appicons import BRAND, MAST_AND_WAVE, WHITE

ICONS = appicons.drawings(BRAND, WHITE, MAST_AND_WAVE)
