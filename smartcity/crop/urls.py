"""Addresses of CROP, by the object they act on."""

from django.urls import path

from smartcity.crop.acts import ACTS
from smartcity.crop.views import (
    acts,
    case,
    comments,
    companies,
    door,
    hours,
    inbox,
    invited,
    me,
    performance,
    phrases,
    rules,
    seats,
    secure,
)

app_name = "crop"
urlpatterns = [
    path("masuk/", door.sign_in, name="sign-in"),
    path("masuk/kode/", door.second, name="second"),
    path("masuk/kunci/", door.by_passkey, name="by-passkey"),
    path("masuk/lagi/", secure.again, name="again"),
    path("undangan/<str:secret>/", invited.invited, name="invited"),
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
    path("perusahaan/", companies.companies, name="companies"),
    path("templat/", phrases.phrases_page, name="phrases"),
    path("kalender/", hours.calendar, name="calendar"),
    path("aturan/", rules.rules, name="rules"),
    path("aturan/baru/", rules.rule, name="new-rule"),
    path("aturan/<int:pk>/", rules.rule, name="rule"),
    path("saya/pengaman/", secure.secure, name="secure"),
    path("saya/pengaman/aplikasi/", secure.app, name="app"),
    path("saya/pengaman/kunci/", secure.new_passkey, name="new-passkey"),
    path("saya/pengaman/kunci/<int:pk>/", secure.passkey, name="passkey"),
    path("saya/pengaman/cadangan/", secure.reserve, name="reserve"),
    path("jabatan/", seats.seats, name="seats"),
    path("jabatan/<int:pk>/akhiri/", seats.end, name="end-post"),
    path("jabatan/<int:pk>/lepas-pengaman/", seats.reset, name="reset-factors"),
    path("jabatan/undangan/<int:pk>/kirim/", seats.renew, name="renew-invitation"),
    path("jabatan/undangan/<int:pk>/tarik/", seats.withdraw, name="withdraw-invitation"),
    path("jabatan/kantor/<str:code>/", seats.office, name="office"),
    path("jabatan/kantor/<str:code>/bubarkan/", seats.abolish, name="abolish"),
    path("jabatan/kantor/<str:code>/nama/", seats.rename, name="rename-office"),
    path("jabatan/kantor/<str:code>/undang/", seats.invite, name="invite"),
    path("jabatan/kantor/<str:code>/dudukkan/", seats.seat, name="seat"),
    path("perangkat/", me.device, name="device"),
    path("kinerja/", performance.performance, name="performance"),
    path("kinerja/unduh.csv", performance.as_table, name="performance-table"),
    path("kinerja/<str:code>/", performance.office, name="performance-office"),
    path("kinerja/<str:code>/<str:figure>/", performance.cases, name="performance-cases"),
]
