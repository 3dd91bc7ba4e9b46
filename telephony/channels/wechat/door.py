"""The official account's door: a signed delivery in, what is said to it out."""

from dataclasses import dataclass

from starlette.requests import Request

from hotline.clock import Clock
from telephony.channels.wechat.five_seconds import FiveSeconds
from telephony.channels.wechat.reading import Fields, read_delivery, read_fields
from telephony.channels.wechat.refusing import Unsigned
from telephony.channels.wechat.sealing import Seal, Unsealable
from telephony.channels.wechat.signing import Signature, Signing
from telephony.channels.wechat.writing import NOTHING, sealed_answer, text_answer
from telephony.refusals import Refusals, read_body

_LONGEST_ECHO = 256


@dataclass(frozen=True, kw_only=True)
class WechatDoor:
    """`seal` is None in plain mode."""

    signing: Signing
    seal: Seal | None
    five_seconds: FiveSeconds
    refusals: Refusals
    clock: Clock

    def echo(self, request: Request) -> str:
        """What WeChat wants to hear when the address is entered there. Raises RequestRefused."""
        self.signing.check(Signature.read(request.query_params), now=self.clock.now())
        return request.query_params.get("echostr", "")[:_LONGEST_ECHO]

    async def hear(self, request: Request) -> str:
        """XML, or the word that nothing is said now. Raises RequestRefused."""
        body = await read_body(request)
        signature = Signature.read(request.query_params)
        delivery = read_delivery(self._opened(body, signature))
        event = delivery.event
        shown = signature.shown if self.seal is None else str(signature.sealed)
        self.signing.use(shown, openid=event.openid, key=event.key)
        text = await self.five_seconds.answer(event)
        if not text:
            return NOTHING
        now = self.clock.now()
        xml = text_answer(text, to=event.openid, account=delivery.account, at=now)
        return sealed_answer(xml, seal=self.seal, token=self.signing.token, at=now) if self.seal else xml

    def _opened(self, body: bytes, signature: Signature) -> Fields:
        now = self.clock.now()
        if self.seal is None:
            self.signing.check(signature, now=now)
            return read_fields(body)
        sealed = read_fields(body).get("Encrypt", "")
        self.signing.check_sealed(signature, sealed, now=now)
        try:
            return read_fields(self.seal.open(sealed))
        except Unsealable:
            raise Unsigned from None
