"""What is not WeChat's word moves nothing, is counted, and none of it is written down."""

import logging
from collections.abc import AsyncIterator

import pytest

from hotline.database import StorageUnavailable
from telephony.channels.wechat.door import WechatDoor
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import AES_KEY, Follower, signature
from tests.telephony.wechat.shapes import OPENID
from tests.telephony.wechat.test_reading import BROKEN, HARM, LAUGHS

QUESTION = shapes.text("胸口疼的秘密")


@pytest.fixture(params=["plain", "sealed"])
def account(account: Account, request: pytest.FixtureRequest) -> Account:
    account.aes_key = AES_KEY if request.param == "sealed" else None
    return account


def moved(account: Account) -> bool:
    return bool(account.people.opened or account.sayings.asked or account.hotline.bot.asked)


async def test_the_address_is_proved_by_an_echo(follower: Follower, account: Account) -> None:
    now = follower.now
    query = {"timestamp": now, "nonce": "n", "signature": signature(now, "n"), "echostr": "5838479274"}
    answer = await follower.door.get("/wechat", params=query)
    assert (answer.status_code, answer.text) == (200, "5838479274")
    assert answer.headers["content-type"].startswith("text/plain")
    query["signature"] = signature(now, "n", token="another")
    answer = await follower.door.get("/wechat", params=query)
    assert (answer.status_code, answer.text) == (403, "")
    assert (await follower.door.get("/wechat")).status_code == 403
    assert account.refused == {"unsigned": 2}


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
async def test_a_signature_fits_one_time_and_one_nonce(
    follower: Follower, account: Account, name: str
) -> None:
    body = follower._sealed(QUESTION, "nonce-1")
    query = follower.signed("nonce-1", body)
    name = "msg_signature" if account.aes_key and name == "signature" else name
    for wrong in ("", "0", query[name][::-1]):
        answer = await follower.door.post("/wechat", params=query | {name: wrong}, content=body.encode())
        assert (answer.status_code, answer.content) == (403, b"")
    del query[name]
    assert (await follower.door.post("/wechat", params=query, content=body.encode())).status_code == 403
    assert account.refused.total() == 4
    assert not moved(account)


async def test_what_was_signed_long_ago_or_too_soon_is_refused(follower: Follower, account: Account) -> None:
    body = follower._sealed(QUESTION, "n")
    query = follower.signed("n", body)
    for seconds in (301, -332):
        account.hotline.clock.move(seconds=seconds)
        answer = await follower.door.post("/wechat", params=query, content=body.encode())
        assert answer.status_code == 403
    assert account.refused == {"stale": 2}
    assert not moved(account)
    account.hotline.clock.move(seconds=31)
    assert (await follower.door.post("/wechat", params=query, content=body.encode())).status_code == 200


async def test_nothing_that_was_sent_is_logged(
    follower: Follower, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="telephony"):
        await follower.post(QUESTION, signed={"signature": "秘密", "nonce": "秘密", "timestamp": "1"})
        await follower.post(f"{LAUGHS}{OPENID}秘密")
        await follower.sends(QUESTION)
    assert "a WeChat request was refused: unsigned (1 so far)" in caplog.text
    assert "秘密" not in caplog.text
    assert OPENID not in caplog.text


@pytest.mark.parametrize("told", [True, False])
async def test_a_megabyte_is_refused_before_it_is_read(
    follower: Follower,
    account: Account,
    told: bool,  # noqa: FBT001 - a case
) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1024):
            read += 1024
            yield b"a" * 1024

    headers = {"Content-Length": "1048576"} if told else {}
    answer = await follower.door.post("/wechat", content=body(), headers=headers)
    assert answer.status_code == 413
    assert read <= (0 if told else 65 * 1024)
    assert account.refused == {"oversized": 1}


@pytest.mark.parametrize("xml", [*HARM, *BROKEN])
async def test_what_is_no_xml_or_means_harm_is_refused(
    follower: Follower, account: Account, xml: str
) -> None:
    assert (await follower.post(xml)).status_code == 400
    assert account.refused == {"bad_body": 1}
    assert not moved(account)


async def test_without_a_fault_ours_to_tell_wechat_hears_that_all_is_well(
    follower: Follower, door: WechatDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_event: object) -> str:
        raise StorageUnavailable("away")

    monkeypatch.setattr(door.five_seconds, "answer", broken)
    answer = await follower.post(QUESTION)
    assert (answer.status_code, answer.text) == (200, "success")


class TestPlain:
    """Where the signature does not cover the body."""

    @pytest.fixture
    def account(self, account: Account, request: pytest.FixtureRequest) -> Account:
        account.aes_key = None
        return account

    async def test_a_signature_serves_one_delivery_and_its_copies(
        self, follower: Follower, account: Account
    ) -> None:
        signed = follower.signed("n")
        for _ in range(3):
            assert (await follower.post(QUESTION, signed=signed)).status_code == 200
        others = [shapes.text("转账", number="99"), shapes.text("药", openid="oAnother"), shapes.CLICK]
        for other in others:
            assert (await follower.post(other, signed=signed)).status_code == 403
        touched = signed | {"msg_signature": "another", "openid": "oAnother"}
        assert (await follower.post(shapes.CLICK, signed=touched)).status_code == 403
        assert account.refused == {"replayed": 4}
        assert account.hotline.said() == ["胸口疼的秘密"]

    async def test_what_is_sealed_cannot_be_read(self, follower: Follower, account: Account) -> None:
        assert (await follower.post("<xml><Encrypt>AAAA</Encrypt></xml>")).status_code == 400


class TestSealed:
    """Where only what is sealed is WeChat's word."""

    @pytest.fixture
    def account(self, account: Account) -> Account:
        account.aes_key = AES_KEY
        return account

    async def test_what_is_said_in_the_open_is_refused(self, follower: Follower, account: Account) -> None:
        now = follower.now
        signed = {"timestamp": now, "nonce": "n", "signature": signature(now, "n")}
        for more in ({}, {"msg_signature": signature(now, "n")}):
            answer = await follower.door.post("/wechat", params=signed | more, content=QUESTION.encode())
            # Signed over nothing sealed: there is nothing in it to be opened.
            assert answer.status_code == 403
        assert not moved(account)

    async def test_a_seal_of_another_key_or_account_is_refused(
        self, follower: Follower, account: Account
    ) -> None:
        assert follower.crypto is not None
        follower.crypto.app_id = follower.crypto._id = "wx-another"
        assert (await follower.post(QUESTION)).status_code == 403
        follower.crypto.key = b"k" * 32
        assert (await follower.post(QUESTION)).status_code == 403
        assert account.refused == {"unsigned": 2}
        assert not moved(account)
