"""Fetching what a stranger points at, without being led into our own house.

Only http and https, no redirects, no credentials in the address. The name is resolved once, every address it has
must be a public one, and the connection goes to the address that was looked at. Private, loopback and link-local
addresses only for hosts or networks listed in settings.FETCH_ALLOW."""

import ssl
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import AF_UNSPEC, SHUT_RDWR, SOCK_STREAM, create_connection, gaierror, getaddrinfo, socket
from threading import Event, Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.time import now

MOST_BYTES = 15 * 1024 * 1024
MOST_ANSWER = 4096
SECONDS = 5.0
DAY = timedelta(days=1)
PORTS = {"http": 80, "https": 443}
NAT64 = [ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48")]  # IPv4 addresses in disguise
_names = ThreadPoolExecutor(4, "names")  # the system's resolver knows no deadline; who waits for it here does


class FetchFailed(Invalid):
    """The address may not be asked, or did not answer well."""

    code = "fetch_failed"


def fetch(url: str, *, most: int = MOST_BYTES, seconds: float = SECONDS, field: str = "media_url") -> bytes:
    """The body at `url`, at most `most` bytes, within `seconds`, its name's look-up included. Raises FetchFailed."""
    began = monotonic()
    parts, address, port = looked_at(url, field, seconds=seconds)
    left = max(0.01, seconds - (monotonic() - began))
    try:
        return _body(parts, address, port, most, left, field)
    except (OSError, HTTPException, ValueError) as wrong:
        raise _unanswered(wrong, url, seconds, field) from wrong


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS, field: str = "endpoint",
         ) -> Answer:  # fmt: skip
    """Whatever is answered there, the first 4 KB of it; over https only, or to a host that is listed. Raises FetchFailed."""
    return ask("POST", url, body, headers, seconds=seconds, field=field)


def ask(method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, *,
        most: int = MOST_ANSWER, seconds: float = SECONDS, field: str = "endpoint") -> Answer:  # fmt: skip
    """Whatever is answered there, the first `most` bytes of it, redirects too; over https only, or from a host that is
    listed. Raises FetchFailed."""
    parts, address, port = looked_at(url, field, https=True, seconds=seconds)
    try:
        with _connected(parts, address, port, seconds) as connection:
            connection.request(
                method, _target(parts), body, {"User-Agent": "smartcity"} | dict(headers or {})
            )
            with connection.getresponse() as response:
                return Answer(response.status, response.headers, response.read(most))
    except (OSError, HTTPException, ValueError) as wrong:
        raise _unanswered(wrong, url, seconds, field) from wrong


def retry_after(said: str | None) -> timedelta:
    """Seconds or a date (RFC 9110, 10.2.3), a day at most; nothing for what is neither."""
    if said and said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:6])), DAY)
    try:
        return min(max(parsedate_to_datetime(said or "") - now(), timedelta(0)), DAY)
    except (ValueError, TypeError, OverflowError):  # the last of an hour or a zone of twenty digits
        return timedelta(0)


def looked_at(
    url: str, field: str, *, https: bool = False, seconds: float = SECONDS
) -> tuple[SplitResult, str, int]:
    """The address in parts, and the address and port to connect to. With `https` nothing public is asked without
    it. Raises FetchFailed when it may not be asked, or its name is not found within `seconds`."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as wrong:
        raise _refused(url, field) from wrong
    if not port or not parts.hostname or parts.username is not None or any(c <= " " or c > "~" for c in url):
        raise _refused(url, field)
    try:
        address = _pinned(parts.hostname, port, seconds)
    except TimeoutError as slow:
        raise _unanswered(slow, url, seconds, field) from slow
    if address is None:
        raise _refused(url, field)
    if https and parts.scheme != "https" and not _listed(parts.hostname, address):
        raise _refused(url, field)
    return parts, address, port


def may_ask(host: str, address: str) -> bool:
    """Whether `address`, which `host` resolves to, is a public one or listed."""
    return _listed(host, address) or _public(_ip(address))


def _listed(host: str, address: str) -> bool:
    """In settings.FETCH_ALLOW."""
    networks = [ip_network(entry) for entry in settings.FETCH_ALLOW if "/" in entry]
    return host in settings.FETCH_ALLOW or any(_ip(address) in network for network in networks)


def _ip(address: str) -> IPv4Address | IPv6Address:
    return ip_address(address.partition("%")[0])


def _public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner or ip.is_site_local or any(ip in network for network in NAT64):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _pinned(host: str, port: int, seconds: float) -> str | None:
    """The address to connect to; None when there is none or any of them is not for asking. Raises TimeoutError."""
    asked = _names.submit(getaddrinfo, host, port, AF_UNSPEC, SOCK_STREAM)
    try:
        found = asked.result(seconds)
    except TimeoutError:
        asked.cancel()
        raise
    except (gaierror, UnicodeError):
        return None
    addresses = [str(entry[4][0]) for entry in found]
    return addresses[0] if addresses and all(may_ask(host, address) for address in addresses) else None


def _body(parts: SplitResult, address: str, port: int, most: int, seconds: float, field: str) -> bytes:
    with _connected(parts, address, port, seconds) as connection:
        headers = {"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "smartcity"}
        connection.request("GET", _target(parts), headers=headers)
        with connection.getresponse() as response:
            return _read(response, most, parts.geturl(), field)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(response: HTTPResponse, most: int, url: str, field: str) -> bytes:
    """Raises FetchFailed with what was wrong, HTTPException for a body cut short."""
    said: dict[str, object] = {"url": url[:200], "status": response.status, "most": most >> 20}
    if 300 <= response.status < 400:
        raise FetchFailed(
            _("%(url)s mengalihkan ke alamat lain. Kirim alamat yang terakhir.") % said, field=field
        )
    if response.status != 200:
        raise FetchFailed(_("%(url)s tidak memberi foto: dijawab %(status)d.") % said, field=field)
    body = response.read(most + 1)
    if len(body) > most:
        raise FetchFailed(
            _("Berkas di %(url)s terlalu besar: paling banyak %(most)d MB.") % said, field=field
        )
    if response.length:
        raise HTTPException("cut short")
    return body


@contextmanager
def _connected(parts: SplitResult, address: str, port: int, seconds: float) -> Iterator[HTTPConnection]:
    """A connection to the pinned address that is cut when the time is over, however slowly it drips."""
    assert parts.hostname
    line = create_connection((address, port), timeout=seconds)
    if parts.scheme == "https":
        line = _tls().wrap_socket(line, server_hostname=parts.hostname, do_handshake_on_connect=False)
    over = Event()
    clock = Timer(seconds, _cut, [line, over])
    clock.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname, port)
        connection.sock = line
        yield connection
        if over.is_set():
            raise TimeoutError
    finally:
        clock.cancel()
        line.close()


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _cut(line: socket, over: Event) -> None:
    over.set()  # first: what was cut must not look like what has ended
    try:
        line.shutdown(SHUT_RDWR)
    except OSError:
        return  # it has ended by itself


def _refused(url: str, field: str) -> FetchFailed:
    return FetchFailed(
        _("Alamat ini tidak boleh diambil: %(url)s") % {"url": url[:200]}, field=field, code="fetch_refused"
    )


def _unanswered(wrong: Exception, url: str, seconds: float, field: str) -> FetchFailed:
    said = {"url": url[:200], "seconds": round(seconds, 1)}
    if isinstance(wrong, TimeoutError):
        return FetchFailed(_("%(url)s tidak selesai dalam %(seconds)s detik.") % said, field=field)
    return FetchFailed(_("Tidak dapat mengambil %(url)s: sambungannya terputus.") % said, field=field)
