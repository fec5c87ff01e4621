"""The addresses of Qlue, by what they act on."""

from django.urls import path

from smartcity.qlue.views import account, codes, feed, guest, hints, moves, new, news, report, ways

app_name = "qlue"
urlpatterns = [
    path("", feed.nearby, name="nearby"),
    path("terbaru/", feed.newest, name="newest"),
    path("diikuti/", feed.followed, name="followed"),
    path("terdukung/", feed.supported, name="supported"),
    path("cari/", feed.search, name="search"),
    path("wilayah/<str:code>/ikuti/", feed.follow_area, name="follow_area"),
    path("lapor/", new.new, name="new"),
    path("saran/", hints.kinds, name="kinds"),
    path("serupa/", hints.alike, name="alike"),
    path("foto/", new.photo, name="photo"),
    path("penerima/", new.receiver, name="receiver"),
    path("laporan/<int:number>/", report.page, name="report"),
    path("laporan/<int:number>/bagikan/", report.share, name="share"),
    path("laporan/<int:number>/dukung/", moves.support, name="support"),
    path("laporan/<int:number>/ikuti/", moves.follow, name="follow"),
    path("laporan/<int:number>/komentar/", moves.comment, name="comment"),
    path("laporan/<int:number>/benar/", moves.confirm, name="confirm"),
    path("laporan/<int:number>/belum/", moves.refuse, name="refuse"),
    path("laporan/<int:number>/banding/", moves.appeal, name="appeal"),
    path("laporan/<int:number>/klaim/", guest.claim, name="claim_report"),
    path("klaim/<str:secret>/", guest.link, name="claim"),
    path("masuk/", account.sign_in_page, name="sign_in"),
    path("daftar/", account.join, name="join"),
    path("masuk/kode/", codes.code, name="code"),
    path("masuk/kunci/", ways.by_passkey, name="by_passkey"),
    path("keluar/", account.sign_out, name="sign_out"),
    path("saya/", account.me, name="me"),
    path("saya/masuk/", ways.ways, name="ways"),
    path("saya/kontak/hapus/", ways.drop_contact, name="drop_contact"),
    path("saya/kunci/", ways.add_passkey, name="add_passkey"),
    path("saya/kunci/<int:pk>/", ways.change_passkey, name="passkey"),
    path("laporanku/", account.mine, name="mine"),
    path("kabar/", news.notices, name="notices"),
    path("kabar/dibaca/", news.seen, name="notices_seen"),
    path("kabar/pengaturan/", news.choose, name="choose_news"),
    path("kabar/perangkat/", news.add_device, name="add_device"),
    path("kabar/perangkat/<int:pk>/hapus/", news.remove_device, name="remove_device"),
    path("kabar/berhenti/<str:token>/", news.stop, name="stop_email"),
]
