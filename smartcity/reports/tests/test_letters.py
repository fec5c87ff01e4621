"""Posts to companies: public talk that is nobody's duty in the city, answered by whoever sits for the company."""

from datetime import timedelta
from io import BytesIO

import pytest
from click.testing import CliRunner

from smartcity.accounts.names import own_name
from smartcity.accounts.queries import reach
from smartcity.events.models import Audience, Event
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import at, now
from smartcity.reports import actions, talk
from smartcity.reports.commands import company as command
from smartcity.reports.companies import key_of
from smartcity.reports.models import Comment, CompanySeat, LetterSupport, Photo, Report, Withdrawn
from smartcity.reports.standing import standing
from smartcity.reports.tests.test_saying import proven
from smartcity.testing.city import _person, jpeg

WORDS = "Palang parkir rusak, tetap ditagih"


@pytest.fixture
def company(city):
    return actions.register_company("parkir-aman", "PT Parkir Aman", ["Parkir Aman Jaya"])


@pytest.fixture
def rina(company):
    """Who answers for the company."""
    person = _person("rina")
    actions.sit_down(actions.invite(company), person)
    return person


def test_it_works(company, budi, siti, city):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS, area=city.gambir, place="Cabang Gambir",
                                    photos=[BytesIO(jpeg())])  # fmt: skip
    assert (post.letter.company, post.letter.place, post.area) == (company, "Cabang Gambir", city.gambir)
    assert post.photos.count() == 1
    (seen,) = talk.posts(None, reach(siti))
    assert (seen.speaker, seen.answered, seen.company_at, seen.supported) == ("Budi", 0, None, False)
    event = Event.objects.get()
    assert (event.verb, event.audience, event.data["to"]) == ("talked", Audience.PUBLIC, "parkir-aman")
    assert "Palang" not in str(event.data)


def test_it_counts_in_nothing_of_the_city(company, budi, city):
    before = standing(city.gambir)
    actions.write_to_company("Parkir Aman", budi, text=WORDS, area=city.gambir)
    assert not Report.objects.exists()
    assert standing(city.gambir) == before


@pytest.mark.parametrize(
    "name",
    ["PT Parkir Aman", "parkir aman", "P.T. PARKIR AMAN, Tbk", "Parkir  Aman (Persero)", "parkir aman jaya"],
)
def test_one_company_however_it_is_written(company, name, budi):
    assert actions.write_to_company(name, budi, text=WORDS).letter.company == company


def test_names_of_nothing_but_a_form_are_names_too():
    assert key_of("PT") == "pt"
    assert key_of("PT Parkir") != key_of("PT Parkiran")


@pytest.mark.parametrize(
    "name, code",
    [
        ("", "company_missing"),
        ("🅿️", "company_missing"),
        ("murah.example.com", "company_link"),
        ("Lurah Gambir", "office_name"),
        ("dinas bina marga", "office_name"),
        ("PT Lurah Gambir", "office_name"),
        ("Moderator", "office_name"),
        ("a" * 81, "text_too_long"),
        ("Parkir\u202eAman", "text_direction"),
    ],
)
def test_what_is_no_company(city, budi, name, code):
    with pytest.raises(Invalid) as wrong:
        actions.write_to_company(name, budi, text=WORDS)
    assert wrong.value.code == code
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "name", ["Parkir Aman", "PT. Parkir Aman Tbk", "P\u0430rkir Aman", "Parkir Aman Jaya"]
)
def test_nobody_wears_a_companys_name(company, name):
    with pytest.raises(Invalid):
        own_name(name)


def test_a_utility_is_a_company_too(city, budi):
    assert actions.write_to_company("PLN", budi, text=WORDS).letter.company is None


def test_unregistered_it_is_as_its_writer_put_it_and_found_once_registered(city, budi):
    post = actions.write_to_company("Toko Roti Pelangi", budi, text=WORDS)
    assert (post.letter.company, str(post.letter)) == (None, "Toko Roti Pelangi")
    shop = actions.register_company("pelangi", "PT Toko Roti Pelangi")
    post.letter.refresh_from_db()
    assert post.letter.company == shop


def test_two_companies_do_not_share_a_name(company):
    with pytest.raises(Conflict):
        actions.register_company("lain", "CV Parkir Aman Jaya")
    with pytest.raises(Invalid):
        actions.register_company("lurah", "Lurah Gambir")


def test_sent_twice_it_is_said_once(company, budi):
    first = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    assert actions.write_to_company("Parkir Aman", budi, text=WORDS) == first


def test_its_answer_is_the_companys(company, budi, rina, siti):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    assert list(Comment.objects.unanswered()) == [post]
    actions.answer_talk(post, siti, text="Saya juga")
    assert list(Comment.objects.unanswered()) == [post], "a citizen's word answers nothing"
    said = actions.answer_talk(
        post, rina, text="Diperbaiki besok, lihat https://parkir.example www.a.example"
    )
    assert (said.speaker, said.profile, said.held) == ("PT Parkir Aman", "", False)
    assert not Comment.objects.unanswered()
    (seen,) = talk.posts(None, reach(None))
    assert (seen.answered, seen.company_at) == (2, said.at)


def test_nobody_else_answers_for_it(company, rina, budi, siti):
    other = actions.register_company("lain", "Parkir Lain")
    post = actions.write_to_company("Parkir Lain", budi, text=WORDS)
    assert actions.answer_talk(post, rina, text="Bukan kami").company is None
    own = actions.write_to_company("Parkir Aman", rina, text="Kami hebat")
    assert actions.answer_talk(own, rina, text="Memang").company is None, "nor to oneself"
    assert not talk.companies_of(siti)
    assert other.seats.count() == 0


def test_a_seat_that_ended_speaks_no_more(company, rina, budi):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    actions.stand_up(CompanySeat.objects.get(user=rina))
    assert actions.answer_talk(post, rina, text="Halo").speaker == "Rina"


def test_a_closed_company_speaks_no_more_and_is_written_to_as_one_unregistered(company, rina, budi):
    actions.close_company(company)
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    assert post.letter.company is None
    assert not talk.companies_of(rina)


def test_a_seat_opens_nothing_of_the_citys(rina):
    theirs = reach(rina)
    assert (theirs.official, theirs.covers) == (False, frozenset())
    assert not talk.may_moderate(theirs)


def test_a_link_is_good_once_and_for_two_weeks(company, budi, siti):
    first, second = actions.invite(company), actions.invite(company)
    assert actions.sit_down(first, budi) == company
    with pytest.raises(NotFound):
        actions.sit_down(first, siti)
    with at(now() + timedelta(days=15)), pytest.raises(NotFound):
        actions.sit_down(second, siti)
    assert talk.companies_of(budi) == [company]
    assert first not in str(list(CompanySeat.objects.values()))


def test_what_it_said_is_not_held_by_the_many_and_not_taken_back(company, rina, budi, report, lurah_gambir):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    said = actions.answer_talk(post, rina, text="Sudah dibayar kembali")
    for n, name in enumerate(("a", "b", "c")):
        actions.flag(said, proven(_person(name), report, lurah_gambir, seed=20 + n), objection="false")
    said.refresh_from_db()
    assert not said.held
    with pytest.raises(NotAllowed):
        actions.remove_comment(said, rina)


def test_taken_back_nothing_of_it_is_left(company, budi, siti):
    post = actions.write_to_company(
        "Toko Rahasia", budi, text=WORDS, place="Rumah saya", photos=[BytesIO(jpeg())]
    )
    actions.remove_comment(post, budi)
    post.letter.refresh_from_db()
    assert (post.letter.name, post.letter.place, post.text, Photo.objects.count()) == ("", "", "", 0)
    assert not talk.posts(None, reach(siti))


def test_support(company, budi, siti):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    for _again in range(2):
        actions.support_letter(post, siti)
    post.letter.refresh_from_db()
    assert (post.letter.supports, talk.posts(None, reach(siti)).get().supported) == (1, True)
    actions.support_letter(post, siti, on=False)
    assert not LetterSupport.objects.exists()
    with pytest.raises(Invalid):
        actions.support_letter(post, budi)


def test_talk_is_not_supported(city, budi, siti):
    with pytest.raises(NotFound):
        actions.support_letter(actions.talk(city.gambir, budi, text="Halo"), siti)


def test_what_is_held_is_not_there_for_the_company_either(company, rina, budi):
    post = actions.write_to_company("Parkir Aman", budi, text="https://murah.example")
    assert post.held
    with pytest.raises(NotFound):
        actions.answer_talk(post, rina, text="Halo")
    with pytest.raises(NotFound):
        actions.support_letter(post, rina)


def test_the_kinds_are_told_apart(company, budi, city):
    letter = actions.write_to_company("Parkir Aman", budi, text=WORDS, area=city.gambir)
    said = actions.talk(city.gambir, budi, text="Kerja bakti")
    assert list(talk.posts(city.gambir, reach(None))) == [said, letter]
    assert list(talk.posts(city.gambir, reach(None), kind="talk")) == [said]
    assert list(talk.posts(None, reach(None), kind="company")) == [letter]


# --- When it is the city's after all


def test_it_becomes_one_report_however_often_this_is_asked(company, budi, siti, report):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    wanted = actions.to_government(post, budi)
    assert actions.to_government(post, budi) == wanted
    with pytest.raises(NotFound):
        actions.to_government(post, siti)
    report(by=budi, client_id=wanted, text=post.text)
    Withdrawn.objects.create(number=1, client_id=wanted, at=now())
    assert actions.to_government(post, budi) != wanted, "a report taken away does not stand in the way"


def test_its_photo_comes_along_and_stays(company, budi):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS, photos=[BytesIO(jpeg())])
    (copy,) = actions.copied_photos(post, budi)
    assert (copy.talk, copy.report, copy.uploader) == (None, None, budi)
    assert post.photos.get() != copy


# --- Mending one's own words


def test_mending(city, budi, siti):
    post = actions.talk(city.gambir, budi, text="Kerja bakit")
    actions.mend_comment(post, budi, text="Kerja bakti")
    assert Comment.objects.get().text == "Kerja bakti"
    with pytest.raises(NotFound):
        actions.mend_comment(post, siti, text="Bukan")
    actions.answer_talk(post, siti, text="Ikut")
    with pytest.raises(IllegalMove):
        actions.mend_comment(post, budi, text="Kerja bakti batal")


def test_mending_ends(city, budi):
    post = actions.talk(city.gambir, budi, text="Kerja bakti")
    with at(now() + timedelta(minutes=16)), pytest.raises(IllegalMove):
        actions.mend_comment(post, budi, text="Lain")


def test_mended_words_are_looked_at_as_new_ones(report, budi):
    filed = report()
    said = actions.comment(filed, budi, text="Setuju")
    actions.mend_comment(said, budi, text="https://murah.example")
    filed.refresh_from_db()
    assert (said.held, filed.comments) == (True, 0)


def test_what_people_support_is_not_mended(company, budi, siti):
    post = actions.write_to_company("Parkir Aman", budi, text=WORDS)
    actions.support_letter(post, siti)
    with pytest.raises(IllegalMove):
        actions.mend_comment(Comment.objects.get(), budi, text="Lain sama sekali")


def test_the_command(company, settings):
    run = CliRunner().invoke
    said = run(command, ["pelangi", "Toko Pelangi", "--also", "Pelangi Roti", "--invite"]).output
    assert "0 tulisan, 0 orang" in said
    assert f"{settings.BASE_URL}/qlue/perusahaan/undangan/" in said
    assert isinstance(run(command, ["tak-ada"]).exception, NotFound)
    run(command, ["parkir-aman", "--close"])
    company.refresh_from_db()
    assert not company.active
