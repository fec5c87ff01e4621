"""The line between a phone and the town: it can be cut, and it can lose an answer after the town has acted on it.

It stands before the server, so it holds for pages and service workers alike."""

from collections import Counter
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade"}


class Exchange(ThreadingHTTPServer):
    request_queue_size = (
        128  # a worker that installs itself asks for everything at once; five would be turned away
    )


class Line:
    """`down`: nothing passes. `lose(path, every)`: of the POSTs to `path` each `every`-th answer is lost. `bodies`: what was
    posted last, by path."""

    def __init__(self, town_url):
        self.town = urlsplit(town_url)
        self.down = False
        self.posts, self.lost = Counter(), Counter()
        self.bodies: dict[str, bytes] = {}
        self._losing, self._lock = {}, Lock()
        self._server = Exchange(("127.0.0.1", 0), type("Hop", (Hop,), {"line": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def lose(self, path, every):
        self._losing[path] = every

    def loses(self, method, path):
        if method != "POST":
            return False
        with self._lock:
            self.posts[path] += 1
            every = self._losing.get(path)
            gone = bool(every) and self.posts[path] % every == 1
            self.lost[path] += gone
            return gone

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


class Hop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def carry(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.line.down:
            return self.hang_up()
        if self.command == "POST":
            self.line.bodies[urlsplit(self.path).path] = body
        if self.path.startswith("/live/"):
            self.send_response(204)
            self.end_headers()
            return None
        there = HTTPConnection(self.line.town.hostname, self.line.town.port, timeout=120)
        try:
            there.request(self.command, self.path, body, {**self.headers, "Connection": "close"})
            answer = there.getresponse()
            content = answer.read()
        finally:
            there.close()
        if self.line.loses(self.command, urlsplit(self.path).path):
            return self.hang_up()
        return self.give(answer, content)

    def give(self, answer, content):
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def hang_up(self):
        self.close_connection = True

    def log_message(self, *_):
        pass

    do_GET = do_POST = do_HEAD = carry
