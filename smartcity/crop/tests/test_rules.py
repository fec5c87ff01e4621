"""Whom reports go to: tried with last month's reports, then in force; an administrator's."""

import pytest
from django.utils import timezone

from smartcity.accounts.actions import appoint
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.actions.rules import stand
from smartcity.reports.models import Category, Rule
from smartcity.reports.routing import Router, chain_of, route
from smartcity.reports.trying import Proposal, try_out

PAGE = "/crop/aturan/"


@pytest.fixture
def boss(opened, administrator):
    return opened(administrator)


@pytest.fixture
def roads_in_gambir(city):
    """Broken roads in Gambir to Bina Marga, asked first."""
    return Proposal(None, kind_of("road"), city.gambir, "roads", city.offices.roads, before=1)


def kind_of(code):
    return Category.objects.get(code=code)


def typed(**fields):
    return {"category": "road", "area": "31.71.01.1001", "to": "office:roads", "before": "1"} | fields


def test_it_works(boss, report, city):
    report()
    tried = boss.post(f"{PAGE}baru/", typed(do="try"))
    assert "Berlakukan sekarang" in tried.text
    assert Rule.objects.count() == 5
    saved = boss.post(f"{PAGE}baru/", typed(do="save", seen=stand()))
    assert (saved.status_code, saved["Location"]) == (303, PAGE)
    assert report(client_id=None).holder == city.offices.roads
    assert "Aturan 6 berlaku" in boss.get(PAGE).text


def test_nothing_is_saved_untried(boss):
    answer = boss.post(f"{PAGE}baru/", typed(do="save"))
    assert answer.status_code == 409
    assert Rule.objects.count() == 5


def test_the_trial_counts_what_would_go_elsewhere(report, lurah_gambir, administrator, roads_in_gambir, city):
    report()
    passed_on = report()
    actions.forward(passed_on, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    report(at=(106.83, -6.17))
    report(category="flood")
    trial = try_out(roads_in_gambir, reach(administrator))
    (flow,) = trial.flows
    assert (trial.checked, trial.moved, trial.lost) == (4, 2, 0)
    assert (flow.source, flow.to, flow.ended) == (city.offices.gambir, city.offices.roads, 1)
    assert [case.pk for case in trial.samples][0] == passed_on.pk
    assert len(trial.samples) == 2


def test_samples_are_only_cases_of_theirs(report, administrator, city, django_assert_max_num_queries):
    report(category="crime")
    wanted = Proposal(5, kind_of("crime"), None, "police", Office.objects.get(code="pln"))
    with django_assert_max_num_queries(8):
        trial = try_out(wanted, reach(administrator))
    assert (trial.moved, trial.samples) == (1, [])


def test_what_would_go_nowhere_is_not_saved(boss, report, administrator):
    report()
    answer = boss.post(f"{PAGE}1/", {"do": "try_retire"})
    assert answer.status_code == 400
    assert "tidak akan sampai ke kantor mana pun" in answer.text
    assert "Cabut sekarang" not in answer.text
    with pytest.raises(Invalid) as wrong:
        actions.save_rule(Proposal(1), administrator, seen=stand())
    assert wrong.value.code == "nowhere"
    assert Rule.objects.current().count() == 5


def test_what_the_police_read_goes_to_nobody_else(administrator, city):
    with pytest.raises(Invalid) as wrong:
        actions.save_rule(
            Proposal(None, None, city.gambir, "kelurahan", before=1), administrator, seen=stand()
        )
    assert wrong.value.code == "exposed"


def test_what_went_astray_before_is_not_sent_further_astray(administrator, city):
    Rule.objects.filter(category=kind_of("crime")).update(kind="roads")  # by another way than the editor
    with pytest.raises(Invalid) as wrong:
        actions.save_rule(
            Proposal(None, kind_of("crime"), city.gambir, "kelurahan", before=1), administrator, seen=stand()
        )
    assert wrong.value.code == "exposed"


def test_a_rule_that_never_should_have_been_is_passed_over(report, city):
    Rule.objects.filter(category=kind_of("crime")).update(place=9)
    Rule.objects.create(number=9, place=0, category=kind_of("crime"), kind="kelurahan")
    assert report(category="crime").holder.kind == "police"


def test_a_rule_that_decides_nothing_is_named_with_the_one_before_it(administrator, city):
    wanted = Proposal(None, kind_of("road"), city.gambir, "roads", city.offices.roads)  # last of all
    trial = try_out(wanted, reach(administrator))
    ((dead, instead),) = trial.dead
    assert (dead.number, instead.number) == (6, 1)


def test_a_change_is_another_version_and_the_case_keeps_the_old_words(boss, report, administrator, city):
    old = report()
    changed = Proposal(1, kind_of("road"), None, "roads", before=2)
    actions.save_rule(changed, administrator, seen=stand())
    first, second = Rule.objects.filter(number=1).order_by("version")
    assert (first.until, second.since, second.by) == (second.since, first.until, administrator)
    page = boss.get(f"/crop/tugas/{old.number}/").text
    assert "Aturan 1: Jalan rusak di Gambir → Lurah Gambir" in page
    assert "Jalan rusak, di mana pun → Lurah setempat" in page
    assert report().holder == city.offices.roads
    assert "di mana pun → Jalan dan jembatan" in boss.get(f"{PAGE}1/").text


def test_a_changed_rule_keeps_its_place(administrator):
    actions.save_rule(Proposal(2, kind_of("flood"), None, "kecamatan", before=3), administrator, seen=stand())
    assert [rule.number for rule in Rule.objects.current()] == [1, 2, 3, 4, 5]


def test_a_number_is_never_given_twice(administrator, roads_in_gambir):
    actions.save_rule(roads_in_gambir, administrator, seen=stand())
    actions.save_rule(Proposal(6), administrator, seen=stand())
    assert actions.save_rule(roads_in_gambir, administrator, seen=stand()).number == 7
    assert Rule.objects.count() == 7


def test_of_two_at_once_the_second_is_told(administrator, roads_in_gambir):
    seen = stand()
    actions.save_rule(roads_in_gambir, administrator, seen=seen)
    with pytest.raises(Conflict):
        actions.save_rule(Proposal(6), administrator, seen=seen)


def test_saving_is_an_event_the_public_does_not_hear(administrator, roads_in_gambir, lurah_gambir):
    actions.save_rule(roads_in_gambir, administrator, seen=stand())
    told = Event.objects.get(subject="rules")
    assert (told.verb, told.actor) == ("rule_added", administrator)
    assert told.data["words"] == "Jalan rusak, Gambir → Dinas Bina Marga"
    assert told.heard_by(reach(administrator))
    assert not told.heard_by(reach(lurah_gambir))


def test_administrators_of_a_kota_do_not_change_the_citys_rules(opened, lurah_gambir, roads_in_gambir, city):
    appoint(lurah_gambir, city.offices.mayor, "administrator", since=timezone.now())
    assert opened(lurah_gambir).get(PAGE).status_code == 404
    with pytest.raises(NotAllowed):
        actions.save_rule(roads_in_gambir, lurah_gambir, seen=0)


@pytest.mark.parametrize("path", ["", "baru/", "1/"])
def test_no_other_official(lurah, path):
    assert lurah.get(PAGE + path).status_code == 404
    assert path == "" or lurah.post(PAGE + path, typed(do="save", seen=0)).status_code == 404


@pytest.mark.parametrize(
    "sent", [{"category": "sihir"}, {"area": "99"}, {"to": ""}, {"to": "office:x"}, {"before": "x"}]
)
def test_bad_input_is_told(boss, sent):
    answer = boss.post(f"{PAGE}baru/", typed(do="try") | sent)
    assert answer.status_code == 400
    assert 'class="errors"' in answer.text


def test_in_memory_and_in_the_database_is_one_way(administrator, roads_in_gambir, city):
    actions.save_rule(roads_in_gambir, administrator, seen=stand())
    router = Router(list(Rule.objects.current()), list(Office.objects.active()))
    for category in Category.objects.all():
        for area in (city.gambir, city.senen):
            way = router.route(category.pk, chain_of(area))
            assert (way.office, way.rule) == (route(category, area).office, route(category, area).rule)


def test_a_new_rule_stands_before_those_for_every_kind(boss, city):
    Rule.objects.create(number=6, place=6, category=None, kind="province")
    form = boss.get(f"{PAGE}baru/").context["form"]
    assert form["before"].value() == "6"
    Rule.objects.filter(number=6).delete()
    assert boss.get(f"{PAGE}baru/").context["form"]["before"].value() == ""


def test_for_every_kind_is_said_never_left_out(boss, city):
    answer = boss.post(f"{PAGE}baru/", typed(do="try", category=""))
    assert answer.status_code == 400
    assert "Pilih kategorinya, atau jenis apa pun." in answer.text
    assert boss.post(f"{PAGE}baru/", typed(do="try", category="*", before="")).status_code == 200


def test_a_rule_for_every_kind_is_typed_as_one(boss, city):
    Rule.objects.create(number=6, place=6, category=None, kind="province")
    assert boss.get(f"{PAGE}6/").context["form"]["category"].value() == "*"
