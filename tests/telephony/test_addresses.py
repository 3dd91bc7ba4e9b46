"""Who asks: the peer, or whom a proxy of ours names."""

import pytest
from starlette.requests import Request

from telephony.addresses import asked_from, networks
from telephony.settings import TelephonySettings

PROXIES = networks("10.0.0.0/8, 127.0.0.1/32")


def request(peer: str, forwarded: str | None = None) -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "headers": headers, "client": (peer, 5000)})


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", None, "10.0.0.2"),
        ("2001:db8:0:1::7", None, "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff::9", None, "2001:db8:0:1::/64"),
        ("testclient", None, "testclient"),
    ],
)
def test_only_our_own_proxy_is_believed(peer: str, forwarded: str | None, who: str) -> None:
    assert asked_from(request(peer, forwarded), proxies=PROXIES) == who


def test_a_list_that_holds_no_network_is_found_at_the_start() -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        TelephonySettings(trusted_proxies="the proxy")
