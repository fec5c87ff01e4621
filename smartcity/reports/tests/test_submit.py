"""submit(): placed, routed, written, told, once."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.photos import BadPhoto
from smartcity.reports.actions import Submission, submit
from smartcity.reports.models import Category, Holding, Photo, Report
from smartcity.testing.city import GAMBIR, OUTSIDE, SENEN, jpeg


def test_it_works(report, siti, city):
    filed = report()
    assert (filed.status, filed.area, filed.holder, filed.author) == (
        "waiting",
        city.gambir,
        city.offices.gambir,
        siti,
    )
    assert filed.due == filed.created_at + timedelta(hours=24)


def test_it_is_told_once_with_its_place(report, city):
    filed = report()
    (event,) = Event.objects.about(filed.subject)
    assert (event.verb, event.area, event.office, event.audience) == (
        "submitted",
        city.gambir,
        city.offices.gambir,
        "public",
    )
    assert event.data["number"] == filed.number


def test_the_neighbour_gets_what_is_his(report, city):
    assert report(at=SENEN).holder == city.offices.senen


def test_the_kind_of_office_is_the_categorys(report, city):
    assert report(category="lamp").holder == city.offices.roads


def test_the_holder_is_held_since_then(report):
    filed = report()
    assert Holding.objects.get(report=filed).since == filed.created_at


def test_the_same_client_id_is_the_same_report(report):
    filed = report(client_id=(client_id := uuid4()))
    assert report(client_id=client_id) == filed
    assert (Report.objects.count(), Event.objects.count(), Photo.objects.count()) == (1, 1, 1)


def test_the_same_client_id_from_another_account(report, budi):
    filed = report()
    with pytest.raises(Conflict):
        report(by=budi, client_id=filed.client_id)
    assert Report.objects.count() == 1


def test_crime_is_private_and_goes_to_the_police(report, city):
    filed = report(category="crime", visibility="public")
    assert (filed.visibility, filed.holder) == ("private", city.offices.police)
    assert Event.objects.get().audience == "office"


def test_ten_photos_in_their_order(report):
    filed = report(photos=[BytesIO(jpeg(seed=n)) for n in range(10)])
    assert [photo.order for photo in filed.photos.all()] == list(range(10))


@pytest.mark.parametrize(
    "kind, needed", [("crime", False), ("fire", False), ("bed", False), ("road", True), ("beggar", True)]
)
def test_nobody_in_danger_needs_a_photo(kind, needed):
    responsible = {"crime": "police", "fire": "fire", "bed": "health", "road": "kelurahan", "beggar": "order"}
    category = Category(code=kind, responsible=responsible[kind], private=kind in ("crime", "beggar"))
    assert category.needs_photo is needed


def test_a_crime_without_a_photo(report):
    filed = report(category="crime", photos=[])
    assert not filed.photos.exists()


BAD = [
    ({"photos": []}, "photo_missing"),
    ({"photos": [BytesIO(b"this is a text, not a photo")]}, "not_a_photo"),
    ({"photos": [BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")]}, "not_a_photo"),
    ({"photos": [BytesIO(jpeg())] * 11}, "too_many_photos"),
    ({"lon": 0.0, "lat": 0.0}, "no_position"),
    ({"lon": None, "lat": None}, "no_position"),
    ({"lon": float("nan"), "lat": -6.17}, "no_position"),
    ({"lon": OUTSIDE[0], "lat": OUTSIDE[1]}, "outside_city"),
    ({"lon": GAMBIR[1], "lat": GAMBIR[0]}, "swapped"),
    ({"category": "unknown"}, "unknown_category"),
    ({"text": "x" * 10_000}, "text_too_long"),
    ({"text": "   "}, "text_missing"),
    ({"text": "bell \x07"}, "text_control"),
    ({"text": "right \u202e left"}, "text_direction"),
    ({"text": "\u200b\u2060"}, "text_missing"),
    ({"text": "half of a pair \ud800"}, "text_control"),
    ({"landmark": "bell \x07"}, "text_control"),
    ({"landmark": "x" * 121}, "text_too_long"),
    ({"category": "road\x00"}, "unknown_category"),
    ({"visibility": "secret"}, "bad_visibility"),
    ({"accuracy": float("nan")}, "bad_accuracy"),
    ({"accuracy": 1e400}, "bad_accuracy"),
    ({"accuracy": -1.0}, "bad_accuracy"),
    ({"lon": 1e400}, "no_position"),
    ({"lon": 181.0, "lat": 91.0}, "bad_position"),
    ({"area": "31.71.04.1001"}, "bad_area"),
    ({"photos": [], "stashed": ["\x00", "x" * 10_000, "../../secret"]}, "photo_missing"),
]


@pytest.mark.parametrize("fields, code", BAD, ids=[f"{code}-{n}" for n, (_, code) in enumerate(BAD)])
def test_bad_input_leaves_nothing(report, settings, fields, code):
    with pytest.raises(Invalid) as caught:
        report(**fields)
    assert caught.value.code == code
    assert not Report.objects.exists()
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_landmark_stands_on_one_line(report):
    assert report(landmark=" depan \r\n\t masjid ").landmark == "depan masjid"


def test_the_same_photo_twice_is_two_photos(report):
    assert report(photos=[BytesIO(jpeg()), BytesIO(jpeg())]).photos.count() == 2


def test_a_truncated_photo(report):
    with pytest.raises(BadPhoto):
        report(photo=jpeg()[:900])


def test_a_right_to_left_language_is_welcome(report):
    assert report(text="شارع مكسور").text == "شارع مكسور"


def test_an_emoji_alone_is_a_text(report):
    assert report(text="🕳️").title == "🕳️"


def test_without_photo_only_where_the_channel_allows(siti):
    wanted = Submission(
        client_id=uuid4(), category="road", text="Lubang", lon=GAMBIR[0], lat=GAMBIR[1], channel="open311"
    )
    assert submit(wanted, None).report.photos.count() == 0
