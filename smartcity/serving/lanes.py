"""Which requests are costly: each kind may take a quarter of the threads, so that pages always keep a quarter."""

from typing import Any

from smartcity.lib.lanes import Lane

ROOM = 32  # requests that may wait for each place


class Lanes:
    """`uploads` have files to decode, `reads` are what programs read by the thousand, `slow` may wait for others' servers
    or write all there is into a file. All else is a page and waits for none of these."""

    def __init__(self, threads: int) -> None:
        most = max(1, threads // 4)
        self.uploads, self.reads, self.slow = (Lane(most, ROOM * most) for _lane in range(3))

    def lane_of(self, scope: dict[str, Any]) -> Lane | None:
        path = scope["path"]
        if scope["method"] in ("GET", "HEAD"):
            if path.startswith("/data/laporan."):
                return self.slow
            return self.reads if path.startswith(("/open311/", "/api/", "/ogc/")) else None
        if path.startswith("/open311/"):
            return self.slow  # a form without a file may name a media_url
        kind = dict(scope["headers"]).get(b"content-type", b"")
        return self.uploads if kind.lower().startswith(b"multipart/") else None
