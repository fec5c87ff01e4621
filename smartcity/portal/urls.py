"""The front door: the map, its tiles and outlines; open data; what search engines may find."""

from django.urls import path

from smartcity.portal import alerts, beds, data, embedding, feeds, gauges, sitemap, statistics, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("kartu/", views.gathered, name="gathered"),
    path("kartu/<int:number>/", views.card, name="card"),
    path("pintu-air/", gauges.gauges, name="gauges"),
    path("pintu-air/<slug:code>/", gauges.gauge, name="gauge"),
    path("tiles/areas.geojson", views.areas, name="areas"),
    path("tiles/ground/<z>/<x>/<y>.mvt", views.ground, name="ground"),
    path("tiles/reports/<z>/<x>/<y>.mvt", views.tile, name="tile"),
    path("data/", data.page, name="data"),
    path("data/laporan.<str:format>", data.reports, name="data_reports"),
    path("data/bulanan/<str:name>", data.month, name="data_month"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<str:part>.xml", sitemap.part, name="sitemap_part"),
    path("statistik/", statistics.overview, name="numbers"),
    path("statistik/kantor/", statistics.offices, name="numbers-offices"),
    path("statistik/wilayah/", statistics.places, name="numbers-places"),
    path("statistik/kategori/", statistics.kinds, name="numbers-kinds"),
    path("statistik/cara/", statistics.method, name="numbers-method"),
    path("statistik/angka.csv", statistics.table, name="numbers-table"),
    path("statistik/<slug:what>/<str:code>/", statistics.about_one, name="numbers-one"),
    path("statistik/<slug:what>/<str:code>/<slug:figure>/", statistics.behind, name="numbers-behind"),
    path("umpan/semua.atom", feeds.everything, name="feed"),
    path("umpan/wilayah/<str:code>.atom", feeds.of_area, name="feed_area"),
    path("umpan/kategori/<slug:code>.atom", feeds.of_category, name="feed_category"),
    path("peringatan/", alerts.warnings, name="warnings"),
    path("rumah-sakit/", beds.hospitals, name="beds"),
    path("rumah-sakit/<str:code>/", beds.hospital, name="hospital"),
    path("cap/", alerts.index, name="alerts"),
    path("cap/<slug:name>.xml", alerts.message, name="alert"),
    path("sematkan/", embedding.frame, name="embed"),
    path("sematkan/cara/", embedding.code, name="embed_code"),
    path("robots.txt", views.robots, name="robots"),
]
