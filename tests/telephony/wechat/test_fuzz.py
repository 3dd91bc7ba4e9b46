"""Whatever is sent, signed or not, WeChat never hears that our server failed."""

import asyncio
import logging
from collections import Counter
from typing import NamedTuple

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto

from telephony.channels.wechat.reading import read_fields
from telephony.channels.wechat.routes import router
from tests.telephony.wechat import shapes
from tests.telephony.wechat.conftest import Account
from tests.telephony.wechat.follower import AES_KEY, APP_ID, TOKEN, signature
from tests.telephony.wechat.test_reading import LAUGHS

COUNT = 600
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["药", "1", "胸口疼", "]]>", "<", "&amp;", "&#0;", "&#xD800;", "\x00", "9" * 400, "nan"]),
)
TAGS = st.sampled_from(
    [
        *("ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId", "Event", "EventKey"),
        *(
            "Recognition",
            "Location_X",
            "Location_Y",
            "Label",
            "Title",
            "Status",
            "MsgID",
            "Encrypt",
            "x",
            "项",
        ),
    ]
)
KINDS = ["text", "voice", "event", "location", "link", "image", "", "文"]
EVENTS = ["subscribe", "SCAN", "CLICK", "TEMPLATESENDJOBFINISH", "", "事"]


@st.composite
def grown(draw: st.DrawFn) -> str:
    """A delivery with what each has, and fields nobody would send."""
    more = "".join(f"<{tag}>{draw(WORDS)}</{tag}>" for tag in draw(st.lists(TAGS, max_size=6)))
    kind, happened = draw(st.sampled_from(KINDS)), draw(st.sampled_from(EVENTS))
    return shapes.message(
        kind, f"<Event>{happened}</Event>{more}", number=draw(st.sampled_from("0123456789"))
    )


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A recorded shape, cut, doubled or written over somewhere."""
    xml = draw(st.sampled_from(shapes.ALL))
    at, to = sorted((draw(st.integers(0, len(xml))), draw(st.integers(0, len(xml)))))
    return draw(st.sampled_from([xml[:at], xml[:at] + xml[to:], xml[:to] + xml[at:]])) + draw(
        st.sampled_from(["", "", "\x00", "药"])
    )


DEEP = "<xml>" * 9000
TEXTS = st.one_of(
    torn(),
    grown(),
    st.sampled_from(shapes.ALL),
    st.text(max_size=200),
    st.sampled_from([LAUGHS, DEEP, "", "{}", "<xml><Encrypt>AAAA</Encrypt></xml>"]),
)
BODIES = st.one_of(TEXTS.map(lambda text: text.encode(errors="replace")), st.binary(max_size=200))
QUERIES: list[dict[str, str]] = [
    *([{}] * 5),
    {"signature": "é", "msg_signature": "é"},
    {"timestamp": "9" * 500},
    {"nonce": "", "signature": "", "msg_signature": ""},
]


class Sent(NamedTuple):
    """`is_sealed` matters where bodies are."""

    body: bytes
    query: dict[str, str]
    is_sealed: bool


def drawn() -> list[Sent]:
    """The same each time."""
    sent: list[Sent] = []

    @settings(
        max_examples=COUNT,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(body=BODIES, query=st.sampled_from(QUERIES), is_sealed=st.integers(0, 3))
    def draw(body: bytes, query: dict[str, str], is_sealed: int) -> None:
        sent.append(Sent(body, query, bool(is_sealed)))

    draw()
    return sent


@pytest.mark.parametrize("aes_key", [None, AES_KEY], ids=["plain", "sealed"])
async def test_no_body_makes_us_fail(
    account: Account, caplog: pytest.LogCaptureFixture, aes_key: str | None
) -> None:
    """Signed for the most part, so that it is read."""
    account.aes_key = aes_key
    app, door = FastAPI(), account.open()
    app.include_router(router(door))
    statuses: Counter[int] = Counter()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://inside") as client:
        for number, sent in enumerate(await asyncio.to_thread(drawn)):
            body, query = signed(account, sent, nonce=f"n{number}")
            answer = await client.post("/wechat", params=query | sent.query, content=body)
            statuses[answer.status_code] += 1
            account.hotline.clock.move(seconds=2)  # nobody is too fast
    await door.five_seconds.settle()
    assert statuses.total() >= COUNT
    assert set(statuses) <= {200, 400, 403, 413}
    assert [told for told in caplog.records if told.levelno >= logging.ERROR] == []
    assert min(statuses[status] for status in (200, 400, 403)) > COUNT // 50


def signed(account: Account, sent: Sent, *, nonce: str) -> tuple[bytes, dict[str, str]]:
    now = str(int(account.hotline.clock.now().timestamp()))
    query = {"timestamp": now, "nonce": nonce, "signature": signature(now, nonce)}
    if account.aes_key is None or not sent.is_sealed:
        return sent.body, query
    crypto = WeChatCrypto(TOKEN, account.aes_key, APP_ID)
    body: str = crypto.encrypt_message(sent.body, nonce, now)
    return body.encode(), query | {"msg_signature": read_fields(body)["MsgSignature"]}
