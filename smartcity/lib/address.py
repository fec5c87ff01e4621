"""Where a request comes from: never from what the visitor writes, unless a proxy of ours wrote it down."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSE = 64  # bits of an IPv6 address that one household shares


def address_of(request: HttpRequest) -> str:
    """REMOTE_ADDR; behind proxies of settings.TRUSTED_PROXIES the nearest address of X-Forwarded-For that is none
    of them. What stands left of it was sent by the visitor and proves nothing."""
    here: str = request.META.get("REMOTE_ADDR", "")
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not _ours(here) or _read(hop) is None:
            break
        here = hop.strip()
    return here


def household_of(request: HttpRequest) -> str:
    """By what wrong passwords are counted: where it comes from, of an IPv6 address the first of its network, for whoever has
    one has them all."""
    address = address_of(request)
    ip = _read(address)
    return str(ip_network(f"{ip}/{HOUSE}", strict=False)[0]) if isinstance(ip, IPv6Address) else address


def neighbourhood(address: str) -> str:
    """What a limit may count: the address, an IPv6 one by its network of 64 bits. Empty for one that is no one's on
    the internet (loopback, 10.0.0.0/8 ...): that is a proxy nobody named, and all the city stands behind it."""
    ip = _read(address)
    if ip is None or not ip.is_global:
        return ""
    if isinstance(ip, IPv6Address):
        return str(ip_network(f"{ip}/{HOUSE}", strict=False))
    return str(ip)


def _ours(address: str) -> bool:
    ip = _read(address)
    return ip is not None and any(ip in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(address.strip())
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
