"""A caller's telephone: asks our addresses as the provider does, signed, and reads the TwiML."""

import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx

from telephony.phone.steps import Dial, Spoken
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, signed
from tests.telephony.stand_in_twilio_state import Form
from tests.telephony.twilio_phone.told_line import ToldLine

PUBLIC = "https://hotline.example/voice"
DOORS = f"{PUBLIC}/telephony/phone"
CALL = "CA" + "a" * 32
RECORDING = "RE" + "b" * 32
Twiml = ElementTree.Element


@dataclass
class Caller:
    """`door` is the application behind `PUBLIC`, whose path a proxy takes away."""

    door: httpx.AsyncClient
    call: str = CALL
    number: str = "+8613800008000"
    answers: list[httpx.Response] = field(default_factory=list)

    async def rings(self, **more: str) -> Twiml:
        return await self.ask(DOORS, CallStatus="ringing", **more)

    async def presses(self, twiml: Twiml, keys: str) -> Twiml:
        return await self.answers_gather(twiml, Digits=keys)

    async def says(self, twiml: Twiml, text: str, confidence: str = "0.9") -> Twiml:
        return await self.answers_gather(twiml, SpeechResult=text, Confidence=confidence)

    async def answers_gather(self, twiml: Twiml, **form: str) -> Twiml:
        return await self.ask(attribute(twiml, "Gather", "action"), **form)

    async def ask(self, url: str, **form: str) -> Twiml:
        answer = await self.post(url, **form)
        assert answer.status_code == 200, answer.status_code
        assert answer.headers["content-type"].startswith("application/xml")
        return ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer

    async def post(
        self, url: str, *, signature: str | None = None, settings: str = "", token: str = TOKEN, **form: str
    ) -> httpx.Response:
        sent = self.form(form)
        algorithm = hashlib.sha256 if "SHA256" in settings else hashlib.sha1
        shown = signed(url, sent, token=token, algorithm=algorithm) if signature is None else signature
        headers = {"X-Twilio-Signature": shown, "Content-Type": "application/x-www-form-urlencoded"}
        if settings:
            headers["X-Twilio-Webhooks-Signature-Settings"] = settings
        return await self.send(url, urlencode(sent).encode(), headers)

    async def send(self, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        answer = await self.door.post(url.removeprefix(PUBLIC), content=body, headers=headers)
        self.answers.append(answer)
        return answer

    def form(self, form: Form) -> Form:
        return {
            "AccountSid": ACCOUNT,
            "CallSid": self.call,
            "From": self.number,
            "To": "+8612340000",
            "Direction": "inbound",
            "CallStatus": "in-progress",
            **form,
        }


async def dialled(caller: Caller, line: ToldLine) -> tuple[str, str]:
    """Where the caller's line asks on after a line is rung for him, and where the line that is rung asks."""
    greeting = await caller.rings()
    line.next = [Dial(prompt=words("正在接急诊。"), line="0571-8810999", whisper="emergency 1")]
    twiml = await caller.presses(greeting, "0")
    return attribute(twiml, "Dial", "action"), attribute(twiml, "Number", "url")


def words(text: str) -> tuple[Spoken, ...]:
    return (Spoken(text),)


def attribute(twiml: Twiml, tag: str, name: str) -> str:
    found = next(twiml.iter(tag), None)
    assert found is not None, f"no {tag}"
    return str(found.get(name))


def said(twiml: Twiml) -> str:
    return "".join("".join(say.itertext()) for say in twiml.iter("Say"))
