"""Where a request comes from, as far as it can be believed."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import Request

Networks = Sequence[IPv4Network | IPv6Network]
_HOUSEHOLD = 64
"""Bits of an IPv6 address that one line shares; whoever has one address there has all of them."""


def networks(listed: str) -> Networks:
    """From a list separated by commas. Raises ValueError where one of them is none."""
    return tuple(ip_network(one.strip()) for one in listed.split(",") if one.strip())


def asked_from(request: Request, *, proxies: Networks) -> str:
    """The peer; behind a proxy of ours, whom that proxy names last."""
    peer = request.client.host if request.client else ""
    named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return _household(named) if named and _is_among(peer, proxies) else _household(peer)


def _is_among(peer: str, proxies: Networks) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in proxies)


def _household(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return text[:64]
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{_HOUSEHOLD}", strict=False))
    return str(address)
