"""A push service and a mail server on this machine that can be taken away and given back."""

import re
import socketserver
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Endpoints:
    """`pushed` and `mailed` count what was taken, by Topic and by Message-ID. While `up` is not set both hang up."""

    def __init__(self) -> None:
        self.up = threading.Event()
        self.up.set()
        self.pushed: Counter[str] = Counter()
        self.mailed: Counter[str] = Counter()
        self.refused = 0
        self.lock = threading.Lock()
        self.web, self.post = (
            ThreadingHTTPServer(("127.0.0.1", 0), self._push()),
            Threads(("127.0.0.1", 0), self._mail()),
        )
        for server in (self.web, self.post):
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def count(self, where: Counter[str], key: str) -> None:
        with self.lock:
            where[key] += 1

    def _push(drill):  # noqa: N805 the handler below has a self of its own
        class Push(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                if not drill.up.is_set():
                    drill.refused += 1
                    return  # hangs up without a word
                poison = self.path.startswith("/poison")
                if not poison:
                    drill.count(drill.pushed, self.headers["Topic"])
                self.send_response(400 if poison else 201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        return Push

    def _mail(drill):  # noqa: N805 as above
        class Mail(socketserver.StreamRequestHandler):
            def say(self, line):
                self.wfile.write(f"{line}\r\n".encode())

            def handle(self):
                if not drill.up.is_set():
                    drill.refused += 1
                    return
                self.say("220 drill")
                while line := self.rfile.readline():
                    word = line[:4].upper().strip()
                    if word == b"DATA":
                        self.say("354 go on")
                        letter = b""
                        while (part := self.rfile.readline()) not in (b".\r\n", b""):
                            letter += part
                        if not part:
                            return  # the sender died: nothing was handed over
                        drill.count(drill.mailed, re.search(rb"Message-ID: <([^@]+)@", letter)[1].decode())
                    self.say("221 bye" if word == b"QUIT" else "250 ok")
                    if word == b"QUIT":
                        return

        return Mail


class Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, address):
        pass  # a sender that was killed in the middle
