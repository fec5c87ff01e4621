"""Hospitals of the sample city: their names and numbers are made up. Some fill in their beds often, some never."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.beds.actions import tell
from smartcity.beds.counts import Count
from smartcity.beds.models import BedClass, Hospital, Source, Ward
from smartcity.beds.registering import Facts, register
from smartcity.demo.cast import Cast, sample
from smartcity.demo.history import Act, Deed, Story
from smartcity.reports import actions

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WARDS = {BedClass.IGD: 12, BedClass.ICU: 10, BedClass.NICU: 4, BedClass.ISOLATION: 8, BedClass.MATERNITY: 14,
         BedClass.CLASS1: 24, BedClass.CLASS2: 36, BedClass.CLASS3: 60}  # fmt: skip
SMALL = (BedClass.IGD, BedClass.MATERNITY, BedClass.NICU, BedClass.CLASS3)

Row = tuple[str, str, str, str, float, float, timedelta | None, int, float]
# Name, kind, grade, owner, degrees east and north of the first lurah's office, how long ago it filled in its beds (None:
# never), how often a day, how full.
HOSPITALS: list[Row] = [
    ("RS Contoh", "RSU", "B", "Yayasan Contoh", 0.004, -0.006, 10 * MINUTE, 24, 0.8),
    ("RSUD Contoh Cideng", "RSUD", "A", "Pemprov DKI", -0.014, 0.008, 8 * MINUTE, 48, 0.85),
    ("RS Contoh Petojo", "RSU", "B", "Yayasan Contoh", -0.018, -0.012, 9 * HOUR, 3, 0.75),
    ("RS Contoh Salemba Raya", "RSU", "A", "Kementerian", 0.026, -0.024, 4 * MINUTE, 48, 1.0),
    ("RSIA Contoh Bunda", "RSIA", "C", "Swasta", 0.012, -0.016, 3 * HOUR, 6, 0.7),
    ("RS Contoh Kemayoran", "RSU", "C", "Swasta", 0.034, 0.012, 50 * MINUTE, 12, 0.6),
    ("RSUD Contoh Tambora", "RSUD", "D", "Pemprov DKI", -0.03, 0.02, 2 * DAY, 1, 0.8),
    ("RS Contoh Grogol", "RSU", "B", "Swasta", -0.05, 0.004, 25 * MINUTE, 24, 0.9),
    ("RSIA Contoh Melati", "RSIA", "B", "Swasta", 0.05, -0.03, 5 * HOUR, 4, 0.5),
    ("RS Contoh Koja", "RSU", "B", "Pemprov DKI", 0.07, 0.055, 15 * MINUTE, 24, 0.8),
    ("RS Contoh Cempaka", "RSU", "C", "Swasta", 0.045, -0.008, None, 0, 0.0),
    ("RSUD Contoh Kebon Jeruk", "RSUD", "D", "Pemprov DKI", -0.06, -0.03, None, 0, 0.0),
]
DENIALS = [
    ("RS Contoh Petojo", BedClass.ICU, 5 * HOUR, "Di layar ICU kosong dua, sampai di sana kata petugas penuh"),
    ("RS Contoh Petojo", BedClass.ICU, 3 * HOUR, "ICU ternyata penuh, ibu saya menunggu di IGD"),
    ("RS Contoh", BedClass.CLASS3, 6 * HOUR, "Kelas 3 katanya ada, ternyata penuh dan disuruh pulang"),
    ("RS Contoh Grogol", BedClass.CLASS3, 26 * HOUR, "Kamar kelas 3 penuh, dirujuk ke rumah sakit lain"),
]  # fmt: skip


def acts(cast: Cast, until: datetime) -> list[Act]:
    """The hospitals, a few days of their numbers, and what citizens say against them."""
    dice, around = Random(11), Area.objects.coded(sample()["lurah"])  # noqa: S311  # a sample city, not a secret
    found = []
    for n, row in enumerate(HOSPITALS):
        found += _life(n, around, row, until, dice)
    for n, (name, bed_class, ago, text) in enumerate(DENIALS):
        story = Story(n, "bed", around.lon, around.lat, cast.citizens[n % len(cast.citizens)])
        found.append(Act(until - ago, _denial(name, bed_class, text, n), story))
    return found


def count_again(dice: Random) -> str:
    """A hospital whose system tells by itself does so; the clerk's own is left to visitors."""
    told = (
        Hospital.objects.open()
        .listed()
        .filter(wards__source=Source.API)
        .exclude(office__posts__user__username="clerk")
    )
    hospital = dice.choice(list(told.distinct().order_by("pk")) or [None])
    if hospital is None:
        return ""
    tell(hospital, [_moved(ward, dice) for ward in hospital.wards.all()], None, Source.API)
    return f"{hospital} counted"


def _moved(ward: Ward, dice: Random) -> Count:
    """Somebody came or went, or nobody did."""
    free = min(ward.capacity, max(0, (ward.free or 0) + dice.choice((-1, 0, 0, 1))))
    queue = None if ward.queue is None else max(0, ward.queue + dice.choice((-1, 0, 1)))
    male = None if ward.male is None else round(free * 0.4)
    return Count(
        ward.bed_class,
        ward.room,
        capacity=ward.capacity,
        free=free,
        male=male,
        female=None if male is None else free - male,
        queue=queue,
    )


def _life(n: int, around: Area, row: Row, until: datetime, dice: Random) -> list[Act]:
    """It enters the register, and then fills in so often a day over four days; the last `ago`."""
    name, kind, grade, owner, east, north, ago, often, full = row
    lon, lat = around.lon + east, around.lat + north
    facts = Facts(name, lon, lat, kind, grade, owner, f"(021) 555-01{n:02}", f"Jalan Contoh No. {n + 1}", f"0901C{n:03}",
                  beds=sum(_wards(kind, grade).values()))  # fmt: skip
    story = Story(n, "bed", lon, lat, User())
    found = [Act(until - 6 * DAY, lambda _story, _picture: register(facts) and None, story)]
    if ago is not None:
        source, steps = Source.API if often > 12 else Source.CLERK, min(often, 12)
        for step in range(4 * steps, -1, -1):
            counts = [_count(one, beds, full, dice) for one, beds in _wards(kind, grade).items()]
            found.append(Act(until - ago - DAY / steps * step, _telling(name, counts, source), story))
    return found


def _telling(name: str, counts: list[Count], source: Source) -> Deed:
    def do(_story: Story, _picture: object) -> None:
        tell(Hospital.objects.select_related("office").get(office__name=name), counts, None, source)

    return do


def _denial(name: str, bed_class: BedClass, text: str, n: int) -> Deed:
    answers = {"bed_hospital": name, "bed_class": bed_class.value, "bed_turned_away": "yes"}

    def do(story: Story, _picture: object) -> None:
        hospital = Hospital.objects.get(office__name=name)
        actions.submit(actions.Submission(client_id=UUID(int=0xBED5 + n, version=4), category="bed", text=text, lon=hospital.lon,
                                          lat=hospital.lat, landmark=name, attributes=answers), story.author)  # fmt: skip

    return do


def _wards(kind: str, grade: str) -> dict[BedClass, int]:
    size = {"A": 2.4, "B": 1.2, "C": 0.7, "D": 0.4}[grade]
    wards = {one: WARDS[one] for one in SMALL} if kind == "RSIA" else WARDS
    return {one: max(2, round(beds * size)) for one, beds in wards.items()}


def _count(bed_class: BedClass, beds: int, full: float, dice: Random) -> Count:
    free = 0 if full >= 1 else min(beds, max(0, round(beds * (1 - full) * dice.uniform(0.5, 1.5))))
    male = round(free * 0.4) if bed_class in (BedClass.CLASS1, BedClass.CLASS2, BedClass.CLASS3) else None
    queue = dice.randrange(0, 12) if bed_class == BedClass.IGD else None
    return Count(
        bed_class,
        capacity=beds,
        free=free,
        male=male,
        female=None if male is None else free - male,
        queue=queue,
    )
