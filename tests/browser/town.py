"""Found a small town in SMARTCITY_DATA for the browser tests: python -m tests.browser.town."""

import json
import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the set-up
from django.core.management import call_command  # noqa: E402

from smartcity.accounts.actions import appoint, register  # noqa: E402
from smartcity.accounts.models import User  # noqa: E402
from smartcity.areas.models import Area  # noqa: E402
from smartcity.beds.actions import tell  # noqa: E402
from smartcity.beds.counts import Count  # noqa: E402
from smartcity.beds.registering import Facts  # noqa: E402
from smartcity.beds.registering import register as register_hospital  # noqa: E402
from smartcity.demo.pictures import draw  # noqa: E402
from smartcity.lib.time import at, now  # noqa: E402
from smartcity.numbers.actions import count_anew  # noqa: E402
from smartcity.offices.models import Office  # noqa: E402
from smartcity.partners.models import Dispatch, PartnerSystem  # noqa: E402
from smartcity.reports.actions import (  # noqa: E402
    Submission,
    accept,
    answer,
    answer_talk,
    found_city,
    invite,
    keep_phrase,
    link,
    refer,
    register_company,
    sit_down,
    submit,
    talk,
    write_to_company,
)
from smartcity.reports.models import Report  # noqa: E402
from smartcity.seats.saving import save_filter  # noqa: E402

PASSWORD = "rahasia-sekali"
OFFICIALS = {
    "lurah.gambir": ("kelurahan-31.71.01.1001", "lurah"),
    "lurah.senen": ("kelurahan-31.71.04.1001", "lurah"),
    "camat.gambir": ("kecamatan-31.71.01", "camat"),
    "camat.senen": ("kecamatan-31.71.04", "camat"),
    "administrator": ("province", "administrator"),
    "polisi": ("police-31.71", "police"),
    "verifikator": ("province", "verifier"),
}


def reports(area: Area) -> dict[str, int]:
    """A waiting, an answered and a private one of Siti's, four for who works in the field, a fresh one: numbers by these names."""
    siti, lurah = (User.objects.get(username=name) for name in ("siti", "lurah.gambir"))

    def file(
        name: str,
        seed: int,
        *,
        category: str = "road",
        text: str = "Lubang dalam di tengah jalan",
        **fields: str,
    ) -> Report:
        wanted = Submission(client_id=uuid4(), category=category, text=text, lon=area.lon,
                            lat=area.lat, photos=[BytesIO(draw("road", seed))], **fields)  # fmt: skip
        return submit(wanted, siti).report

    filed = {name: file(name, seed, **fields) for name, seed, fields in (
        ("waiting", 1, {}), ("answered", 2, {}), ("private", 3, {"visibility": "private"}),
        ("field", 4, {"text": "Lubang di depan pasar"}), ("gone", 5, {"text": "Aspal mengelupas di tikungan"}), ("fresh", 6, {}),
        ("taken", 8, {"text": "Trotoar pecah di depan kantor pos"}), ("passed", 9, {"text": "Tutup selokan hilang"}), ("mending", 10, {}),
        ("working", 7, {}), ("crime", 6, {"category": "crime", "text": "Motor dirampas di depan halte"}),
        ("keys", 9, {"text": "Tutup saluran pecah di depan sekolah"}))}  # fmt: skip
    accept(filed["answered"], lurah)
    accept(filed["working"], lurah)
    accept(filed["mending"], lurah)
    link(filed["waiting"], lurah, to=filed["working"])
    answer(filed["answered"], lurah, reason="Sudah ditambal", photos=[BytesIO(draw("road", 2, after=True))],
           lon=area.lon, lat=area.lat)  # fmt: skip
    return {name: report.number for name, report in filed.items()}


def posts(area: Area) -> dict[str, int | str]:
    """A talk of Budi's, a letter of Siti's to a company that answered, and a link to answer for it: by these names."""
    siti, budi = (User.objects.get(username=name) for name in ("siti", "budi"))
    company = register_company("parkir-jaya", "Parkir Contoh Jaya")
    sit_down(invite(company), budi)
    said = talk(area, budi, text="Kerja bakti Minggu pagi", photos=[BytesIO(draw("tree", 1, after=True))])
    answer_talk(said, siti, text="Saya ikut")
    letter = write_to_company("Parkir Contoh Jaya", siti, text="Palang parkir rusak, tetap ditagih", area=area,
                              place="Gedung depan pasar", photos=[BytesIO(draw("parking", 1))])  # fmt: skip
    answer_talk(letter, budi, text="Palang diganti besok pagi")
    write_to_company("Toko Roti Contoh", budi, text="Roti berjamur sebelum tanggalnya")
    return {"talk": said.pk, "letter": letter.pk, "invitation": invite(company)}


def hospitals(area: Area) -> None:
    """One in `area` that a clerk keeps, one beside it that has told nothing yet, and a citizen who found the first full."""
    contoh = register_hospital(Facts("RS Contoh", area.lon, area.lat, "RSU", "B", phone="021-555"))[0]
    register_hospital(Facts("RS Contoh Lama", area.lon + 0.01, area.lat, beds=51))
    appoint(register("petugas.rs", PASSWORD, "Tono C."), contoh.office, "clerk")
    with at(now() - timedelta(hours=9)):
        tell(
            contoh,
            [Count("icu", capacity=10, free=3), Count("class3", "M1", "Melati", 30, 12, male=5)],
            None,
            "api",
        )
    submit(Submission(client_id=uuid4(), category="bed", text="ICU katanya kosong, ternyata penuh", lon=area.lon, lat=area.lat,
                      attributes={"bed_hospital": "RS Contoh", "bed_class": "icu"}), User.objects.get(username="budi"))  # fmt: skip


def desk(area: Area) -> dict[str, str]:
    """What a lurah keeps for use again, and the secret of a link to the power company about a report in `area`."""
    gambir, senen = (User.objects.get(username=name) for name in ("lurah.gambir", "lurah.senen"))
    keep_phrase(Office.objects.get(code="kelurahan-31.71.01.1001"), gambir, verb="answer", title="Lubang ditambal",
                text="Laporan {nomor} sudah kami kerjakan.")  # fmt: skip
    save_filter(gambir, name="Terlambat dan belum ditugaskan siapa pun", query="status=waiting")
    wanted = Submission(client_id=uuid4(), category="road", text="Kabel listrik menjuntai di gang", lon=area.lon,
                        lat=area.lat, photos=[BytesIO(draw("road", 8))])  # fmt: skip
    report = submit(wanted, User.objects.get(username="siti")).report
    accept(report, senen)
    report.refresh_from_db()
    return {
        "referral": refer(report, senen, to=Office.objects.get(code="pln"), reason="Kabel putus di tiang 12")
    }


def elsewhere(number: int) -> None:
    """A system that is sent nothing, where this report did not arrive."""
    office = Office.objects.get(code="kelurahan-31.71.01.1001")
    system = PartnerSystem.objects.create(
        name="Sigap Bina Marga", url="https://mitra.example/open311/v2", office=office, active=False,
        offered=[["ROAD", "Jalan"]], tried_at=now(), said="HTTP 503", said_at=now(), failing_since=now(),
    )  # fmt: skip
    report = Report.objects.numbered(number).get()
    system.services.create(category=report.category, code="ROAD")
    Dispatch.objects.create(
        report=report, system=system, code="ROAD", state="parked", tries=8, last_error="HTTP 503"
    )


def main() -> None:
    """The whole city pack, two citizens, some officials; places in town.json."""
    call_command("migrate", verbosity=0)
    found_city(settings.CITY)
    for name in ("siti", "budi"):
        register(name, PASSWORD, name.title())
    User.objects.update(
        date_joined=now() - timedelta(days=30)
    )  # who returns may send more an hour than who is new
    for name, (office, role) in OFFICIALS.items():
        appoint(register(name, PASSWORD, f"Tono {role.title()[0]}."), Office.objects.get(code=office), role)
    gambir = Area.objects.coded("31.71.01.1001")
    told = {
        "lon": gambir.lon,
        "lat": gambir.lat,
        "reports": reports(gambir),
        "posts": posts(gambir) | desk(Area.objects.coded("31.71.04.1001")),
    }
    hospitals(gambir)
    elsewhere(told["reports"]["waiting"])
    count_anew()
    Path(settings.DATA, "town.json").write_text(json.dumps(told))
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
