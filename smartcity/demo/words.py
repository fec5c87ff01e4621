"""What the people of the sample city write. Invented, so that nobody's words are copied."""

from random import Random

STREETS = ["Melati", "Mawar", "Kenanga", "Cempaka", "Anggrek", "Flamboyan", "Dahlia", "Teratai", "Bougenville",
           "Merpati", "Kutilang", "Cendrawasih", "Mangga", "Rambutan", "Jambu", "Kelapa", "Nangka", "Salak",
           "Pelita", "Damai", "Sejahtera", "Makmur", "Pahlawan", "Pemuda", "Kebon", "Sumur", "Lontar"]  # fmt: skip
MARKS = ["depan SD negeri", "dekat musala", "sebelah pos ronda", "seberang warung soto", "depan puskesmas",
         "dekat halte", "samping lapangan", "ujung gang", "depan pasar", "dekat jembatan kecil", "depan kantor RW",
         "belakang masjid", "dekat rel", "depan toko bangunan"]  # fmt: skip

REPORTS: dict[str, tuple[str, ...]] = {
    "road": ("Lubang dalam di tengah jalan, dua motor jatuh", "Aspal mengelupas sepanjang 20 meter",
             "Jalan ambles dekat tutup saluran", "Lubang tergenang air, tidak kelihatan waktu malam",
             "Bekas galian tidak ditutup rata"),
    "flood": ("Genangan setinggi lutut di depan pasar", "Air masuk rumah sejak subuh", "Banjir di mulut gang, motor mogok",
              "Genangan tidak surut dua hari", "Air naik cepat setelah hujan, sudah semata kaki"),
    "rubbish": ("Sampah menumpuk depan SD, sudah tiga hari", "Bak sampah penuh sampai ke jalan",
                "Ada yang buang sampah di lahan kosong tiap malam", "Bau sampah sampai ke dalam rumah"),
    "jam": ("Macet total karena putar balik liar", "Antrean panjang dari lampu merah", "Angkot ngetem menutup satu lajur",
            "Macet karena pohon menutup setengah jalan"),
    "bed": ("IGD penuh, disuruh cari rumah sakit lain", "Kamar kelas 3 kata petugas kosong, ternyata penuh"),
    "drain": ("Saluran tersumbat plastik", "Got mampet, air meluap ke jalan", "Tutup saluran hilang, bahaya untuk anak-anak"),
    "river": ("Sampah menyangkut di kolong jembatan", "Tanggul kali retak dan rembes", "Kali dangkal penuh lumpur"),
    "pavement": ("Trotoar pecah, kursi roda tidak bisa lewat", "Ubin pemandu hilang", "Tiang di tengah trotoar"),
    "lamp": ("Tiga lampu jalan padam", "Lampu jalan mati sejak minggu lalu, gelap sekali", "Lampu berkedip terus"),
    "signal": ("Lampu merah mati di perempatan", "Lampu hijau hanya lima detik"),
    "parking": ("Parkir liar di trotoar", "Mobil parkir menutup gerbang sekolah", "Truk parkir di tikungan"),
    "bus": ("Halte bocor saat hujan", "Bus tidak berhenti di halte", "Papan rute rusak"),
    "tree": ("Dahan menutup trotoar", "Pohon miring mau tumbang", "Pohon tumbang menimpa kabel"),
    "hawker": ("Pedagang menutup seluruh trotoar", "Gerobak ditinggal di bahu jalan"),
    "order": ("Karaoke keras sampai jam dua pagi", "Anak-anak balap motor tiap malam Minggu"),
    "animal": ("Banyak jentik nyamuk di got", "Tikus dari tumpukan kayu"),
    "building": ("Bangunan baru menutup saluran", "Ruko tambah lantai tanpa papan izin"),
    "service": ("Surat pengantar lima hari belum jadi", "Loket tutup sebelum jamnya"),
    "crime": ("Motor hilang di depan rumah, ada rekaman CCTV", "Penjambretan di jembatan, dua orang berboncengan"),
}  # fmt: skip

WEIGHTS = {"road": 16, "flood": 14, "rubbish": 15, "jam": 6, "bed": 1, "drain": 10, "river": 3, "pavement": 5, "lamp": 7,
           "signal": 2, "parking": 7, "bus": 2, "tree": 5, "hawker": 3, "order": 2, "animal": 2, "building": 1,
           "service": 1, "crime": 1}  # fmt: skip

DONE = ("Sudah dikerjakan tim kami pagi ini.", "Selesai diperbaiki, mohon dicek.", "Tim PPSU sudah membersihkan lokasi.",
        "Sudah ditangani bersama warga.", "Pekerjaan selesai, terima kasih atas laporannya.")  # fmt: skip
FORWARD = ("Jalan milik provinsi", "Bukan wilayah kami, diteruskan", "Perlu alat berat dari dinas")
WAIT_FOR = (("PLN", "Kabel harus dimatikan dulu"), ("PAM Jaya", "Ada pipa bocor di bawahnya"),
            ("Telkom", "Menunggu pemindahan tiang"))  # fmt: skip
REJECT = (
    "Lokasi sudah dicek, tidak ditemukan.",
    "Lahan pribadi, silakan hubungi pemilik.",
    "Laporan tidak jelas, mohon foto lain.",
)
STILL = (
    "Masih sama, belum ada yang datang.",
    "Hanya sebagian yang dikerjakan.",
    "Sehari saja sudah rusak lagi.",
)
COMMENTS = ("Di sini juga sama.", "Tadi pagi masih begitu.", "Terima kasih sudah dilaporkan.", "Semoga cepat ditangani.",
            "Sudah saya lihat petugas datang.", "Anak saya hampir jatuh di situ.", "Setuju, tolong segera.")  # fmt: skip

FIRST = ("Ayu", "Bagus", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hendra", "Indah", "Joko", "Kartika", "Lestari",
         "Made", "Nanda", "Oki", "Putri", "Rahma", "Sari", "Tono", "Umi", "Vina", "Wahyu", "Yanti", "Zaki")  # fmt: skip
KIND = ("Ceria", "Jakarta", "Kampung", "Pagi", "Senja", "Rapi", "Hujan", "Betawi", "Kopi", "Sepeda")

COMPANIES = {
    "kilatnet": ("Kilatnet Contoh", "Kilatnet"), "parkir-jaya": ("Parkir Contoh Jaya", "Parkir Jaya"),
    "mal-melati": ("Mal Contoh Melati", "Mal Melati"), "bus-raya": ("Bus Contoh Raya", "Bus Raya"),
}  # fmt: skip
"""Code to name and what else it is called: those that can answer. Each has one person, with the code as username."""


def report_text(category: str, dice: Random) -> str:
    street = (
        f"Jl. {dice.choice(STREETS)} {dice.choice(['', 'I', 'II', 'III', 'IV', 'Dalam', 'Raya'])}".strip()
    )
    return f"{dice.choice(REPORTS[category])}\n{street}, RT {dice.randint(1, 16):02}/RW {dice.randint(1, 12):02}."


def category(dice: Random) -> str:
    return dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


CREW = ("Rahmat", "Sri", "Yanto")  # of a kelurahan, besides its lurah
