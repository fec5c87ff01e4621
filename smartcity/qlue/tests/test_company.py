"""Posts to companies: the pages of who writes, who answers, and who reads."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from smartcity.accounts.limits import RULES, Rule
from smartcity.reports import actions
from smartcity.reports.models import Comment, CompanySeat, Photo, Report
from smartcity.testing.city import GAMBIR, jpeg

WRITE, LIST = "/qlue/perusahaan/tulis/", "/qlue/perusahaan/"
WORDS = "Palang parkir rusak, tetap ditagih"


@pytest.fixture
def company(city):
    return actions.register_company("parkir-aman", "Parkir Aman")


@pytest.fixture
def post(company, budi, city):
    return actions.write_to_company("Parkir Aman", budi, text=WORDS, area=city.gambir, place="Cabang pasar")


def fields(**more):
    return {"company": "Parkir Aman", "text": WORDS} | more


def test_it_works(as_budi, client, company):
    photo = SimpleUploadedFile("foto.jpg", jpeg(seed=3), "image/jpeg")
    answer = as_budi.post(WRITE, fields(photo=photo, place="Cabang pasar", kelurahan="31.71.01.1001"))
    post = Comment.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/qlue/obrolan/{post.pk}/")
    for path in (answer.url, LIST, "/qlue/wilayah/31.71.01.1001/"):
        shown = client.get(path).text
        for word in (
            WORDS,
            "Kepada Parkir Aman",
            "Bukan pemerintah",
            "Belum dijawab",
            "Cabang pasar",
            "Budi",
        ):
            assert word in shown, (path, word)
    assert post.photos.exists()


def test_it_is_in_no_list_of_reports(client, as_lurah_gambir, post):
    for path in ("/qlue/", "/qlue/terbaru/", "/qlue/terdukung/", "/qlue/cari/?q=palang", "/", "/api/v1/reports",
                 "/open311/v2/requests.json", "/open311/v2/servicerequestupdates.json"):  # fmt: skip
        assert "Palang" not in client.get(path).text, path
    assert "Palang" not in as_lurah_gambir.get("/crop/").text


def test_what_is_wrong_is_told_and_kept(as_budi, company):
    photo = SimpleUploadedFile("foto.jpg", jpeg(seed=3), "image/jpeg")
    answer = as_budi.post(WRITE, fields(company="Lurah Gambir", photo=photo, place="Sini"))
    assert answer.status_code == 400
    for kept in (
        "kantor pemerintah",
        'value="Lurah Gambir"',
        WORDS,
        'value="Sini"',
        Photo.objects.get().name,
    ):
        assert kept in answer.text
    assert not Comment.objects.exists()


def test_a_stranger_signs_in_and_loses_nothing(client, siti, company):
    answer = client.post(WRITE, fields())
    assert (answer.status_code, WORDS in answer.text) == (403, True)
    assert not Comment.objects.exists()


def test_writing_is_limited_as_talk_is(as_budi, company, monkeypatch):
    monkeypatch.setitem(RULES, "comment", (Rule("person", 1, 600),))
    assert [as_budi.post(WRITE, fields(text=f"Kali ke-{n}")).status_code for n in (1, 2)] == [303, 429]


def test_turning_posts_into_reports_is_limited_in_words(as_budi, post, monkeypatch):
    monkeypatch.setitem(RULES, "comment", (Rule("person", 1, 600),))
    answers = [as_budi.post(f"/qlue/obrolan/{post.pk}/ke-pemerintah/") for _n in (1, 2)]
    assert [answer.status_code for answer in answers] == [303, 429]
    assert 'role="alert"' in answers[1].text


def test_lists_by_company_and_by_answer(client, post, budi, company, siti):
    other = actions.write_to_company("Toko Lain", budi, text="Roti berjamur")
    assert "Roti" not in client.get(f"{LIST}?kepada=parkir-aman").text
    assert "Roti" in client.get(LIST).text
    actions.sit_down(actions.invite(company), siti)
    actions.answer_talk(post, siti, text="Sudah diperbaiki")
    waiting = client.get(f"{LIST}?belum=1")
    assert [one.pk for one in waiting.context["posts"]] == [other.pk]
    for bad in ("tak-ada", "a\x00", "lurah gambir"):
        assert client.get(LIST, {"kepada": bad}).status_code == 404


def test_pages(client, company, budi, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.views.company.MOST", 2)
    for n in range(3):
        actions.write_to_company("Parkir Aman", budi, text=f"Keluhan ke-{n}")
    first = client.get(f"{LIST}?kepada=parkir-aman&belum=1")
    second = client.get(LIST + first.context["more"])
    assert [one.text for one in (*first.context["posts"], *second.context["posts"])] == [
        f"Keluhan ke-{n}" for n in (2, 1, 0)
    ]


def test_its_queries(as_siti, company, budi, city, django_assert_max_num_queries):
    for n in range(5):
        actions.write_to_company("Parkir Aman", budi, text=f"Keluhan {n}", area=city.gambir)
    as_siti.get(LIST)
    with django_assert_max_num_queries(7):
        as_siti.get(LIST)


def test_the_kinds_of_a_kelurahan(client, post, budi, city):
    actions.talk(city.gambir, budi, text="Kerja bakti")
    here = "/qlue/wilayah/31.71.01.1001/"
    for query, talk, letter in (("", True, True), ("?jenis=obrolan", True, False), ("?jenis=perusahaan", False, True),
                                ("?jenis=x", True, True)):  # fmt: skip
        shown = client.get(here + query).text
        assert ("Kerja bakti" in shown, WORDS in shown) == (talk, letter), query
    assert WORDS not in client.get("/qlue/obrolan/").text


def test_one_chooses_whom_to_write_to(client, city):
    for path in ("/qlue/lapor/", WRITE):
        shown = client.get(path).text
        for way in ('href="/qlue/lapor/"', f'href="{WRITE}"', 'href="/qlue/obrolan/#f-talk"'):
            assert way in shown


def test_support_and_back(as_siti, post):
    way = f"/qlue/obrolan/{post.pk}/dukung/"
    answer = as_siti.post(way, {"on": "1", "next": LIST}, follow=True)
    assert "Didukung 1" in answer.text
    assert "Dukung 0" in as_siti.post(way, {"on": "0"}, follow=True).text


# --- The company


def test_an_invitation(client, as_siti, siti, company, post):
    link = f"/qlue/perusahaan/undangan/{actions.invite(company)}/"
    assert "atas nama Parkir Aman" in client.get(link).text, "to look uses nothing up"
    assert as_siti.post(link).url == f"{LIST}?kepada=parkir-aman"
    assert as_siti.get(link).status_code == client.get(link).status_code == 404
    assert "1 belum dijawab" in as_siti.get("/qlue/saya/").text
    page = f"/qlue/obrolan/{post.pk}/"
    assert "Jawab atas nama Parkir Aman" in as_siti.get(page).text
    as_siti.post(f"{page}jawab/", {"text": "Palang diganti besok"})
    shown = client.get(page).text
    assert "Parkir Aman menjawab" in shown
    assert "Siti" not in shown


def test_the_neighbour_does_not_answer_for_it(as_siti, siti, post):
    actions.sit_down(actions.invite(actions.register_company("lain", "Parkir Lain")), siti)
    page = f"/qlue/obrolan/{post.pk}/"
    assert "atas nama" not in as_siti.get(page).text
    as_siti.post(f"{page}jawab/", {"text": "Kami lebih murah"})
    assert "Belum dijawab" in as_siti.get(page).text


def test_a_seat_opens_no_crop(as_siti, siti, company):
    actions.sit_down(actions.invite(company), siti)
    assert as_siti.get("/crop/").status_code == 403
    assert CompanySeat.objects.get().user == siti


# --- The city's after all


def to_form(client, post):
    answer = client.post(f"/qlue/obrolan/{post.pk}/ke-pemerintah/")
    assert answer.status_code == 303
    return client.get(answer.url)


def test_it_becomes_a_report(as_budi, as_siti, post, budi):
    assert "Jadikan laporan" in as_budi.get(f"/qlue/obrolan/{post.pk}/").text
    form = to_form(as_budi, post)
    for kept in (WORDS, 'value="Cabang pasar"', 'data-given="1"', '"31.71.01.1001" selected'):
        assert kept in form.text
    id = form.context["form"]["client_id"].value()
    lon, lat = GAMBIR
    wanted = {"client_id": str(id), "text": WORDS, "category": "road", "lon": lon, "lat": lat,
              "photo": SimpleUploadedFile("a.jpg", jpeg(seed=2), "image/jpeg"), "send": "1"}  # fmt: skip
    as_budi.post("/qlue/lapor/", wanted)
    filed = Report.objects.get()
    page = f"/qlue/obrolan/{post.pk}/"
    assert f"/qlue/laporan/{filed.number}/" in as_budi.get(page).text
    assert f"/qlue/laporan/{filed.number}/" not in as_siti.get(page).text, "its reporter is hidden"
    actions.sign(filed, budi, on=True)
    assert f"/qlue/laporan/{filed.number}/" in as_siti.get(page).text
    assert to_form(as_budi, post).url == f"/qlue/laporan/{filed.number}/", "once"


def test_its_photo_comes_along(as_budi, company):
    photo = SimpleUploadedFile("foto.jpg", jpeg(seed=3), "image/jpeg")
    as_budi.post(WRITE, fields(photo=photo))
    form = to_form(as_budi, Comment.objects.get())
    (kept,) = form.context["stash"].photos
    assert Photo.objects.get(name=kept.name).talk is None


def test_nobody_else_makes_a_report_of_it(as_siti, post, budi):
    assert as_siti.get(f"/qlue/obrolan/{post.pk}/ke-pemerintah/").status_code == 404
    assert as_siti.post(f"/qlue/obrolan/{post.pk}/ke-pemerintah/").status_code == 404
    actions.to_government(post, budi)
    assert WORDS not in as_siti.get(f"/qlue/lapor/?surat={post.pk}").text


def test_the_form_of_a_report_is_as_ever_without_it(client, city):
    form = client.get("/qlue/lapor/?surat=999999")
    assert "data-given" not in form.text
    assert UUID(form.context["form"]["client_id"].value())


# --- One's own words


def test_mending(as_budi, as_siti, post):
    way = f"/qlue/komentar/{post.pk}/ubah/"
    assert WORDS in as_budi.get(way).text
    assert as_siti.get(way).status_code == 404
    assert as_budi.post(way, {"text": " "}).status_code == 400
    assert "Palang sudah baik" in as_budi.post(way, {"text": "Palang sudah baik"}, follow=True).text


def test_removing(as_budi, client, post):
    assert as_budi.post(f"/qlue/komentar/{post.pk}/hapus/").url == LIST
    assert client.get(f"/qlue/obrolan/{post.pk}/").status_code == 404


def test_markup_is_only_text(client, budi, city):
    actions.write_to_company("<b>Toko</b>", budi, text="<script>alert(1)</script>", place="<i>sini</i>")
    shown = client.get(LIST).text + client.get(f"/qlue/obrolan/{Comment.objects.get().pk}/").text
    for raw in ("<script>alert", "<b>Toko", "<i>sini"):
        assert raw not in shown


def test_whose_report_was_rejected_is_shown_the_other_way(as_siti, as_budi, report, lurah_gambir):
    filed = report()
    page = f"/qlue/laporan/{filed.number}/"
    assert WRITE not in as_siti.get(page).text
    actions.reject(filed, lurah_gambir, reason="Lahan pribadi")
    assert f'href="{WRITE}"' in as_siti.get(page).text
    assert WRITE not in as_budi.get(page).text
