"""An account on paper: what it does with each try is written down; signatures and seals are wechatpy's."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx
from defusedxml.ElementTree import fromstring
from fastapi import FastAPI, Request, Response
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

from telephony.simulator.clock import VirtualClock
from telephony.simulator.loop import VirtualLoop
from telephony.simulator.script import Given
from telephony.simulator.wechat.account import Account
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, WechatStandIn
from telephony.simulator.wechat.deeds import Follower
from telephony.simulator.wechat.playing import ScriptPlayer
from telephony.simulator.wechat.script import Script
from telephony.simulator.wechat.turn import Turn
from tests.hotline.making import MORNING

TOKEN = "token-of-a-test"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = Account(app_id=APP_ID, token=TOKEN, url="https://hotline.example/wechat", aes_key=AES_KEY)
Message = Mapping[str, str]


@dataclass(frozen=True)
class Does:
    """What the account does with one try: `holds` so many seconds, answers, `pushes` later, where set."""

    text: str | None = None
    raw: str | None = None
    status: int = 200
    holds: float = 0
    pushes: str = ""
    pushes_after: float = 0


SUCCESS = Does(raw="success")
Answers = Callable[[Message, int], Does]


class PaperGround:
    """`asked` holds each rightly signed message, a copy a time."""

    def __init__(self, answers: Answers, *, sealed: bool = True) -> None:
        self.clock = VirtualClock(MORNING)
        self.account = ACCOUNT if sealed else Account(app_id=APP_ID, token=TOKEN, url=ACCOUNT.url)
        self.api = WechatStandIn(self.clock)
        self.asked: list[Message] = []
        self.owed: list[Does] = []
        self._answers = answers
        application = FastAPI()
        application.add_api_route("/wechat", self._answer, methods=["POST"])
        transport = httpx.ASGITransport(application, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport)

    def facts(self) -> Mapping[str, str]:
        return {"hotline": "0000-8810120"}

    async def begin(self, script: Script) -> None: ...

    async def stage(self, turn: Turn, given: Given) -> None: ...

    async def settle(self) -> None:
        while self.owed:
            does = self.owed.pop(0)
            await asyncio.sleep(does.pushes_after)
            self._push(does.pushes)

    def _push(self, text: str) -> None:
        """As an account does that has a token."""
        lent = json.dumps({"grant_type": "client_credential", "appid": APP_ID, "secret": APP_SECRET})
        token, _ = self.api.answer("/cgi-bin/stable_token", token=None, body=lent.encode())
        said = {"touser": Follower().openid, "msgtype": "text", "text": {"content": text}}
        body = json.dumps(said, ensure_ascii=False).encode()
        self.api.answer("/cgi-bin/message/custom/send", token=token["access_token"], body=body)

    def faults_of_kept(self, script: Script) -> Sequence[str]:
        return ()

    async def _answer(self, request: Request) -> Response:
        asked, body = request.query_params, (await request.body()).decode()
        timestamp, nonce = asked["timestamp"], asked["nonce"]
        crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
        try:
            check_signature(TOKEN, asked["signature"], timestamp, nonce)
            if self.account.aes_key:
                body = crypto.decrypt_message(body, asked["msg_signature"], timestamp, nonce)
        except InvalidSignatureException:
            return Response(status_code=403)
        message = {child.tag: child.text or "" for child in fromstring(body)}
        self.asked.append(message)
        does = self._answers(message, sum(one == message for one in self.asked))
        if does.pushes:
            self.owed.append(does)
        if does.holds:
            await asyncio.sleep(does.holds)
        if does.text is None:
            return Response(does.raw or "", status_code=does.status)
        answer = reply(message, does.text)
        return Response(crypto.encrypt_message(answer, nonce, timestamp) if self.account.aes_key else answer)


def reply(message: Message, text: str) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{message['FromUserName']}]]></ToUserName>"
        f"<FromUserName><![CDATA[{message['ToUserName']}]]></FromUserName><CreateTime>12345678</CreateTime>"
        f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content></xml>"
    )


def play(
    answers: Answers, *turns: Mapping[str, object], sealed: bool = True
) -> tuple[PaperGround, ScriptPlayer]:
    """Plays a whole script."""
    return play_on(PaperGround(answers, sealed=sealed), *turns)


def play_on(ground: PaperGround, *turns: Mapping[str, object]) -> tuple[PaperGround, ScriptPlayer]:
    script = Script.model_validate({"name": "A test", "why": "To see.", "turns": turns})
    player = ScriptPlayer(script, ground)
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(ground.clock)) as runner:
        runner.run(player.play())
    return ground, player
