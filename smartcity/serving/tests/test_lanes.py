"""Which lane a request waits in."""

from typing import Any

import pytest

from smartcity.serving.lanes import Lanes

lanes = Lanes(8)
FILES, FORM = b"Multipart/Form-Data; boundary=x", b"application/x-www-form-urlencoded"


def request(method: str, path: str, kind: bytes = b"") -> dict[str, Any]:
    return {"method": method, "path": path, "headers": [(b"content-type", kind)] if kind else []}


@pytest.mark.parametrize("method, path, kind, lane", [
    ("GET", "/qlue/terbaru/", b"", None), ("GET", "/tiles/reports/0/0/0.mvt", b"", None),
    ("POST", "/qlue/masuk/", FORM, None), ("POST", "/api/v1/reports/1/accept", b"application/json", None),
    ("POST", "/qlue/foto/", FILES, lanes.uploads), ("POST", "/api/v1/reports", FILES, lanes.uploads),
    ("GET", "/data/laporan.csv", b"", lanes.slow), ("GET", "/data/", b"", None), ("GET", "/ogc/collections", b"", lanes.reads),
    ("GET", "/open311/v2/requests.xml", b"", lanes.reads), ("HEAD", "/api/v1/reports", b"", lanes.reads),
    ("POST", "/open311/v2/requests.json", FORM, lanes.slow), ("POST", "/open311/v2/requests.json", FILES, lanes.slow),
])  # fmt: skip
def test_it_works(method: str, path: str, kind: bytes, lane: Any) -> None:
    assert lanes.lane_of(request(method, path, kind)) is lane


@pytest.mark.parametrize("threads", [4, 8, 13])
def test_all_lanes_together_leave_threads_for_pages(threads: int) -> None:
    made = Lanes(threads)
    assert sum(lane.free for lane in (made.uploads, made.reads, made.slow)) <= threads * 3 / 4
