"""Talk, objections, judging, people: by program."""

from io import BytesIO

import pytest

from smartcity.accounts.models import Block, Follow
from smartcity.api.tests.conftest import picture
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report
from smartcity.testing.city import jpeg

TALK = "areas/31.71.01.1001/talk"


def delete(program, path):
    return program.client.delete(f"/api/v1/{path}", headers=program.headers)


def test_it_works(program, budi, siti, city):
    posted = program(budi).form(TALK, {"text": "Kerja bakti", "photo": picture()})
    assert posted.status_code == 201
    pk = posted.json()["id"]
    assert program(siti).post(f"talk/{pk}/answers", {"text": "Ikut"}).status_code == 201
    (item,) = program().get(TALK).json()["items"]
    assert (item["by"], item["answers"], len(item["photos"]), item["area"]["code"]) == (
        "Budi",
        1,
        1,
        "31.71.01.1001",
    )
    assert [said["text"] for said in program().get(f"talk/{pk}").json()["said"]] == ["Ikut"]


def test_pages(program, budi, city):
    for n in range(3):
        actions.talk(city.gambir, budi, text=f"Ke-{n}")
    first = program().get(TALK, {"limit": 2}).json()
    assert [item["text"] for item in first["items"]] == ["Ke-2", "Ke-1"]
    assert first["next"] == f"/api/v1/{TALK}?limit=2&before={first['items'][1]['id']}"


def test_the_photos_of_a_comment_are_told_with_it(program, budi, siti, verifier, report):
    filed = report()
    stashed = actions.stash([BytesIO(jpeg())], budi)
    said = actions.bring(filed, budi, text="https://a.example", stashed=[photo.name for photo in stashed])
    path = f"reports/{filed.number}/comments"
    (item,) = program(budi).get(path).json()["items"]
    assert [photo["thumb"] for photo in item["photos"]] == [f"/media/{stashed[0].name}-s.jpg"]
    thumb = item["photos"][0]["thumb"]
    answers = [
        program().client.get(thumb, headers=program(who).headers) for who in (budi, verifier, siti, None)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    for answer in answers:
        answer.getvalue()  # reads the file to its end, which closes it
    assert program(siti).get(path).json()["items"] == []
    (to_judge,) = program(verifier).get("moderation").json()["items"]
    assert to_judge["photos"] == item["photos"]
    actions.release_comment(said, verifier)
    assert program().get(path).json()["items"][0]["photos"] == item["photos"]


def test_held_is_told_to_its_author_alone(program, budi, siti, report):
    filed = report()
    actions.comment(filed, budi, text="https://a.example")
    path = f"reports/{filed.number}/comments"
    assert [said["held"] for said in program(budi).get(path).json()["items"]] == [True]
    assert program(siti).get(path).json()["items"] == []
    assert program().get(f"reports/{filed.number}").json()["comments"] == 0


def test_what_is_hidden_is_in_no_list(program, budi, report, verifier):
    filed = report()
    said = actions.comment(filed, budi, text="Kasar")
    program(verifier).post(f"comments/{said.pk}/hide", {"reason": "Kasar"})
    assert Comment.objects.get().state == "hidden"
    assert program(budi).get(f"reports/{filed.number}/comments").json()["items"] == []
    verbs = [event["verb"] for event in program().get(f"reports/{filed.number}/events").json()["items"]]
    assert verbs == ["submitted"]
    updates = program().client.get("/open311/v2/servicerequestupdates.json").json()
    assert "Kasar" not in str(updates)
    program(verifier).post(f"comments/{said.pk}/release")
    assert len(program(budi).get(f"reports/{filed.number}/comments").json()["items"]) == 1


def test_objecting_and_the_queue(program, budi, siti, report, verifier):
    said = actions.comment(report(), budi, text="Kasar")
    assert program(siti).post(f"comments/{said.pk}/objection", {"objection": "insult"}).status_code == 204
    assert program(siti).post(f"comments/{said.pk}/objection", {"objection": "benci"}).status_code == 400
    (item,) = program(verifier).get("moderation").json()["items"]
    assert (item["id"], [o["objection"] for o in item["objections"]]) == (said.pk, ["insult"])


@pytest.mark.parametrize("who", ["siti", "lurah_gambir", "operator"])
def test_only_moderators(program, request, budi, report, who):
    said, person = actions.comment(report(), budi, text="Kasar"), request.getfixturevalue(who)
    assert program(person).get("moderation").status_code == 403
    assert program(person).post(f"comments/{said.pk}/hide", {"reason": "x"}).status_code == 404
    assert program(person).post(f"comments/{said.pk}/release").status_code == 404


def test_taking_back(program, budi, siti, report):
    said = actions.comment(report(), budi, text="Kasar")
    assert delete(program(siti), f"comments/{said.pk}").status_code == 404
    assert delete(program(budi), f"comments/{said.pk}").status_code == 204
    assert Comment.objects.get().state == "removed"


def test_taking_back_under_a_report_that_was_hidden(program, budi, siti, lurah_senen, report):
    said = actions.comment(report(), budi, text="Kasar")
    actions.hide(said.report, siti)
    assert program(budi).get(f"reports/{said.report.number}").status_code == 404
    for other in (siti, lurah_senen):
        assert delete(program(other), f"comments/{said.pk}").status_code == 404
    assert delete(program(budi), f"comments/{said.pk}").status_code == 204
    assert Comment.objects.get().text == ""


def test_the_queue_goes_on_where_its_page_ends(program, budi, verifier, report):
    filed = report()
    said = [actions.comment(filed, budi, text=f"Lihat https://a{n}.example").pk for n in range(5)]
    seen, way = [], "moderation?limit=2"
    while way:
        told = program(verifier).get(way).json()
        seen.append([item["id"] for item in told["items"]])
        way = told["next"].removeprefix("/api/v1/") if told["next"] else None
    assert seen == [said[:2], said[2:4], said[4:]]
    assert program(verifier).get("moderation?after=0").status_code == 400
    assert program(budi).get("moderation?limit=2").status_code == 403


def test_a_person(program, budi, siti, report):
    filed, hidden = report(by=budi, signed=True), report()
    told = program(siti).get(f"people/{budi.public_id}").json()
    assert (told["name"], told["reports"], told["signed_reports"]) == ("Budi", [filed.number], 1)
    assert program().get(f"people/{siti.public_id}").json()["reports"] == []
    assert program().get(f"reports/{hidden.number}").json()["reporter"] is None
    assert program().get("people/tidakada").status_code == 404


def test_following_and_blocking(program, budi, siti, report):
    filed = report()
    for path, subject in ((f"people/{siti.public_id}", f"person:{siti.pk}"), ("areas/31.71.01.1001", "area:31.71.01.1001"),
                          (f"reports/{filed.number}", filed.subject)):  # fmt: skip
        assert program(budi).post(f"{path}/follow").status_code == 204, path
        assert Follow.objects.get().subject == subject
        assert delete(program(budi), f"{path}/follow").status_code == 204
        assert not Follow.objects.exists()
    program(budi).post(f"people/{siti.public_id}/block")
    assert Block.objects.get().blocked == siti
    assert program(budi).get("me/blocks").json()["items"] == [{"id": siti.public_id, "name": "Siti"}]
    delete(program(budi), f"people/{siti.public_id}/block")
    assert not Block.objects.exists()


def test_following_what_is_not_there(program, budi, report):
    secret = report(visibility="private")
    for path in ("people/tidakada", "areas/31.71", f"reports/{secret.number}"):
        assert program(budi).post(f"{path}/follow").status_code == 404


def test_signing(program, budi, siti, report):
    filed = report()
    assert program(budi).post(f"reports/{filed.number}/sign").status_code == 403
    assert program(siti).post(f"reports/{filed.number}/sign").status_code == 204
    assert Report.objects.get().signed
    assert delete(program(siti), f"reports/{filed.number}/sign").status_code == 204
    assert not Report.objects.get().signed


def test_the_profile(program, siti):
    told = program(siti).post("me/profile", {"open_profile": False}).json()
    assert told == {"id": siti.public_id, "open_profile": False, "signs": False}
    assert program().get(f"people/{siti.public_id}").status_code == 404
