"""The front door: the map, its tiles and outlines."""

from django.urls import path

from smartcity.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("kartu/<int:number>/", views.card, name="card"),
    path("tiles/areas.geojson", views.areas, name="areas"),
    path("tiles/reports/<z>/<x>/<y>.mvt", views.tile, name="tile"),
    path("robots.txt", views.robots, name="robots"),
]
