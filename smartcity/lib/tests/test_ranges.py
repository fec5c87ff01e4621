"""Files by parts: what a download that broke off asks for."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from smartcity.lib.ranges import Gzip, serve

BODY = bytes(range(256)) * 1000
ETAG = '"abc"'


@pytest.fixture
def ask(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(BODY)

    def get(method="get", **headers):
        request = getattr(RequestFactory(), method)(
            "/", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        return serve(request, path, etag=ETAG, content_type="text/csv", filename="laporan.csv")

    return get


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_it_works(ask):
    answer = ask()
    assert (answer.status_code, body(answer)) == (200, BODY)
    assert (answer["ETag"], answer["Accept-Ranges"], answer["Content-Length"]) == (
        ETAG,
        "bytes",
        str(len(BODY)),
    )
    assert answer["Content-Disposition"] == 'attachment; filename="laporan.csv"'


@pytest.mark.parametrize("asked, first, last", [
    ("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), ("bytes=255990-", 255990, 255999), ("bytes=-10", 255990, 255999),
    ("bytes=-999999", 0, 255999), ("bytes=10-999999", 10, 255999), ("bytes=1-200000", 1, 200000),
])  # fmt: skip
def test_a_part(ask, asked, first, last):
    answer = ask(Range=asked)
    assert (answer.status_code, body(answer)) == (206, BODY[first : last + 1])
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert answer["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999999-", "bytes=-0"])
def test_beyond_the_end(ask, asked):
    answer = ask(Range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(BODY)}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "bytes=x-", "bytes=٣-", ""]
)
def test_what_is_not_understood_is_not_asked(ask, asked):
    assert body(ask(Range=asked)) == BODY


def test_of_another_file_all_is_sent(ask):
    assert ask(Range="bytes=10-19", If_Range=ETAG).status_code == 206
    assert body(ask(Range="bytes=10-19", If_Range='"old"')) == BODY
    assert body(ask(Range="bytes=10-19", If_Range=f"W/{ETAG}")) == BODY


def test_what_one_has_is_not_sent_again(ask):
    assert ask(If_None_Match=ETAG).status_code == 304
    assert ask(If_Match='"old"').status_code == 412


def test_head(ask):
    answer = ask("head", Range="bytes=0-1")
    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", str(len(BODY)))


def test_parts_are_not_compressed_on_the_way(ask):
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    squeeze = Gzip(lambda _request: HttpResponse())
    answer = squeeze.process_response(request, ask())
    assert "Content-Encoding" not in answer
    assert squeeze.process_response(request, HttpResponse(BODY))["Content-Encoding"] == "gzip"
