"""A follower's side: WeChat asks our door as it does for him, signed, sealed where it is told to be."""

from dataclasses import dataclass, field
from itertools import count

import httpx
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from telephony.channels.wechat.reading import read_fields
from tests.hotline.making import SetClock

TOKEN = "a token of ours"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx5823bf96d3bd56c7"


@dataclass
class Follower:
    """`crypto` seals what is sent and opens what comes back."""

    door: httpx.AsyncClient
    clock: SetClock
    crypto: WeChatCrypto | None = None
    _nonces: "count[int]" = field(default_factory=lambda: count(1))

    async def sends(self, xml: str) -> str | None:
        """What he reads for it; None where nothing is said now."""
        answer = await self.post(xml)
        assert answer.status_code == 200, answer.status_code
        if answer.text == "success":
            return None
        assert answer.headers["content-type"].startswith("application/xml")
        told = read_fields(self._opened(answer.text))
        asked = read_fields(xml)
        assert (told["ToUserName"], told["FromUserName"]) == (asked["FromUserName"], asked["ToUserName"])
        assert told["MsgType"] == "text"
        return told["Content"]

    async def post(self, xml: str, *, signed: dict[str, str] | None = None) -> httpx.Response:
        nonce = f"n{next(self._nonces)}"
        body = self._sealed(xml, nonce)
        query = self.signed(nonce, body) if signed is None else signed
        return await self.door.post("/wechat", params=query, content=body.encode())

    def signed(self, nonce: str, body: str = "") -> dict[str, str]:
        query = {"timestamp": self.now, "nonce": nonce, "openid": "oAny"}
        query["signature"] = signature(self.now, nonce)
        if self.crypto:
            sealed = read_fields(body)
            query |= {"encrypt_type": "aes", "msg_signature": sealed["MsgSignature"]}
        return query

    @property
    def now(self) -> str:
        return str(int(self.clock.now().timestamp()))

    def _sealed(self, xml: str, nonce: str) -> str:
        return self.crypto.encrypt_message(xml, nonce, self.now) if self.crypto else xml

    def _opened(self, xml: str) -> str:
        if self.crypto is None:
            return xml
        told = read_fields(xml)
        opened: str = self.crypto.decrypt_message(
            told, told["MsgSignature"], told["TimeStamp"], told["Nonce"]
        )
        return opened


def signature(timestamp: str, nonce: str, *, token: str = TOKEN) -> str:
    signer = WeChatSigner()
    signer.add_data(token, timestamp, nonce)
    shown: str = signer.signature
    return shown
