"""Search by the root of a word: what is found, what is not, and that it follows the text."""

import pytest
from click.testing import CliRunner

from smartcity.accounts.queries import reach
from smartcity.lib.stems import root
from smartcity.reports import actions
from smartcity.reports.cases import open_cases, saying
from smartcity.reports.commands import index_search
from smartcity.reports.models import Category, Report, SearchText
from smartcity.testing.city import SENEN


def found(typed):
    return [report.text for report in Report.objects.saying(typed).order_by("pk")]


@pytest.mark.parametrize("word", ["genangan", "tergenang", "menggenangi", "GENANG", "penggenangan"])
def test_it_works(report, word):
    report(text="Air tergenang di mulut gang")
    report(text="Lampu mati")
    assert found(word) == ["Air tergenang di mulut gang"]


@pytest.mark.parametrize(
    ("typed", "stem"),
    [("kerusakan", "rusak"), ("memadamkan", "padam"), ("berserakan", "serak"), ("persampahan", "sampah"),
     ("kemacetan", "macet"), ("perbaikan", "baik"), ("flooding", "flooding"), ("rt05", "rt05"), ("di", "di")],
)  # fmt: skip
def test_roots(typed, stem):
    assert root(typed) == stem


def test_every_word_must_be_there(report):
    report(text="Lubang dalam di depan sekolah", landmark="Jl. Musi 3")
    report(text="Lubang kecil")
    assert found("berlubang bersekolah musi") == ["Lubang dalam di depan sekolah"]
    assert len(found("lubang")) == 2


def test_a_beginning_is_enough(report):
    report(text="Menggenangi trotoar")
    assert found("mengg") == found("trot") == ["Menggenangi trotoar"]
    assert found("toar") == []


def test_its_kind_and_its_kelurahan_find_it(report):
    report(text="Tolong", category="flood", at=SENEN)
    assert found("kebanjiran") == found("flood senen") == ["Tolong"]


@pytest.mark.parametrize(
    "typed", ["' OR 1=1 --", '"', "a:* | b", "NOT lubang", "(", "%", "_", "\\", "lubang*'", "<->", "é" * 300]
)
def test_signs_are_no_language(report, typed):
    report(text="Bersih")
    assert found(typed) == []


def test_nothing_typed_is_everything(report):
    report(text="Satu")
    assert found("  ") == ["Satu"]


def test_it_follows_the_text(report, siti):
    one = report(text="Pohon tumbang")
    actions.edit(one, siti, text="Tiang miring")
    assert found("pohon") == []
    assert found("kemiringan") == ["Tiang miring"]


def test_what_is_withdrawn_leaves_no_word(report, siti):
    actions.withdraw(report(text="Rahasia"), siti)
    assert not SearchText.objects.exists()
    assert found("rahasia") == []


def test_what_is_not_written_cannot_be_found(report, siti):
    """One transaction: a submission that fails leaves no words either."""
    one = report(text="Sekali")
    report(text="Sekali", client_id=one.client_id)
    assert SearchText.objects.count() == 1


def test_the_neighbour_finds_nothing_of_it(report, lurah_gambir, lurah_senen):
    report(text="Genangan", visibility="private")
    paths = [[post.office.path for post in reach(who).posts] for who in (lurah_gambir, lurah_senen)]
    assert [len(open_cases(each, narrowed=saying("tergenang"))) for each in paths] == [1, 0]


def test_a_stranger_finds_no_private_one(report):
    report(text="Genangan rahasia", visibility="private")
    report(text="Genangan umum")
    seen = Report.objects.visible_to(reach(None)).saying("tergenang")
    assert [one.text for one in seen] == ["Genangan umum"]


def test_the_command_writes_them_anew(report):
    one = report(text="Lubang")
    SearchText.objects.all().delete()
    Category.objects.filter(pk=one.category_id).update(name="Trotoar rusak")
    assert found("lubang") == []
    assert CliRunner().invoke(index_search, catch_exceptions=False).output == "1 laporan dapat dicari\n"
    assert found("lubang trotoar") == ["Lubang"]
