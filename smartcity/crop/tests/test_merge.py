"""One problem told twice becomes one."""

from smartcity.crop.tests.conftest import page, text
from smartcity.reports import actions
from smartcity.testing.city import GAMBIR, SENEN


def merge(client, case, **fields):
    return client.post(page(case, "gabungkan/"), {"seen": case.last_event} | fields)


def test_it_works(lurah, report, budi):
    first, second = (
        report(text="Lubang dalam"),
        report(by=budi, text="Jalan bolong", at=(GAMBIR[0] + 0.0008, GAMBIR[1])),
    )
    body = text(lurah.get(page(second, "gabungkan/")))
    assert "Lubang dalam" in body
    assert "88 m" in body
    assert merge(lurah, second, into=first.number).status_code == 303
    second.refresh_from_db()
    assert second.merged_into == first
    assert "Digabung ke" in text(lurah.get(page(second)))


def test_by_number(lurah, report):
    first, second = report(), report()
    spaced = f"{first.number:,}".replace(",", " ")
    assert merge(lurah, second, number=spaced).status_code == 303


def test_only_the_same_kind_nearby_is_offered(lurah, report, lurah_gambir):
    case = report()
    report(text="Banjir", category="flood")
    report(text="Jauh sekali", at=(106.802, -6.17))
    report(text="Di Senen", at=(106.8201, -6.17))
    closed = report(text="Sudah ditolak")
    actions.reject(closed, lurah_gambir, reason="x")
    assert [card.title for card in lurah.get(page(case, "gabungkan/")).context["form"].alike] == []


def test_what_it_seems_to_repeat_comes_first(lurah, report):
    near, far = report(text="Dekat sekali"), report(text="Agak jauh", at=(GAMBIR[0] + 0.002, GAMBIR[1]))
    case = report(text="Sama")
    case.repeat_of = far
    case.save(update_fields=["repeat_of"])
    assert [c.number for c in lurah.get(page(case, "gabungkan/")).context["form"].alike] == [
        far.number,
        near.number,
    ]
    assert "Tampaknya sama dengan" in text(lurah.get(page(case)))


def test_nothing_chosen(lurah, waiting):
    response = merge(lurah, waiting)
    assert response.status_code == 400
    assert "Pilih atau tuliskan laporan yang sama." in text(response)


def test_a_neighbours_report_is_as_absent_as_none(lurah, waiting, report):
    theirs = report(at=SENEN)
    for number in (theirs.number, 999999, "abc", "9" * 30):
        response = merge(lurah, waiting, number=number)
        assert response.status_code == 400
        assert "Tidak ada tugas dengan nomor itu" in text(response)


def test_into_itself(lurah, waiting):
    response = merge(lurah, waiting, number=waiting.number)
    assert response.status_code == 400
    assert "Tidak dapat digabungkan" in text(response)
