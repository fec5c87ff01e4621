"""Who may have something sent where: by the API, and over the wire."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from smartcity.api.tests.conftest import program as program
from smartcity.hooks import actions, sending
from smartcity.hooks.models import Hook, HookDelivery
from smartcity.hooks.tests.conftest import URL
from smartcity.lib import http
from smartcity.lib.errors import Invalid


def test_it_works(program, budi, taker, worker):
    mine = program(budi)
    made = mine.post(
        "webhooks", {"url": URL, "area": "31.71", "category": ["road", "flood"], "verb": ["submitted"]}
    )
    assert made.status_code == 201
    told = made.json()
    assert told["secret"].startswith("whsec_")
    (shown,) = mine.get("webhooks").json()["items"]
    assert "secret" not in shown
    assert shown["category"] == ["road", "flood"]
    here = f"webhooks/{told['id']}"
    assert mine.post(f"{here}/test", {}).status_code == 202
    worker()
    (sent,) = mine.get(f"{here}/deliveries").json()["items"]
    assert (sent["verb"], sent["state"], sent["status"]) == ("test", "sent", 200)
    assert mine.post(f"{here}/redeliver", {"delivery": sent["delivery"]}).json() == {"n": 1}
    worker()
    assert [one.headers["webhook-id"] for one in taker.got] == [sent["delivery"]] * 2
    assert mine.client.delete(f"/api/v1/{here}", headers=mine.headers).status_code == 204
    assert not Hook.objects.exists()


def test_the_secret_is_sealed_in_the_database(budi, internet):
    hook, secret = actions.register(budi, URL)
    assert secret.removeprefix("whsec_") not in hook.secret


def test_nobody_elses_is_there(program, budi, siti, ask):
    hook = ask(budi)
    stranger = program(siti)
    assert stranger.get("webhooks").json()["items"] == []
    assert stranger.get(f"webhooks/{hook.pk}/deliveries").status_code == 404
    for verb in ("test", "redeliver", "enable"):
        assert stranger.post(f"webhooks/{hook.pk}/{verb}", {}).status_code == 404, verb
    gone = stranger.client.delete(f"/api/v1/webhooks/{hook.pk}", headers=stranger.headers)
    assert gone.status_code == 404
    assert Hook.objects.exists()
    assert program().post("webhooks", {"url": URL}).status_code == 401


@pytest.mark.parametrize(
    "url",
    ["http://program.example/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
     "https://169.254.169.254/latest/", "https://10.1.2.3/", "https://inside.example/", "https://a:b@program.example/",
     "ftp://program.example/", "nonsense", "", "https://program.example/" + "a" * 1000],
)  # fmt: skip
def test_what_is_no_public_https_address_is_refused(budi, url, internet):
    with pytest.raises(Invalid) as wrong:
        actions.register(budi, url)
    assert wrong.value.field == "url"
    assert not Hook.objects.exists()


def test_a_name_that_leads_into_our_house_later_is_not_followed(ask, budi, monkeypatch, worker):
    hook = ask(budi)
    actions.trial(hook)
    monkeypatch.setattr(sending, "post", http.post)
    monkeypatch.setattr(http, "getaddrinfo", lambda host, port, *a: [(2, 1, 6, "", ("127.0.0.1", port))])
    worker()
    row = HookDelivery.objects.get()
    assert (row.state, row.tries, row.status) == ("waiting", 1, 0)


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"area": "99"}, "area"), ({"categories": ["crime"]}, "category"), ({"categories": ["x"]}, "category"),
     ({"verbs": ["noted"]}, "verb")],
)  # fmt: skip
def test_filters_that_name_nothing_public_are_refused(budi, city, internet, filters, field):
    with pytest.raises(Invalid) as wrong:
        actions.register(budi, URL, **filters)
    assert wrong.value.field == field


def test_ten_of_one_person(ask, budi, siti):
    for _n in range(actions.MOST_HOOKS):
        ask(budi)
    with pytest.raises(Invalid) as wrong:
        ask(budi)
    assert wrong.value.code == "too_many_hooks"
    ask(siti)


class Stubborn(BaseHTTPRequestHandler):
    """/away leads elsewhere, /mute never answers, /much answers without end."""

    asked: list = []
    done = threading.Event()

    def do_POST(self):
        self.asked.append(self.path)
        if self.path == "/mute":
            self.done.wait(5)
            return
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        if self.path == "/much":
            self.wfile.write(b"x" * 1_000_000)

    def log_message(self, *_words):
        pass


@pytest.fixture
def stubborn(settings, monkeypatch):
    settings.FETCH_ALLOW = ["127.0.0.1"]
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    monkeypatch.setattr(Stubborn, "asked", [])
    monkeypatch.setattr(Stubborn, "done", threading.Event())
    server = HTTPServer(("127.0.0.1", 0), Stubborn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Stubborn.done.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "status"), [("/away", "waiting", 302), ("/mute", "waiting", 0), ("/ok", "sent", 200)]
)
def test_over_the_wire(stubborn, budi, worker, path, state, status):
    hook, _secret = actions.register(budi, stubborn + path)
    actions.trial(hook)
    worker()
    row = HookDelivery.objects.get()
    assert (row.state, row.status) == (state, status)
    assert Stubborn.asked == [path], "a redirect is not followed"
