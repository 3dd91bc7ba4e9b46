"""What is pushed is signed by us, and read by the browser that subscribed alone."""

import base64
import json
from collections.abc import Callable

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hotline.notifications import AddressGone, LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.web_push import WebPush, new_push_key, public_push_key
from tests.hotline.making import SetClock
from tests.telephony.notices.stand_in_http import StandInHttp

KEY = new_push_key()
Letter = Callable[..., OutgoingLetter]


class Browser:
    """Holds the private key that a real one keeps to itself."""

    def __init__(self, service: StandInHttp) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": b64(point), "auth": b64(self.secret)}
        self.address = json.dumps({"endpoint": service.address + "/wpush/v2/abc", "keys": keys})

    def read(self, body: bytes) -> dict[str, str]:
        text = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        told: dict[str, str] = json.loads(text)
        return told


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def browser(provider: StandInHttp) -> Browser:
    provider.status = 201
    return Browser(provider)


@pytest.fixture
def push() -> WebPush:
    return WebPush(KEY, contact="mailto:it@hospital.example", clock=SetClock())


def test_only_the_browser_reads_what_was_pushed(
    provider: StandInHttp, browser: Browser, push: WebPush, a_letter: Letter
) -> None:
    letter = a_letter(address=browser.address, page="/desk/tickets/261123-0042")
    push.send(letter)
    heard = provider.next()
    assert heard.path == "/wpush/v2/abc"
    assert letter.text.encode() not in heard.body
    assert browser.read(heard.body) == {
        "title": letter.title,
        "text": letter.text,
        "page": "/desk/tickets/261123-0042",
        "tag": letter.id.hex,
    }
    headers = ("content-encoding", "ttl", "urgency", "topic")
    assert [heard.headers[name] for name in headers] == ["aes128gcm", "14400", "high", letter.id.hex]
    with pytest.raises(http_ece.ECEException):
        Browser(provider).read(heard.body)


def test_it_is_signed_with_our_key_for_this_service_alone(
    provider: StandInHttp, browser: Browser, push: WebPush, a_letter: Letter
) -> None:
    push.send(a_letter(address=browser.address))
    scheme, _, rest = provider.next().headers["authorization"].partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", public_push_key(KEY))
    header, claims, signature = parts["t"].split(".")
    told = json.loads(from_b64(claims))
    assert (told["aud"], told["sub"]) == (provider.address, "mailto:it@hospital.example")
    assert 0 < told["exp"] - SetClock().now().timestamp() <= 24 * 3600
    raw = from_b64(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_b64(parts["k"]))
    signed = f"{header}.{claims}".encode()
    point.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        point.verify(encode_dss_signature(r, s), signed + b"x", ec.ECDSA(SHA256()))


@pytest.mark.parametrize(
    "answer",
    [
        (404, AddressGone),
        (410, AddressGone),
        (403, LetterRefused),
        (413, LetterRefused),
        (429, SendingFailed),
        (500, SendingFailed),
    ],
)
def test_the_service_says_whether_the_browser_is_gone(
    provider: StandInHttp,
    browser: Browser,
    push: WebPush,
    a_letter: Letter,
    answer: tuple[int, type[Exception]],
) -> None:
    provider.status, fault = answer
    with pytest.raises(fault) as raised:
        push.send(a_letter(address=browser.address))
    assert type(raised.value) is fault
    assert str(raised.value) == f"HTTP {answer[0]}"


@pytest.mark.parametrize("address", [None, "", "{}", "[]", '{"endpoint": "x", "keys": {}}'])
def test_what_is_no_subscription_is_refused(push: WebPush, a_letter: Letter, address: str | None) -> None:
    with pytest.raises(LetterRefused):
        push.send(a_letter(address=address))


def test_a_wrong_key_is_found_at_the_start() -> None:
    for wrong in ("", "AAAA", "ä"):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever part of it is wrong
            public_push_key(wrong)
