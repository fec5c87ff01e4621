"""Its writer puts a report right: another kind, another place, other photos, before any office has acted."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.accounts.queries import reach
from smartcity.events.models import Audience, Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import at, now
from smartcity.notices.audience import listeners
from smartcity.reports import actions, media
from smartcity.reports.actions import Correction
from smartcity.reports.actions.correcting import MOST_CORRECTIONS
from smartcity.reports.actions.own import rights
from smartcity.reports.corrected import corrected
from smartcity.reports.models import Category, Inquiry, Photo, Report, Screening
from smartcity.reports.routing import reason_here
from smartcity.reports.tests.test_invariants import check_running_clocks
from smartcity.testing.city import GAMBIR, OUTSIDE, SENEN, jpeg

NEAR = (GAMBIR[0] + 0.001, GAMBIR[1])


def to(place):
    return Correction(lon=place[0], lat=place[1])


def told(report, verb="corrected"):
    return list(Event.objects.about(report.subject).filter(verb=verb))


def fresh(report):
    return Report.objects.select_related("holder", "category", "area", "escalated_to").get(pk=report.pk)


def test_another_kind_goes_to_who_answers_it(report, siti):
    filed = report()
    assert actions.correct(filed, siti, Correction(category="lamp"))
    assert (filed.category.code, filed.holder.title, filed.rule) == ("lamp", "Dinas Bina Marga", 4)
    (event,) = told(filed)
    assert corrected(event.data) == (
        "Pelapor memperbaiki kategori: Jalan rusak → Lampu jalan padam. "
        "Kini dipegang Dinas Bina Marga, tenggatnya mulai lagi"
    )
    assert [(held.office.title, held.ended) for held in filed.holdings.order_by("pk")] == [
        ("Lurah Gambir", "corrected"),
        ("Dinas Bina Marga", ""),
    ]
    assert "Aturan 4: Lampu jalan padam" in reason_here(filed).line


def test_another_place_goes_to_its_office(report, siti):
    filed = report()
    assert actions.correct(filed, siti, to(SENEN))
    assert (filed.area.name, filed.holder.title, filed.lon) == ("Senen", "Lurah Senen", SENEN[0])
    (event,) = told(filed)
    assert corrected(event.data).startswith(
        "Pelapor memperbaiki tempat: Gambir → Senen. Kini dipegang Lurah Senen"
    )
    assert list(Report.objects.inside(106.82, -6.18, 106.84, -6.16)) == [filed]
    assert list(Report.objects.saying("senen")) == [filed]


def test_what_came_without_a_photo_is_not_moved_to_where_one_is_asked(report, siti):
    """As from a flood night, where nobody is asked for one."""
    filed = report(photos=[], unpictured=True)
    with pytest.raises(Invalid, match="foto"):
        actions.correct(filed, siti, to(SENEN))
    assert actions.correct(filed, siti, to(NEAR))
    assert fresh(filed).area.name == "Gambir"


def test_a_few_steps_move_no_office_and_no_clock(report, siti):
    filed = report()
    with at(now() + timedelta(hours=5)):
        assert actions.correct(filed, siti, to(NEAR))
    assert (filed.holdings.count(), filed.due, filed.held_since) == (1, filed.act_by, filed.created_at)
    assert corrected(told(filed)[0].data) == "Pelapor menggeser titiknya 100 m"


def test_both_are_an_event_each(report, siti):
    filed = report()
    actions.correct(filed, siti, Correction(category="flood", lon=SENEN[0], lat=SENEN[1], landmark="Halte"))
    assert [event.data["what"] for event in told(filed)] == ["category", "place"]
    assert (filed.landmark, len(told(filed, "edited"))) == ("Halte", 1)
    assert filed.last_event == Event.objects.about(filed.subject).last().pk


@pytest.mark.parametrize("wanted", [Correction(category="lamp"), to(SENEN), Correction(category="flood")])
def test_who_holds_it_now_has_its_whole_time(report, siti, wanted):
    filed = report()
    moment = now() + timedelta(hours=30)  # late already, and climbed
    with at(moment):
        actions.escalate(fresh(filed))
        actions.correct(filed, siti, wanted)
    filed = fresh(filed)
    assert (filed.held_since, filed.office_due, filed.escalated_to) == (
        moment,
        moment + timedelta(hours=24),
        None,
    )
    assert filed.due == moment + timedelta(hours=24)
    check_running_clocks(filed)


def test_the_neighbour_office_hears_of_it_and_the_former_lets_go(report, siti, lurah_gambir, lurah_senen):
    filed = report()
    actions.correct(filed, siti, to(SENEN))
    (event,) = told(filed)
    assert listeners(event, filed) == {lurah_senen.pk}
    with pytest.raises(NotAllowed):
        actions.accept(filed, lurah_gambir)
    actions.accept(filed, lurah_senen)


def test_nothing_other_is_nothing(report, siti):
    filed = report()
    same = Correction(category="road", lon=filed.lon, lat=filed.lat, landmark="")
    assert not actions.correct(filed, siti, same)
    assert Event.objects.count() == 1


def test_answers_to_questions_that_are_asked_no_more_go(report, siti):
    question = {"code": "depth", "kind": "number", "id": "Dalam?", "en": "Depth?", "choices": []}
    Category.objects.filter(code="flood").update(questions=[question])
    filed = report(category="flood", attributes={"depth": "30"})
    actions.correct(filed, siti, Correction(category="road"))
    assert filed.attributes == {}


def test_a_question_of_the_former_office_closes(report, siti, lurah_gambir):
    filed = report()
    actions.ask(filed, lurah_gambir, text="Di mana?")
    actions.correct(filed, siti, to(SENEN))
    assert Inquiry.objects.get().needless


def test_what_is_private_leaves_the_former_office_wholly(report, siti, lurah_gambir, lurah_senen):
    filed = report(visibility="private")
    actions.correct(filed, siti, to(SENEN))
    for who, sees in ((lurah_gambir, False), (lurah_senen, True), (siti, True)):
        assert Report.objects.visible_to(reach(who)).filter(pk=filed.pk).exists() == sees, who
    (event,) = told(filed)
    assert not event.heard_by(reach(lurah_gambir))


# --- Crimes


def test_what_becomes_a_crime_is_private_and_the_polices_alone(
    report, siti, budi, lurah_gambir, police_officer
):
    filed = report()
    actions.support(filed, budi)
    actions.correct(filed, siti, Correction(category="crime"))
    assert (filed.public, filed.holder.title) == (False, "Polda Metro Jaya")
    assert Screening.objects.get(report=filed).seen_at is None
    assert told(filed)[0].data["alarm"]
    for who, sees in ((budi, False), (lurah_gambir, False), (siti, True), (police_officer, True)):
        assert Report.objects.visible_to(reach(who)).filter(pk=filed.pk).exists() == sees, who
    public = Event.objects.about(filed.subject).filter(audience=Audience.PUBLIC)
    assert [event.verb for event in public] == ["hidden"]
    assert set(public[0].data) == {"number"}
    assert not Event.objects.visible_to(reach(lurah_gambir)).filter(verb="corrected").exists()


def test_a_crime_is_said_to_be_none_by_the_police(report, siti):
    filed = report(category="crime")
    with pytest.raises(Invalid) as wrong:
        actions.correct(filed, siti, Correction(category="road", lon=SENEN[0], lat=SENEN[1]))
    assert wrong.value.code == "police_only"
    filed = fresh(filed)
    assert (filed.category.code, filed.public, filed.lon) == ("crime", False, GAMBIR[0])


def test_the_place_of_a_crime_is_put_right_within_the_police(report, siti):
    filed = report(category="crime")
    actions.correct(filed, siti, to(SENEN))
    assert (filed.public, filed.holder.title, filed.area.name) == (False, "Polda Metro Jaya", "Senen")
    assert told(filed)[0].audience == Audience.OFFICE


def test_a_private_one_stays_private(report, siti):
    filed = report(visibility="private")
    actions.correct(filed, siti, Correction(category="lamp", lon=SENEN[0], lat=SENEN[1]))
    assert not filed.public
    assert {event.audience for event in Event.objects.all()} == {Audience.OFFICE}


# --- Within its rules


def test_only_ones_own(report, budi, lurah_gambir, administrator):
    filed = report()
    for who in (budi, lurah_gambir, administrator):
        with pytest.raises(NotAllowed):
            actions.correct(filed, who, Correction(category="lamp"))
        with pytest.raises(NotAllowed):
            actions.mend_photos(filed, who, photos=[BytesIO(jpeg(seed=3))])
    assert Event.objects.count() == 1


def test_a_strangers_private_report_is_absent(report, budi):
    filed = report(visibility="private")
    with pytest.raises(NotFound):
        actions.correct(filed, budi, Correction(category="lamp"))


@pytest.mark.parametrize("acted", ["accept", "reject", "forward", "link"])
def test_too_late_once_an_office_has_acted(report, siti, lurah_gambir, city, acted):
    filed = report()
    more = {"reject": {"reason": "Bukan"}, "forward": {"to": city.offices.roads, "reason": "Jalan provinsi"},
            "link": {"to": report()} if acted == "link" else {}}  # fmt: skip
    getattr(actions, acted)(filed, lurah_gambir, **more.get(acted, {}))
    before = Event.objects.count()
    assert not rights(fresh(filed)).correct
    with pytest.raises(IllegalMove) as wrong:
        actions.correct(filed, siti, Correction(category="lamp", landmark="Halte"))
    assert (wrong.value.code, Event.objects.count(), fresh(filed).landmark) == ("too_late", before, "")


@pytest.mark.parametrize(("wanted", "code"), [
    (Correction(category="nothing", landmark="Halte"), "unknown_category"), (to(OUTSIDE), "outside_city"),
    (Correction(lon=1.0), "no_position"), (Correction(lon=SENEN[0], lat=SENEN[1], accuracy=-1), "bad_accuracy"),
    (Correction(area="31.71.04.1001", landmark="Halte"), "place_missing"),
])  # fmt: skip
def test_what_is_wrong_changes_nothing(report, siti, wanted, code):
    filed = report()
    with pytest.raises(Invalid) as wrong:
        actions.correct(filed, siti, wanted)
    assert (wrong.value.code, Event.objects.count(), fresh(filed).landmark) == (code, 1, "")


def test_what_others_support_stays_where_they_saw_it(report, siti, budi):
    filed = report()
    actions.support(filed, budi)
    with pytest.raises(Invalid) as wrong:
        actions.correct(filed, siti, to(SENEN))
    assert wrong.value.code == "supported"
    assert actions.correct(filed, siti, to(NEAR))


def test_nor_does_it_walk_away_step_by_step(report, siti, budi):
    filed = report()
    actions.correct(filed, siti, to(SENEN))
    actions.correct(filed, siti, to(GAMBIR))  # nobody had seen it yet
    actions.support(filed, budi)
    step = 0.004  # 440 m
    assert actions.correct(filed, siti, to((GAMBIR[0], GAMBIR[1] + step)))
    with pytest.raises(Invalid) as wrong:
        actions.correct(filed, siti, to((GAMBIR[0], GAMBIR[1] + 2 * step)))
    assert wrong.value.code == "supported"


def test_nobody_asks_offices_anew_without_end(report, siti):
    filed = report()
    for n in range(MOST_CORRECTIONS):
        actions.correct(filed, siti, Correction(category=("flood", "road")[n % 2]))
    with pytest.raises(IllegalMove) as wrong:
        actions.correct(filed, siti, Correction(category="flood"))
    assert wrong.value.code == "too_often"


# --- Photos


def test_a_photo_is_added_behind_the_first(report, siti, settings):
    filed = report()
    first = filed.photos.get()
    assert actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=3))])
    assert [photo.pk for photo in filed.photos.all()][0] == first.pk
    assert (filed.photos.count(), told(filed, "photos_changed")[0].data["added"]) == (2, 1)


def test_a_photo_is_replaced(report, siti, settings, django_capture_on_commit_callbacks):
    filed = report()
    old = filed.photos.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=3))], remove=[old.name])
    assert filed.photos.get().pk != old.pk
    assert not Photo.objects.filter(pk=old.pk).exists()
    assert not (settings.MEDIA_ROOT / media.path(old.name)).exists()


def test_one_photo_stays(report, siti):
    filed = report()
    with pytest.raises(Invalid) as wrong:
        actions.mend_photos(filed, siti, remove=[filed.photos.get().name])
    assert (wrong.value.code, filed.photos.count()) == ("photo_missing", 1)


def test_anothers_photo_is_not_taken_away(report, siti, budi):
    mine, his = report(), report(by=budi)
    assert not actions.mend_photos(mine, siti, remove=[his.photos.get().name])
    assert his.photos.count() == 1


def test_photos_are_added_while_somebody_works_on_it_and_none_goes(report, siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=3))])
    with pytest.raises(IllegalMove):
        actions.mend_photos(filed, siti, remove=[filed.photos.first().name])
    actions.reject(filed, lurah_gambir, reason="Bukan")
    with pytest.raises(IllegalMove):
        actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=4))])
    assert filed.photos.count() == 2


def test_nor_are_photos_changed_without_end(report, siti):
    filed = report()
    for n in range(MOST_CORRECTIONS):
        actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=n + 3))], remove=[filed.photos.get().name])
    with pytest.raises(IllegalMove) as wrong:
        actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=2))], remove=[filed.photos.get().name])
    assert (wrong.value.code, filed.photos.count()) == ("too_often", 1)
    assert actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=2))])


def test_ten_are_enough(report, siti, settings):
    filed = report()
    with pytest.raises(Invalid):
        actions.mend_photos(filed, siti, photos=[BytesIO(jpeg(seed=n)) for n in range(10)])
    assert (filed.photos.count(), len(list(settings.MEDIA_ROOT.rglob("*.jpg")))) == (1, 2)
