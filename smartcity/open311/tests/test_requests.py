"""GET requests, requests/ID, tokens/TOKEN."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.lib.time import at, now, w3c
from smartcity.open311 import wanted
from smartcity.open311.tests.conftest import ids
from smartcity.reports import actions
from smartcity.testing.city import GAMBIR, SENEN, jpeg

FIELDS = ["service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible", "service_notice",
          "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url"]  # fmt: skip


def test_it_works(other, report):
    filed = report(landmark="Depan halte")
    (told,) = other.get(f"requests/{filed.number}").json()
    assert list(told) == FIELDS
    assert told["service_request_id"] == str(filed.number)
    assert (told["status"], told["agency_responsible"], told["address_id"]) == (
        "open",
        "Kelurahan Gambir",
        "31.71.01.1001",
    )
    assert told["address"] == "Depan halte, Gambir, Jakarta Pusat"
    assert (told["lat"], told["long"], told["requested_datetime"]) == (
        GAMBIR[1],
        GAMBIR[0],
        w3c(filed.created_at),
    )
    assert told["media_url"].startswith("http://testserver/media/")


def test_xml_says_the_same(other, report):
    filed = report()
    root = other.xml(f"requests/{filed.number}")
    assert (root.tag, [child.tag for child in root[0]]) == ("service_requests", FIELDS)
    assert root.findtext("request/lat") == str(GAMBIR[1])
    assert root.find("request/zipcode").text is None


def test_words_that_xml_cannot_hold(other, report, lurah_gambir):
    filed = report(text="<b>a & b</b> ]]> 🕳️")
    assert other.xml(f"requests/{filed.number}").findtext("request/description") == "<b>a & b</b> ]]> 🕳️"
    type(filed).objects.update(text="old\x0bdata\x01")
    assert other.xml(f"requests/{filed.number}").findtext("request/description") == "old\ufffddata\ufffd"


def test_the_newest_first_and_ids_are_texts(other, report):
    first, second = report(), report()
    assert ids(other.get("requests")) == [str(second.number), str(first.number)]


def test_no_request_is_an_empty_array(other, city):
    assert other.get("requests").json() == []
    assert len(other.xml("requests")) == 0


def test_queries_do_not_grow(other, report, django_assert_num_queries):
    for _ in range(3):
        actions.comment(filed := report(), filed.author, text="x")
    with django_assert_num_queries(3):  # requests, photos, what happened last
        other.get("requests")
    with django_assert_num_queries(4):  # and all that happened
        other.get("requests", extensions="true")


@pytest.fixture
def several(report, lurah_gambir):
    """A hole of 100 days ago, a flood in Senen of yesterday, a rejected jam and a coordinated hole of today."""
    with at(now() - timedelta(days=100)):
        old = report(text="Lubang lama")
    with at(now() - timedelta(days=1)):
        flood = report(category="flood", at=SENEN, text="Air naik")
    jam, new = report(category="jam", text="Macet"), report(text="Lubang baru")
    actions.reject(jam, lurah_gambir, reason="Bukan laporan")
    actions.coordinate(new, lurah_gambir, party="PLN", reason="Kabel")
    return {
        "old": str(old.number),
        "flood": str(flood.number),
        "jam": str(jam.number),
        "new": str(new.number),
    }


@pytest.mark.parametrize("query, found", [
    ({}, "new jam flood"), ({"status": "open"}, "new flood"), ({"status": "closed"}, "jam"), ({"status": "open,closed"}, "new jam flood"),
    ({"status": ""}, "new jam flood"), ({"service_code": "flood"}, "flood"), ({"service_code": "flood,jam"}, "jam flood"),
    ({"service_code": "none"}, ""), ({"service_code": ","}, ""), ({"service_code": ""}, "new jam flood"), ({"service_code": "\x00"}, ""),
    ({"bbox": "106.82,-6.18,106.84,-6.16"}, "flood"), ({"q": "lubang"}, "new"), ({"q": "%"}, ""), ({"sort": "requested_datetime"}, "flood jam new"),
    ({"sort": "-updated_datetime"}, "new jam flood"), ({"page_size": "2"}, "new jam"), ({"page_size": "2", "page": "2"}, "flood"),
    ({"page": "9"}, ""), ({"start_date": "", "end_date": ""}, "new jam flood"), ({"jurisdiction_id": "jakarta.go.id"}, "new jam flood"),
    ({"something": "else"}, "new jam flood"),
])  # fmt: skip
def test_filters(other, several, query, found):
    assert ids(other.get("requests", **query)) == [several[name] for name in found.split()]


def days_ago(n):
    return w3c(now() - timedelta(days=n))


@pytest.mark.parametrize("start, end, found", [(2, None, "new jam flood"), (2, 0.5, "flood"), (None, 0.5, "flood"), (120, None, "old"), (120, 90, "old"),
                                               (0.5, None, "new jam")])  # fmt: skip
def test_dates(other, several, start, end, found):
    query = {name: days_ago(n) for name, n in (("start_date", start), ("end_date", end)) if n is not None}
    assert ids(other.get("requests", **query)) == [several[name] for name in found.split()]


def test_what_changed_lately_however_old(other, several, lurah_gambir, report):
    old = type(report()).objects.order_by("pk")[0]
    actions.accept(old, lurah_gambir)
    assert several["old"] in ids(other.get("requests", updated_after=days_ago(0.5)))
    assert several["flood"] not in ids(other.get("requests", updated_after=days_ago(0.5)))


def test_ids_override_all_else(other, several):
    asked = f"{several['old']},{several['jam']},1,abc"
    assert ids(other.get("requests", service_request_id=asked, status="open", q="nothing")) == [
        several["jam"],
        several["old"],
    ]


@pytest.mark.parametrize("asked", ["1", "abc", ",", "0", "-1", "9" * 30])
def test_no_such_id_is_not_everything(other, several, asked):
    assert ids(other.get("requests", service_request_id=asked)) == []


@pytest.mark.parametrize("query", [
    {"status": "red"}, {"start_date": "yesterday"}, {"start_date": "0"}, {"end_date": "0001-01-01T00:00:00+14:00"}, {"bbox": "1,2,3"},
    {"bbox": "nan,0,1,1"}, {"sort": "colour"}, {"page": "0"}, {"page": "-1"}, {"page_size": "1001"}, {"page_size": "many"}, {"q": "\x00"},
    {"start_date": "2026-01-01", "end_date": "2026-06-01"}, {"start_date": "2026-06-02", "end_date": "2026-06-01"}, {"updated_after": "soon"},
])  # fmt: skip
def test_bad_questions(other, city, query):
    answer = other.get("requests", **query)
    assert (answer.status_code, answer.json()[0]["code"]) == (400, 400)
    assert next(iter(query)) in answer.json()[0]["description"] or "end_date" in query


def test_with_extensions_a_page_is_shorter_for_it_costs_more(other, city):
    assert other.get("requests", extensions="true", page_size="200").status_code == 200
    assert other.get("requests", extensions="true", page_size="201").status_code == 400


def test_with_extensions_the_first_page_is_as_long_as_one_may_ask_for(other, several, monkeypatch):
    monkeypatch.setattr(wanted, "MOST_EXTENDED", 2)
    assert len(other.get("requests", extensions="true").json()) == 2
    assert len(other.get("requests").json()) > 2


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20T00:00:00Z",
        "2026-11-20T07:00:00+07:00",
        "2026-11-20T07:00:00 07:00",
        "2026-11-20T00:00:00.5Z",
    ],
)
def test_moments_as_programs_write_them(other, city, written):
    assert other.get("requests", start_date=written).status_code == 200


def test_status_in_words(other, several):
    notes = {row["service_request_id"]: row["status_notes"] for row in other.get("requests").json()}
    assert notes[several["new"]] == "Koordinasi. Lurah Gambir menunggu PLN. Kabel"
    assert notes[several["jam"]] == "Ditolak. Lurah Gambir. Bukan laporan"
    assert notes[several["flood"]] == "Menunggu. Lurah Senen"


def test_a_merged_one_names_the_other(other, report, lurah_gambir):
    first, second = report(), report()
    actions.merge(second, lurah_gambir, into=first)
    (told,) = other.get(f"requests/{second.number}").json()
    assert (told["status"], told["status_notes"]) == ("closed", f"Digabung. Dengan laporan {first.number}")


def test_extensions(other, report, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    (told,) = other.get(f"requests/{filed.number}", extensions="true").json()
    assert told["extended_attributes"]["detailed_status"] == "in_progress"
    assert len(told["extended_attributes"]["media_urls"]) == 1
    assert [note["type"] for note in told["notes"]] == ["submitted", "accepted"]
    assert told["notes"][1]["description"] == "Lurah Gambir mulai mengerjakan."
    root = other.xml(f"requests/{filed.number}", extensions="true")
    assert len(root.findall("request/notes/note")) == 2
    assert root.findtext("request/extended_attributes/media_urls/media_url").startswith(
        "http://testserver/media/"
    )


def test_private_ones_never(other, report):
    hidden = report(visibility="private")
    assert other.get("requests").json() == []
    assert other.get("requests", service_request_id=str(hidden.number)).json() == []
    assert other.get("tokens/" + str(hidden.client_id)).status_code == 404
    one, none = other.get(f"requests/{hidden.number}"), other.get("requests/999999")
    assert (one.status_code, one.content) == (404, none.content)


def test_a_session_opens_nothing(other, client, report, siti):
    hidden = report(visibility="private")
    client.force_login(siti)
    assert other.get(f"requests/{hidden.number}").status_code == 404


def test_a_token(other, report):
    filed = report()
    assert other.get(f"tokens/{filed.client_id}").json() == [
        {"token": str(filed.client_id), "service_request_id": str(filed.number)}
    ]


def test_the_picture_is_the_citizens(other, report, lurah_gambir):
    filed = report(category="jam")
    before = filed.photos.get().name
    actions.accept(filed, lurah_gambir)
    actions.answer(filed, lurah_gambir, reason="Lancar", photos=[BytesIO(jpeg(seed=5))])
    assert before in other.get(f"requests/{filed.number}").json()[0]["media_url"]


def test_any_page_may_read(other, city):
    assert other.get("requests")["Access-Control-Allow-Origin"] == "*"


def test_answers_to_questions(other, report, how_deep):
    filed = report(category="flood", attributes={"depth": 50})
    root = other.xml(f"requests/{filed.number}", extensions="true")
    assert root.findtext("request/extended_attributes/attributes/attribute/code") == "depth"
    assert root.findtext("request/extended_attributes/attributes/attribute/value") == "50"
