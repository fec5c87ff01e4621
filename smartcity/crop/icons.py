"""CROP's icon: the pin with the tick of what is done, on a dark ground, so that nobody takes one app for the other."""

from smartcity.lib.look import appicons
from smartcity.lib.look.appicons import NIGHT, TICK

PIN = (99, 197, 216, 255)
ICONS = appicons.drawings(NIGHT, PIN, TICK, 3.0)
