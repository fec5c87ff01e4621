"""What the people of the sample city talk about, and what they write to companies; who answers, and when. Invented, the
companies too."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.demo.album import Shot
from smartcity.demo.cast import Cast, sample
from smartcity.demo.history import Act, Story
from smartcity.demo.words import COMPANIES
from smartcity.lib.photos import Photo as Picture
from smartcity.reports import actions
from smartcity.reports.models import Comment

ANSWERS = 0.7, 30  # hours: the first answer to a post, and the spread of the others


@dataclass(frozen=True)
class Said:
    """A post `days` ago, at home in the n-th of the busy kelurahan (None: nowhere), with a photo of `shot`; what people
    answered, and the company after how many hours."""

    days: float
    text: str
    home: int | None = 0
    shot: str = ""
    answers: tuple[str, ...] = ()
    to: str = ""
    place: str = ""
    company: tuple[float, str] | None = None
    supports: int = 0


TALKS = (
    Said(16.2, "Kerja bakti Minggu pagi jam 7 di lapangan RW 05. Bawa sapu dan karung, nasi uduk disediakan ibu-ibu PKK.",
         answers=("Siap hadir.", "Saya bawa dua karung.", "Hujan tetap jalan?", "Kalau hujan pindah ke Minggu depan.")),
    Said(12.8, "Ada yang tahu jadwal posyandu bulan ini? Di papan pengumuman belum ditempel.",
         answers=("Rabu minggu kedua, jam 9 di balai RW.", "Terima kasih, Bu.")),
    Said(9.4, "Ketemu kunci motor dengan gantungan kucing di depan musala. Saya titip di pos ronda.", shot="street",
         answers=("Itu punya anak saya. Terima kasih banyak.",)),
    Said(8.1, "Ronda malam RT 03 kekurangan orang. Yang bisa giliran Jumat, tulis di sini.", home=1,
         answers=("Saya bisa Jumat minggu ini.", "Saya minggu depan.")),
    Said(5.3, "Perpustakaan kecil di balai warga buka lagi tiap sore. Buku anak-anak masih sedikit, ada yang mau menyumbang?",
         home=2, answers=("Saya punya satu dus buku cerita.", "Komik boleh?", "Boleh, asal untuk anak-anak.")),
    Said(3.6, "Taman kecil di ujung gang sudah rindang lagi. Terima kasih yang rajin menyiram.", shot="tree",
         answers=("Giliran siram Selasa dan Sabtu ya.",)),
    Said(1.9, "Besok listrik mau dipadamkan untuk perbaikan, jam 10 sampai 14. Siapkan air dari pagi.", home=1,
         answers=("Terima kasih infonya.", "Se-RW atau RT tertentu saja?")),
    Said(0.4, "Ada yang mau patungan sewa tenda untuk arisan RT? Butuh dua unit.", answers=("Ikut.",)),
)  # fmt: skip

LETTERS = (
    Said(19.5, "Internet putus tiap malam antara jam 8 dan 10, sudah dua minggu. Nomor pengaduan hanya menjawab otomatis.",
         to="Kilatnet Contoh", answers=("Di gang kami juga begitu.", "Sama, dari RT 07."), supports=14,
         company=(27, "Mohon maaf. Penguat sinyal di wilayah itu sudah diganti kemarin sore. Tagihan dua minggu itu kami kurangi sendiri bulan depan.")),
    Said(14.0, "Karcis parkir dua jam ditagih empat jam. Petugas bilang mesinnya memang begitu.", to="Parkir Jaya",
         place="Gedung parkir depan pasar", shot="parking", answers=("Saya kena juga bulan lalu.",), supports=9,
         company=(50, "Jam mesin masuk terlambat dua jam dan sudah disetel ulang. Bawa karcisnya ke loket, selisihnya kami kembalikan.")),
    Said(9.7, "Eskalator naik mati sejak bulan lalu, orang tua harus memutar ke lift barang.", to="Mal Contoh Melati", home=1,
         place="Lantai 2, dekat musala", supports=6),
    Said(7.2, "Bus terakhir jam 21.30 tidak pernah datang. Tiga kali saya menunggu sampai jam 10.", to="Bus Raya", home=1,
         shot="bus", answers=("Yang jam 21.00 juga sering dilewati.",), supports=11,
         company=(9, "Terima kasih. Sopir yang menghilangkan putaran terakhir sudah kami ganti. Kalau terulang, tulis nomor busnya di sini.")),
    Said(5.5, "Janji serah terima rumah setahun lalu, sampai sekarang jalan di dalam perumahan masih tanah.",
         to="Griya Contoh Asri", home=None, supports=4),
    Said(3.1, "Kabel internet melintang setinggi kepala di mulut gang, motor harus menunduk.", to="Kilatnet",
         place="Gang depan warung soto", shot="street", supports=7),
    Said(1.2, "Roti bungkus ungu sudah berjamur padahal tanggalnya masih minggu depan.", to="Toko Roti Contoh", home=2,
         answers=("Bisa ditukar di kasir, saya pernah.",), supports=2),
    Said(0.3, "Pintu bus tidak menutup rapat waktu jalan, bahaya untuk yang berdiri di dekatnya.", to="Bus Contoh Raya",
         supports=3),
)  # fmt: skip


@dataclass
class Thread:
    """A post on its way through time."""

    said: Said
    author: User
    area: Area | None
    post: Comment | None = None
    others: list[User] = field(default_factory=list)

    def begin(self, picture: Picture | None) -> None:
        photos = [picture] if picture else []
        if self.said.to:
            self.post = actions.write_to_company(self.said.to, self.author, text=self.said.text, area=self.area,
                                                 place=self.said.place, photos=photos)  # fmt: skip
        elif self.area:
            self.post = actions.talk(self.area, self.author, text=self.said.text, photos=photos)

    def answer(self, by: User, text: str) -> None:
        if self.post:
            actions.answer_talk(self.post, by, text=text)

    def support(self, by: User) -> None:
        if self.post:
            actions.support_letter(self.post, by)


def acts(cast: Cast, until: datetime) -> list[Act]:
    """All of it as acts of the city's past."""
    dice = Random(11)  # noqa: S311  # a sample city, not a secret
    busy = [area for code in sample()["busy"] for area in cast.areas if area.code == code]
    answering = {user.username: user for user in User.objects.filter(username__in=COMPANIES)}
    found = [act for said in (*TALKS, *LETTERS) for act in _thread(said, cast, busy, answering, until, dice)]
    return [act for act in found if act.moment < until]


def _thread(said: Said, cast: Cast, busy: list[Area], answering: dict[str, User], until: datetime,
            dice: Random) -> Iterator[Act]:  # fmt: skip
    area = busy[said.home] if said.home is not None and said.home < len(busy) else None
    author, *others = dice.sample(list(cast.citizens), 1 + len(said.answers) + said.supports)
    thread, begun = Thread(said, author, area), until - timedelta(days=said.days)
    yield _act(begun, thread.begin, author, _shot(said, dice))
    first, spread = ANSWERS
    for n, text in enumerate(said.answers):
        when = begun + timedelta(hours=first * (n + 1) + dice.expovariate(1 / spread) * n / 4)
        yield _act(when, _later(thread.answer, others[n], text), author)
    for by in others[len(said.answers) :]:
        yield _act(begun + timedelta(hours=dice.expovariate(1 / spread)), _later(thread.support, by), author)
    if said.company:
        hours, text = said.company
        speaker = next(answering[code] for code, names in COMPANIES.items() if said.to in names)
        yield _act(begun + timedelta(hours=hours), _later(thread.answer, speaker, text), author)


def _shot(said: Said, dice: Random) -> Shot | None:
    """Who talks shows a place that is well."""
    return Shot(said.shot, dice.randrange(1000), after=not said.to) if said.shot else None


def _act(when: datetime, do: Callable[[Picture | None], None], author: User, shot: Shot | None = None) -> Act:
    return Act(when, lambda _story, picture: do(picture), Story(0, "", 0, 0, author), shot)


def _later(do: Callable[..., None], *told: object) -> Callable[[Picture | None], None]:
    return lambda _picture: do(*told)
