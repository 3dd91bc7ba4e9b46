"""Where a request comes from, as far as it can be believed."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

Networks = Sequence[IPv4Network | IPv6Network]
_HOUSEHOLD = 64
"""Bits of an IPv6 address that one line shares; whoever has one address there has all of them."""


def networks(listed: str) -> Networks:
    """From a list separated by commas. Raises ValueError where one of them is none."""
    return tuple(ip_network(one.strip()) for one in listed.split(",") if one.strip())


def asked_from(request: HTTPConnection, *, proxies: Networks) -> str:
    """The peer; behind a proxy of ours, whom that proxy names last."""
    return _household(_asker(request, proxies=proxies))


def limited_address(request: HTTPConnection, *, proxies: Networks) -> str | None:
    """What is counted together; None where everybody may sit behind it.

    A peer on this machine is the operator's own terminal, or a proxy that nobody named in the settings: to
    count all callers as one would lock out the county.
    """
    asker = _asker(request, proxies=proxies)
    try:
        return None if _plain(asker).is_loopback else _household(asker)
    except ValueError:
        return None


def _asker(request: HTTPConnection, *, proxies: Networks) -> str:
    peer = request.client.host if request.client else ""
    named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return named if named and _is_among(peer, proxies) else peer


def _is_among(peer: str, proxies: Networks) -> bool:
    try:
        address = _plain(peer)
    except ValueError:
        return False
    return any(address in network for network in proxies)


def _plain(text: str) -> IPv4Address | IPv6Address:
    """A socket that listens for both kinds shows an IPv4 peer as ::ffff:192.0.2.1. Raises ValueError."""
    address = ip_address(text)
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _household(text: str) -> str:
    try:
        address = _plain(text)
    except ValueError:
        return text[:64]
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{_HOUSEHOLD}", strict=False))
    return str(address)
