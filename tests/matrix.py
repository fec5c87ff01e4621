"""What each route gives to whom. A route that is not here fails the test."""

PEOPLE = ["anonymous", "siti", "budi", "lurah_gambir", "lurah_senen", "camat_gambir", "roads_officer", "police_officer",
          "verifier", "operator", "clerk", "administrator"]  # fmt: skip
CITIZENS = {"siti", "budi"}
OFFICIALS = set(PEOPLE) - CITIZENS - {"anonymous"}

# Three reports: public and private ones by Siti in Gambir, and one of a crime there by Siti, which the police hold.
GAMBIR = {"lurah_gambir", "camat_gambir", "verifier", "operator", "administrator"}
MAY_READ = {"public": set(PEOPLE), "private": GAMBIR | {"siti"}, "crime": {"siti", "police_officer"}}
MAY_SCREEN = {"public": set(), "private": set(), "crime": {"police_officer"}}
MAY_HANDLE = {"public": GAMBIR, "private": GAMBIR, "crime": {"police_officer"}}

# Pages without an object: (anonymous, citizens, officials); a name in the fourth place may too.
SIGN_IN, FINE, NO, LOGIN_API = 302, 200, 403, 401
OPEN = (FINE, FINE, FINE)
OWN = (SIGN_IN, FINE, FINE)
CROP = (SIGN_IN, NO, FINE)
POST_ONLY = (405, 405, 405)
PAGES = {
    "": OPEN,
    "kartu/": OPEN,
    "tiles/areas.geojson": OPEN,
    "tiles/ground/<z>/<x>/<y>.mvt": OPEN,
    "tiles/reports/<z>/<x>/<y>.mvt": OPEN,
    "sematkan/": OPEN,
    "sematkan/cara/": OPEN,
    "peringatan/": OPEN,
    "pintu-air/": OPEN,
    "pintu-air/<slug:code>/": (404, 404, 404),  # no gauge's code; see portal/tests/test_gauges.py
    "rumah-sakit/": OPEN,
    "rumah-sakit/<str:code>/": (404, 404, 404),  # no hospital's code; see portal/tests/test_beds.py
    "cap/": OPEN,
    "cap/<slug:name>.xml": (404, 404, 404),  # no message's name; see alerts/tests
    "crop/tempat-tidur/": (SIGN_IN, NO, 404, {"clerk", "administrator"}),
    "crop/tempat-tidur/<str:code>/": (SIGN_IN, NO, 404),  # no hospital's code; see crop/tests/test_beds.py
    "crop/banjir/": (SIGN_IN, NO, 404, {"operator", "administrator"}),
    "crop/tinggi-air/": (SIGN_IN, NO, 404, {"operator", "administrator"}),
    "crop/tinggi-air/<slug:code>/": (SIGN_IN, NO, 404),  # no gauge's code; see crop/tests/test_levels.py
    "crop/peringatan/": (SIGN_IN, NO, 404, {"operator", "administrator"}),
    "umpan/semua.atom": OPEN,
    "umpan/wilayah/<str:code>.atom": OPEN,
    "umpan/kategori/<slug:code>.atom": OPEN,
    "robots.txt": OPEN,
    "data/": OPEN,
    "data/laporan.<str:format>": (404, 404, 404),  # json is no format of it; see portal/tests/test_data.py
    "data/bulanan/<str:name>": (404, 404, 404),  # no month is over in this city
    "sitemap.xml": OPEN,
    "sitemap-<str:part>.xml": (404, 404, 404),  # see portal/tests/test_sitemap.py
    "statistik/": OPEN,
    "statistik/kantor/": OPEN,
    "statistik/wilayah/": OPEN,
    "statistik/kategori/": OPEN,
    "statistik/cara/": OPEN,
    "statistik/angka.csv": OPEN,
    "statistik/<slug:what>/<str:code>/": OPEN,
    "statistik/<slug:what>/<str:code>/<slug:figure>/": OPEN,
    "qlue/": OPEN,
    "qlue/terbaru/": OPEN,
    "qlue/diikuti/": OPEN,  # a stranger is told what would be here
    "qlue/terdukung/": OPEN,
    "qlue/cari/": OPEN,
    "qlue/banjir/": OPEN,
    "qlue/lapor/": OPEN,
    "qlue/penerima/": OPEN,
    "qlue/saran/": OPEN,
    "qlue/serupa/": OPEN,  # of public reports only, see qlue/tests/test_alike.py
    "qlue/draf/": OPEN,  # the list is on the phone
    "qlue/draf/kirim/": POST_ONLY,
    "qlue/hemat/": POST_ONLY,
    "qlue/siapa/": OPEN,
    "qlue/manifest.webmanifest": OPEN,
    "qlue/ikon/<slug:name>.png": (404, 404, 404),  # see test_pwa
    "qlue/sw.js": OPEN,
    "qlue/luring/": OPEN,
    "qlue/foto/": POST_ONLY,
    "qlue/wilayah/<str:code>/": (404, 404, 404),  # no kelurahan's code; see test_area
    "qlue/wilayah/<str:code>/ikuti/": POST_ONLY,
    "qlue/obrolan/": OPEN,
    "qlue/obrolan/<int:comment>/": (404, 404, 404),  # nothing is said in this city; see test_talk, test_said
    "qlue/obrolan/<int:comment>/jawab/": POST_ONLY,
    "qlue/obrolan/<int:comment>/dukung/": POST_ONLY,
    "qlue/obrolan/<int:comment>/ke-pemerintah/": (SIGN_IN, 404, 404),  # its writer's alone; see test_company
    "qlue/perusahaan/": OPEN,
    "qlue/perusahaan/tulis/": OPEN,
    "qlue/perusahaan/undangan/<str:secret>/": (404, 404, 404),  # nobody's link
    "qlue/komentar/<int:comment>/ubah/": (SIGN_IN, 404, 404),
    "qlue/komentar/<int:comment>/laporkan/": (SIGN_IN, 404, 404),
    "qlue/komentar/<int:comment>/hapus/": (SIGN_IN, 404, 404),
    "qlue/warga/<str:person>/": (404, 404, 404),  # nobody; see test_person
    "qlue/warga/<str:person>/ikuti/": POST_ONLY,
    "qlue/warga/<str:person>/blokir/": POST_ONLY,
    "qlue/saya/profil/": OWN,
    "qlue/masuk/": OPEN,
    "qlue/daftar/": OPEN,
    "qlue/klaim/<str:secret>/": (404, 404, 404),  # nobody's link
    "qlue/masuk/kode/": (303, 303, 303),  # to where a code is asked for
    "qlue/masuk/kunci/": OPEN,
    "qlue/saya/masuk/": OWN,
    "qlue/saya/kontak/hapus/": POST_ONLY,
    "qlue/saya/kata-sandi/": OWN,
    "qlue/selamat-datang/": OWN,
    "qlue/saya/kunci/": OWN,
    "qlue/saya/kunci/<int:pk>/": POST_ONLY,
    "qlue/keluar/": POST_ONLY,
    "qlue/saya/": OWN,
    "qlue/saya/poin/": OWN,
    "qlue/saya/tulisan/": OWN,
    "qlue/saya/ikuti/": OWN,
    "qlue/saya/ikuti/<int:pk>/berhenti/": POST_ONLY,
    "qlue/saya/webhook/": OWN,
    "qlue/saya/webhook/<int:pk>/": (SIGN_IN, 404, 404),  # nobody's yet; see qlue/tests/test_webhooks.py
    "qlue/saya/identitas/": OWN,
    "qlue/saya/unduh/": OWN,
    "qlue/saya/hapus/": OWN,
    "qlue/laporanku/": OWN,
    "qlue/kabar/": OWN,
    "qlue/kabar/dibaca/": POST_ONLY,
    "qlue/kabar/pengaturan/": OWN,
    "qlue/kabar/perangkat/": POST_ONLY,
    "qlue/kabar/perangkat/<int:pk>/hapus/": POST_ONLY,
    "qlue/kabar/berhenti/<str:token>/": (404, 404, 404),  # a link we did not sign
    "crop/masuk/": (FINE, FINE, SIGN_IN),
    "crop/masuk/kode/": (SIGN_IN, SIGN_IN, SIGN_IN),  # nobody is half way; see test_second_factor
    "crop/masuk/kunci/": OPEN,
    "crop/masuk/direktori/": (404, 404, 404),  # this city has none; see test_directory
    "crop/masuk/direktori/kembali/": (404, 404, 404),
    "crop/undangan/<str:secret>/direktori/": (404, 404, 404),
    "crop/undangan/<str:secret>/": (404, 404, 404),  # nobody's link; see test_invited
    "crop/rujukan/<str:secret>/": (404, 404, 404),  # nobody's link; see crop/tests/test_refer.py
    "crop/masuk/lagi/": (SIGN_IN, SIGN_IN, FINE),  # a citizen to the door
    "crop/keluar/": POST_ONLY,
    "crop/": CROP,
    "crop/riwayat/": CROP,
    "crop/polisi/": (SIGN_IN, NO, 404, {"police_officer"}),
    "crop/verifikasi/": (SIGN_IN, NO, 404, {"verifier"}),
    "crop/sekaligus/": (SIGN_IN, NO, 405),  # see crop/tests/test_together.py
    "crop/sekaligus/batal/": (SIGN_IN, NO, 405),
    "crop/kabar/": CROP,
    "crop/kabar/dibaca/": (SIGN_IN, NO, 405),
    "crop/komentar/": (SIGN_IN, NO, 404, {"verifier", "administrator"}),
    "crop/komentar/<int:comment>/sembunyikan/": (SIGN_IN, NO, 405),
    "crop/komentar/<int:comment>/tampilkan/": (SIGN_IN, NO, 405),
    "crop/petugas/": CROP,  # whom one sees there: crop/tests/test_duty.py
    "crop/petugas/bertugas/": (SIGN_IN, NO, 405),
    "crop/petugas/posisi/": (SIGN_IN, NO, 405),
    "crop/saya/": CROP,
    "crop/perusahaan/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/saringan/": (SIGN_IN, NO, 405),
    "crop/saringan/<int:pk>/hapus/": (SIGN_IN, NO, 405),  # whose it is: crop/tests/test_saved.py
    "crop/templat/": (
        SIGN_IN,
        NO,
        404,
        {"lurah_gambir", "lurah_senen", "camat_gambir", "roads_officer", "police_officer"},
    ),
    "crop/kalender/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/aturan/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/aturan/baru/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/aturan/<int:pk>/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/mitra/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/mitra/baru/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/mitra/<int:pk>/": (SIGN_IN, NO, 404),  # none is connected; see crop/tests/test_partners.py
    "crop/jenis/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/jenis/<slug:code>/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/jabatan/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/jabatan/<int:pk>/akhiri/": POST_ONLY,  # see crop/tests/test_seats.py
    "crop/jabatan/<int:pk>/lepas-pengaman/": POST_ONLY,
    "crop/jabatan/undangan/<int:pk>/kirim/": POST_ONLY,
    "crop/jabatan/undangan/<int:pk>/tarik/": POST_ONLY,
    "crop/jabatan/kantor/baru/": (SIGN_IN, NO, 404, {"administrator"}),
    "crop/jabatan/kantor/<str:code>/": (SIGN_IN, NO, 404),  # no office's code
    "crop/jabatan/kantor/<str:code>/bubarkan/": POST_ONLY,  # see crop/tests/test_offices.py
    "crop/jabatan/pemekaran/<int:pk>/tarik/": POST_ONLY,  # see crop/tests/test_splits.py
    "crop/jabatan/kantor/<str:code>/nama/": POST_ONLY,
    "crop/jabatan/kantor/<str:code>/undang/": POST_ONLY,
    "crop/jabatan/kantor/<str:code>/dudukkan/": POST_ONLY,
    "crop/saya/pengaman/": (SIGN_IN, SIGN_IN, FINE),
    "crop/saya/pengaman/aplikasi/": (SIGN_IN, SIGN_IN, SIGN_IN),  # nobody has just shown who they are
    "crop/saya/pengaman/kunci/": (SIGN_IN, SIGN_IN, SIGN_IN),
    "crop/saya/pengaman/kunci/<int:pk>/": (SIGN_IN, SIGN_IN, SIGN_IN),
    "crop/saya/pengaman/cadangan/": (SIGN_IN, SIGN_IN, SIGN_IN),
    "crop/perangkat/": (SIGN_IN, NO, 405),
    "crop/kinerja/": (
        SIGN_IN,
        NO,
        FINE,
    ),  # of the offices one answers for; see crop/tests/test_performance.py
    "crop/kinerja/unduh.csv": (SIGN_IN, NO, FINE),
    "crop/kinerja/<str:code>/": (SIGN_IN, NO, 404),  # no office's code
    "crop/kinerja/<str:code>/<str:figure>/": (SIGN_IN, NO, 404),
    "crop/perangkat/<int:pk>/hapus/": (SIGN_IN, NO, 405),
    "crop/perangkat/push/": (SIGN_IN, NO, 405),
    "crop/perangkat/push/<int:pk>/hapus/": (SIGN_IN, NO, 405),
    "crop/manifest.webmanifest": OPEN,
    "crop/ikon/<slug:name>.png": (404, 404, 404),  # see test_pwa
    "crop/sw.js": OPEN,
    "crop/lapangan/": OPEN,  # the phone fills it in
    "crop/lapangan/tugas.json": CROP,
    "crop/antrean/siapa/": OPEN,
    "crop/antrean/foto/": POST_ONLY,
    "crop/antrean/kirim/": POST_ONLY,
    "crop/pemasangan/": (SIGN_IN, NO, 404, {"administrator", "camat_gambir", "verifier", "operator"}),
    "crop/pemasangan/unduh.csv": (
        SIGN_IN,
        NO,
        404,
        {"administrator", "camat_gambir", "verifier", "operator"},
    ),
    "crop/pemasangan/ingatkan/": (SIGN_IN, NO, 404, {"administrator", "camat_gambir"}),
    "crop/luring/": OPEN,  # nothing of anybody stands in it
    "crop/pasang/": OPEN,
    "fhir/metadata": OPEN,
    "fhir/Location": OPEN,
    "fhir/Location/<str:id>": (404, 404, 404),  # no such location; see fhir/tests
    "fhir/StructureDefinition/bed-count": OPEN,
    "fhir/<path:rest>": (404, 404, 404),
    "api/v1/": (SIGN_IN, SIGN_IN, SIGN_IN),
    "api/v1/openapi.json": OPEN,
    "api/v1/docs": OPEN,
    "api/v1/reports": OPEN,
    "api/v1/reports/alike": OPEN,
    "api/v1/categories/suggest": OPEN,
    "api/v1/areas": OPEN,
    "api/v1/areas/locate": OPEN,
    "api/v1/categories": OPEN,
    "api/v1/offices": OPEN,
    "api/v1/gauges": OPEN,
    "api/v1/gauges/<code>": (404, 404, 404),  # no gauge's code; see api/tests/test_gauges.py
    "api/v1/gauges/<code>/readings": (404, 404, 404),
    "api/v1/hospitals": OPEN,
    "api/v1/hospitals/<code>": (404, 404, 404),  # no hospital's code; see api/tests/test_hospitals.py
    "api/v1/hospitals/<code>/beds": POST_ONLY,
    "api/v1/aplicaresws/rest/bed/update/<code>": POST_ONLY,
    "api/v1/aplicaresws/rest/bed/create/<code>": POST_ONLY,
    "api/v1/me": (LOGIN_API, FINE, FINE),
    "api/v1/me/recognition": (LOGIN_API, FINE, FINE),
    "api/v1/me/export": POST_ONLY,
    "api/v1/me/erase": POST_ONLY,
    "api/v1/notices": (LOGIN_API, FINE, FINE),
    "api/v1/notices/seen": POST_ONLY,
    "api/v1/notices/preferences": (LOGIN_API, FINE, FINE),
    "api/v1/notices/devices": (LOGIN_API, FINE, FINE),
    "api/v1/notices/devices/<int:id>": POST_ONLY,
    "api/v1/webhooks": (LOGIN_API, FINE, FINE),
    "api/v1/webhooks/<int:id>": POST_ONLY,
    "api/v1/webhooks/<int:id>/deliveries": (LOGIN_API, 404, 404),  # nobody's; see hooks/tests/test_asking.py
    "api/v1/webhooks/<int:id>/test": POST_ONLY,
    "api/v1/webhooks/<int:id>/redeliver": POST_ONLY,
    "api/v1/webhooks/<int:id>/enable": POST_ONLY,
    "api/v1/areas/<code>/talk": (404, 404, 404),  # no kelurahan's code; see test_talk
    "api/v1/talk/<int:comment>": (404, 404, 404),
    "api/v1/talk/<int:comment>/answers": POST_ONLY,
    "api/v1/talk/<int:comment>/support": POST_ONLY,
    "api/v1/companies": OPEN,
    "api/v1/letters": OPEN,
    "api/v1/comments/<int:comment>/edit": POST_ONLY,
    "api/v1/comments/<int:comment>": POST_ONLY,
    "api/v1/comments/<int:comment>/objection": POST_ONLY,
    "api/v1/comments/<int:comment>/hide": POST_ONLY,
    "api/v1/comments/<int:comment>/release": POST_ONLY,
    "api/v1/moderation": (LOGIN_API, NO, NO, {"verifier", "administrator"}),
    "api/v1/people/<person>": (404, 404, 404),
    "api/v1/people/<person>/follow": POST_ONLY,
    "api/v1/people/<person>/block": POST_ONLY,
    "api/v1/areas/<code>/follow": POST_ONLY,
    "api/v1/me/blocks": (LOGIN_API, FINE, FINE),
    "api/v1/me/profile": POST_ONLY,
    "api/v1/inbox": (LOGIN_API, NO, FINE),
    "api/v1/adoption": (LOGIN_API, NO, NO, {"administrator", "verifier", "operator"}),
    "api/v1/<path:rest>": (404, 404, 404),
    "open311/v2/": (404, 404, 404),
    "open311/v2/discovery.<str:format>": OPEN,
    "open311/v2/services.<str:format>": OPEN,
    "open311/v2/services/<str:code>.<str:format>": (404, 404, 404),  # an area's code is no service's
    "open311/v2/requests.<str:format>": OPEN,
    "open311/v2/tokens/<str:token>.<str:format>": (404, 404, 404),
    "open311/v2/servicerequestupdates.<str:format>": OPEN,
    "open311/v2/<path:rest>": (404, 404, 404),
    "ogc/": OPEN,
    "ogc/conformance": OPEN,
    "ogc/api": OPEN,
    "ogc/collections": OPEN,
    "ogc/collections/<str:collection>": OPEN,
    "ogc/collections/<str:collection>/items": OPEN,
    "ogc/collections/<str:collection>/items/<str:feature>": (404, 404, 404),  # see ogc/tests/test_ogc.py
    "healthz": (503, 503, 503),  # no worker runs in a test
    "metrics": OPEN,  # for loopback, which a test is
    "i18n/bahasa/": (302, 302, 302),
    "media/<slug:file>.jpg": (404, 404, 404),  # see test_media
}
QUERY = {
    "qlue/penerima/": "?lon=106.81&lat=-6.17&category=road",
    "api/v1/reports/alike": "?lon=106.81&lat=-6.17&category=road",
    "api/v1/categories/suggest": "?text=banjir",
    "api/v1/areas/locate": "?lon=106.81&lat=-6.17",
}

# Routes of one report: whoever may not read (or handle) it gets what an absent one gives, to the letter.
READ = "read"
AUTHOR = "author"  # whoever wrote it, and nobody else
HANDLE = "handle"
SCREEN = "screen"  # what still waits for the police desk's decision
NOBODY = "nobody"
PUBLIC = "public"  # nothing but public reports, whoever asks
REPORTS = {
    "kartu/<int:number>/": PUBLIC,
    "open311/v2/requests/<int:number>.<str:format>": PUBLIC,
    "qlue/laporan/<int:number>/": READ,
    "qlue/laporan/<int:number>/bagikan/": READ,
    "qlue/laporan/<int:number>/klaim/": READ,  # without its link, the same words for every report
    "qlue/laporan/<int:number>/kartu.png": PUBLIC,
    "qlue/laporan/<int:number>/samaran/": READ,
    "qlue/laporan/<int:number>/dukung/": READ,
    "qlue/laporan/<int:number>/ikuti/": READ,
    "qlue/laporan/<int:number>/komentar/": READ,
    "qlue/laporan/<int:number>/benar/": READ,
    "qlue/laporan/<int:number>/belum/": READ,
    "qlue/laporan/<int:number>/banding/": READ,
    **{f"qlue/laporan/<int:number>/{path}/": AUTHOR for path in ("atur", "ubah", "perbaiki", "foto", "sembunyikan", "hapus", "lepas")},
    "crop/polisi/<int:number>/": SCREEN,
    "crop/polisi/<int:number>/diketahui/": SCREEN,
    "crop/verifikasi/<int:number>/baik/": NOBODY,  # nothing was answered; see crop/tests/test_verify.py
    "crop/verifikasi/<int:number>/tolak/": NOBODY,
    "qlue/laporan/<int:number>/nama/": NOBODY,  # nobody has asked
    "qlue/laporan/<int:number>/tanya/": NOBODY,
    **{f"crop/tugas/<int:number>/{path}": HANDLE for path in (
        "", "terima/", "jawab/", "lanjutkan/", "konfirmasi/", "teruskan/", "koordinasi/", "gabungkan/", "induk/", "lepas-induk/", "tolak/", "komentar/", "catatan/", "tautan/", "tugaskan/", "tanya/", "minta-nama/", "nama/")},
    **{f"api/v1/reports/<int:number>{path}": READ for path in (
        "", "/events", "/comments", "/accept", "/coordinate", "/resume", "/forward", "/reject", "/appeal", "/answer",
        "/confirm", "/refuse", "/merge", "/support", "/comment", "/claim",
        "/edit", "/correct", "/photos", "/hide", "/unsign", "/ask_name", "/disclosures", "/decide",
        "/name", "/follow", "/sign")},
}  # fmt: skip

# Moves of the API on the public report: who is not told "not yours".
HOLDERS = {"lurah_gambir", "camat_gambir"}
MOVERS = {
    "accept": HOLDERS, "coordinate": HOLDERS, "resume": HOLDERS, "forward": HOLDERS, "reject": HOLDERS, "answer": HOLDERS,
    "merge": HOLDERS, "ask_name": HOLDERS, "edit": {"siti"}, "correct": {"siti"}, "photos": {"siti"}, "hide": {"siti"}, "unsign": {"siti"}, "appeal": {"siti"}, "confirm": {"siti", "verifier"}, "refuse": {"siti"},
}  # fmt: skip
