"""A stranger's address leads to public places only, and never for long."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from smartcity.lib import http
from smartcity.lib.http import FetchFailed, fetch, looked_at, may_ask, post, retry_after


class Elsewhere(BaseHTTPRequestHandler):
    """Another city's server."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"half")
            self.close_connection = True
        elif self.path == "/drips":
            self.send_response(200)
            self.end_headers()
            self.wfile.flush()
            let_go.wait(5)
            self.close_connection = True
        else:
            body = self.headers["Host"].encode() if self.path == "/host" else b"x" * 100
            self.send_response(200 if self.path != "/gone" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])) + self.headers["TTL"].encode()
        self.send_response(429)
        self.send_header("Retry-After", "60")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


let_go = threading.Event()


@pytest.fixture(scope="module")
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def listed(settings):
    settings.FETCH_ALLOW = ["127.0.0.0/8"]


def test_it_works(elsewhere, listed):
    assert fetch(f"{elsewhere}/photo.jpg") == b"x" * 100


def test_the_name_is_sent_though_the_address_is_pinned(elsewhere, settings, monkeypatch):
    settings.FETCH_ALLOW = ["photos.example"]
    port = elsewhere.rsplit(":", 1)[1]
    monkeypatch.setattr(http, "getaddrinfo", lambda *a: [(2, 1, 6, "", ("127.0.0.1", int(port)))])
    assert fetch(f"http://photos.example:{port}/host") == f"photos.example:{port}".encode()


def test_our_own_house_is_not_asked(elsewhere):
    with pytest.raises(FetchFailed) as caught:
        fetch(f"{elsewhere}/photo.jpg")
    assert caught.value.code == "fetch_refused"


ADDRESSES = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2002:5db8:d822::1", "64:ff9b::5db8:d822", "64:ff9b:1::a00:1", "fec0::1", "feff::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_never_asked(address):
    assert not may_ask("photos.example", address)


def test_public_addresses_are():
    assert may_ask("photos.example", "93.184.216.34")
    assert may_ask("photos.example", "2606:2800:220:1::1")


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    both = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(http, "getaddrinfo", lambda *a: both)
    with pytest.raises(FetchFailed):
        fetch("http://two-faced.example/")


BAD = [
    "", "photo.jpg", "//example.com/a", "ftp://example.com/a", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)",
    "http://", "http:///a", "http://user:secret@example.com/", "http://example.com:99999/", "http://example.com/a b",
    "http://example.com/\r\nHost: x", "http://exa\u043cple.com/", "http://[::1", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
    "http://localhost:1/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_addresses_that_are_none(url):
    with pytest.raises(FetchFailed) as caught:
        fetch(url)
    assert (caught.value.code, caught.value.field) == ("fetch_refused", "media_url")


@pytest.mark.parametrize("path", ["/moved", "/gone", "/short"])
def test_bad_answers(elsewhere, listed, path):
    with pytest.raises(FetchFailed) as caught:
        fetch(elsewhere + path)
    assert caught.value.code == "fetch_failed"


def test_too_long(elsewhere, listed):
    with pytest.raises(FetchFailed):
        fetch(f"{elsewhere}/photo.jpg", most=99)


@pytest.mark.parametrize("path, most, word", [
    ("/moved", 1000, "mengalihkan"), ("/gone", 1000, "404"), ("/short", 1000, "terputus"), ("/photo.jpg", 99, "terlalu besar"),
])  # fmt: skip
def test_each_bad_answer_is_told_as_what_it_is(elsewhere, listed, path, most, word):
    with pytest.raises(FetchFailed, match=word):
        fetch(elsewhere + path, most=most)


def test_a_name_that_is_not_found_in_time_is_not_waited_for(monkeypatch):
    found = threading.Event()
    monkeypatch.setattr(http, "getaddrinfo", lambda *a: found.wait(10) and [])
    with pytest.raises(FetchFailed, match="tidak selesai"):
        fetch("http://slow.example/", seconds=0.01)
    found.set()


def test_one_that_drips_is_cut(elsewhere, listed):
    with pytest.raises(FetchFailed, match="tidak selesai"):
        fetch(f"{elsewhere}/drips", seconds=0.05)


def test_posting_tells_whatever_is_answered(elsewhere, listed):
    answer = post(f"{elsewhere}/push", b"sealed", {"TTL": "5"})
    assert (answer.status, answer.headers["Retry-After"], answer.body) == (429, "60", b"sealed5")


def test_nothing_is_posted_into_our_own_house(elsewhere):
    with pytest.raises(FetchFailed) as caught:
        post(f"{elsewhere}/push", b"sealed", {})
    assert caught.value.code == "fetch_refused"


def test_nothing_public_is_posted_to_in_the_clear(monkeypatch):
    monkeypatch.setattr(http, "getaddrinfo", lambda *a: [(2, 1, 6, "", ("93.184.216.34", 80))])
    with pytest.raises(FetchFailed):
        looked_at("http://push.example/", "endpoint", https=True)
    assert looked_at("https://push.example/", "endpoint", https=True)[1:] == ("93.184.216.34", 443)


@pytest.mark.parametrize(
    "said", [f"Fri, 01 Jan 2027 {'9' * 20}:00:00 GMT", f"Fri, 01 Jan 2027 00:00:00 +{'9' * 20}"]
)
def test_a_wait_beyond_all_numbers_is_none(said):
    assert retry_after(said) == timedelta(0)
