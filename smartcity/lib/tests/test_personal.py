"""What tells who somebody is, and what only looks so."""

import pytest

from smartcity.lib.personal import Kind, personal, without


def kinds(text):
    return [one.kind for one in personal(text)]


def test_it_works():
    text = "Hubungi Bu Siti 0812-3456-7890 atau siti@contoh.co.id, NIK 3171014506780003."
    assert [(one.kind, one.text) for one in personal(text)] == [
        (Kind.PHONE, "0812-3456-7890"), (Kind.EMAIL, "siti@contoh.co.id"), (Kind.NIK, "3171014506780003"),
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text for one in personal(text))


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890", "0812 3456 7890", "0812.3456.7890", "0812-3456-789", "0857 1234567",
        "+62 812 3456 7890", "+6281234567890", "6281234567890", "62 812-3456-7890", "(+62) 812 3456 7890",
        "+62 (0) 812 3456 7890", "(021) 555 1234", "021-5551234", "021 55512345", "0251 123456", "+62 21 5551234",
        "0812\u20113456\u20117890", "0812\u00a03456\u00a07890", "+65 8123 4567", "+1 202 555 0123",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "WA {}.", "HP:{}, ya", "({})", "nomor\n{}\nmakasih"])
def test_telephone_numbers(typed, around):
    assert kinds(around.format(typed)) == [Kind.PHONE]


@pytest.mark.parametrize(
    "typed",
    [
        "０８１２３４５６７８９０", "٠٨١٢٣٤٥٦٧٨٩٠", "+６２ 812 3456 7890", "𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "0812\u200b3456\u20607890",
        "0\ufe0f\u20e38\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e37\ufe0f\u20e38",
        "0812\u20093456\u20097890", "0812\u00ad3456\u00ad7890", "0812  3456  7890", "0812 - 3456 - 7890", "0812_3456_7890",
        "0812\u20143456\u20147890", "0 8 1 2 3 4 5 6 7 8 9 0",
    ],
)  # fmt: skip
def test_numbers_in_disguise(typed):
    text = f"Hubungi {typed}, ya"
    assert [(one.kind, one.text.rstrip("\ufe0f\u20e3")) for one in personal(text)] == [(Kind.PHONE, typed)]
    assert not any(letter.isdecimal() for letter in without(text))


@pytest.mark.parametrize(
    "typed",
    [
        "nol delapan satu dua tiga empat lima enam tujuh delapan", "NOL-DELAPAN-SATU-DUA-3456-7890",
        "nol lapan satu dua, tiga empat lima enam, tujuh lapan", "noldelapansatudua34567890",
        "kosong delapan satu dua 3456 7890", "zero eight one two three four five six seven eight",
        "enam dua delapan satu dua tiga empat lima enam tujuh", "nol dua satu lima lima lima satu dua tiga empat",
        "0 8 1 2-3 4 5 6-7 8 9 0", "0 8 12 3456 7890", "0_8_1_2_3456_7890", "0-8 1 2 34 56 78 90",
        "O812 3456 7890", "o8i2-3456-789o", "O812345678", "08l2 3456 7890", "0 8 I 2 3 4 5 6 7 8",
    ],
)  # fmt: skip
def test_numbers_spelled_so_that_no_machine_should_see_them(typed):
    text = f"Hubungi {typed}, ya"
    assert [(one.kind, one.text) for one in personal(text)] == [(Kind.PHONE, typed)]
    assert without(text) == "Hubungi …, ya"


@pytest.mark.parametrize(
    "text",
    [
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh", "nol koma delapan satu dua meter",
        "lantai nol, satu, dua dan tiga", "Rumah kosong dua lantai, satu di kiri dan satu di kanan",
        "kosong delapan belas rumah", "Empat lima orang, dua tiga motor", "0 8 12 16", "jam 0 8 1 2", "RT 02 03 04 05 06 07",
        "O lalu 8 orang datang 12 kali", "Lo 12 34 56 78 90", "0 orang, 8 motor, 12 mobil, 34 rumah, 56 pohon",
        "dua dua dua dua dua dua dua dua dua dua dua", "nol delapan nol nol satu dua tiga empat lima enam",
        "Rp nol delapan satu dua tiga empat lima enam tujuh delapan", "iiiiiiiiiiiiii", "oi oi oi oi oi oi oi oi",
        "Tower 0 lantai 8 unit 12 blok 34", "l0 kali, i8 kali", "http://x.id/o812345678abc",
    ],
)  # fmt: skip
def test_words_that_count_are_no_number_to_call(text):
    assert personal(text) == []


def test_an_address_that_opens_a_chat_is_a_number():
    assert kinds("https://wa.me/6281234567890?text=halo") == [Kind.PHONE]


@pytest.mark.parametrize(
    "typed", ["3171014506780003", "3171 0145 0678 0003", "317101-450678-0003", "31.71.01.450678.0003"]
)
def test_numbers_of_a_card(typed):
    assert kinds(f"NIK saya {typed}") == [Kind.NIK]


@pytest.mark.parametrize(
    "typed",
    [
        "siti@contoh.id",
        "Siti.Aminah+lapor@mail.contoh.co.id",
        "siti (at) contoh.com",
        "siti[at]contoh.com",
        "siti＠contoh．com",
        "siti[at]contoh[dot]com",
        "siti (at) contoh (titik) co (titik) id",
        "siti\u200b@contoh.com",
    ],
)
def test_addresses(typed):
    assert kinds(f"Surat ke {typed}, terima kasih") == [Kind.EMAIL]


@pytest.mark.parametrize(
    "text",
    [
        "", "Lubang di KM 12", "KM 12+300 arah Bogor", "Tol KM 08.200", "Jl. Cideng Timur No. 12A-14",
        "RT 003/RW 007", "RT 02 RW 03 No 12 15", "RT 02 03 04 05 06", "Blok C 021/07", "depan SDN 03 pagi",
        "112", "Sudah telepon 112, 110, 113, 118, 119 dan 129", "Call center 1500 123", "123 PLN", "14045", "0800 1 234567",
        "08001234567", "Laporan No. 482 917", "Sama dengan No. 482917 dan 482918", "JK-2026-000482917",
        "Harga Rp 150.000", "Rp15.000.000.000", "Rp 0812.345.678.900", "biaya 62.500.000", "62 500 000 rupiah",
        "1.250.000,00", "Tanggal 08-11-2026", "08-11-2026 10.30", "08.12.2026 08.30-09.00", "2026-08-12 08:30:15",
        "Sejak 01/02/2026 jam 07.15", "08.30-09.00", "Tahun 2024-2026", "B 1234 XYZ", "Tinggi air 80-120 cm",
        "Busway 6A 6B 13", "-6.17511, 106.82715", "ID pelanggan 538211234567", "Pukul 08.15 08.30 08.45 09.00",
        "Kode pos 10150", "10150 10160 10170", "1 2 3 4 5 6 7 8 9 10 11", "lihat @warga", "harga 5rb@kg", "08123", "v0.2.10.3",
        "Bus 021, 022, 023, 024, 025", "021 / 022 / 023 / 024", "Luas 120 m² × 30 m²", "🅿️ 2️⃣ lantai", "andi @ warung. Terima kasih",
        "08.15 - 08.30 - 08.45 - 09.00",
    ],
)  # fmt: skip
def test_what_only_looks_so(text):
    assert personal(text) == []


def test_taken_out_the_rest_stays_as_it_was():
    assert without("Hubungi 0812 3456 7890, atau 021-5551234.\nAir 40 cm") == "Hubungi …, atau ….\nAir 40 cm"
    assert personal(without("a@b.id 3171014506780003 081234567890")) == []
    assert without("Air 40 cm di KM 12") == "Air 40 cm di KM 12"


def test_two_numbers_side_by_side_are_two():
    assert kinds("0812 3456 7890 / 0857-1234-567") == [Kind.PHONE, Kind.PHONE]
    assert [one.text for one in personal("Telepon 0812 3456 7890 112")][0].startswith("0812 3456 7890")


def test_a_long_text_is_read_at_once():
    for text in (
        "0812 " * 800,
        "1" * 4000,
        "a." * 2000,
        "a@" * 2000,
        "(0(" * 1300,
        "08-12-" * 650,
        "0 " * 2000,
        "0 - " * 1000,
        "a@b[dot]" * 500,
        "０" * 4000,
        "0\u200b" * 2000,
        "0   " * 1000,
        "nol delapan " * 300,
        "o0" * 2000,
        "lol il " * 600,
        "satu dua tiga " * 300,
    ):
        personal(text)
