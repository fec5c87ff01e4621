"""Addresses of CROP, by the object they act on."""

from django.urls import path

from smartcity.crop.acts import ACTS
from smartcity.crop.views import acts, case, comments, door, hours, inbox, me

app_name = "crop"
urlpatterns = [
    path("masuk/", door.sign_in, name="sign-in"),
    path("keluar/", door.sign_out, name="sign-out"),
    path("", inbox.inbox, name="inbox"),
    path("riwayat/", inbox.history, name="history"),
    path("tugas/<int:number>/", case.case, name="case"),
    *(
        path(f"tugas/<int:number>/{act.path}/", acts.act, {"verb": verb}, name=verb)
        for verb, act in ACTS.items()
    ),
    path("tugas/<int:number>/nama/", case.name, name="name"),
    path("komentar/", comments.queue, name="comments"),
    path("komentar/<int:comment>/sembunyikan/", comments.hide, name="hide"),
    path("komentar/<int:comment>/tampilkan/", comments.release, name="release"),
    path("kabar/", me.news, name="news"),
    path("saya/", me.me, name="me"),
    path("kalender/", hours.calendar, name="calendar"),
    path("perangkat/", me.device, name="device"),
]
