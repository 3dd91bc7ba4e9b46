"""An application on paper: its answers by address are written down, and what it was asked is kept."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from twilio.request_validator import RequestValidator, get_signature_algorithm

from telephony.simulator.acting import Act, Callee, HangsUp, Window
from telephony.simulator.clock import VirtualClock
from telephony.simulator.mishaps import NO_MISHAPS, Mishaps
from telephony.simulator.tape import Tape
from telephony.simulator.twilio_call import TwilioCall
from telephony.simulator.webhooks import Account, Webhooks
from tests.hotline.making import MORNING

SITE = "https://hotline.example"
TOKEN = "token-of-a-test"
SAY = '<Say voice="Polly.Zhiyu" language="cmn-CN">'
END = "</Say>"
Answers = Mapping[str, str | int | Callable[[dict[str, str]], str]]
ACCOUNT = Account(
    sid="AC" + "0" * 32,
    token=TOKEN,
    number="+8608810120",
    voice_url=f"{SITE}/voice",
    fallback_url=f"{SITE}/fallback",
    status_url=f"{SITE}/status",
)


def say(text: str) -> str:
    return f"{SAY}{text}{END}"


class PaperApplication:
    """`asked` holds the path and the form of each signed request, in order."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._answers = {"/status": "", "/fallback": say("请拨打总机。"), **answers}
        self.application = FastAPI()
        self.application.add_api_route("/{path:path}", self._answer, methods=["POST", "GET"])

    async def _answer(self, request: Request) -> Response:
        if request.method == "GET":
            return Response(b"no sound", media_type="audio/wav")
        form = {name: str(value) for name, value in (await request.form()).items()}
        algorithm = get_signature_algorithm(request.headers.get("X-Twilio-Webhooks-Signature-Settings"))
        expected = RequestValidator(TOKEN).compute_signature(str(request.url), form, algorithm)
        if request.headers.get("X-Twilio-Signature") != expected:
            return Response(status_code=403)
        self.asked.append((request.url.path, form))
        answer = self._answers.get(request.url.path, 404)
        if isinstance(answer, int):
            return Response(status_code=answer)
        body = answer if isinstance(answer, str) else answer(form)
        return Response(f"<Response>{body}</Response>", media_type="application/xml")

    def forms(self, path: str) -> list[dict[str, str]]:
        return [form for asked, form in self.asked if asked == path]


class Does:
    """A caller who does one thing after the other, then hangs up; `lines` are answered in order."""

    def __init__(self, *acts: Act, cuts: Act | None = None, lines: tuple[Callee, ...] = ()) -> None:
        self._acts = list(acts)
        self._cuts = cuts
        self._lines = list(lines)
        self.windows: list[Window] = []

    async def cuts_in(self, window: Window) -> Act | None:
        cut, self._cuts = self._cuts, None
        return cut

    async def act(self, window: Window) -> Act:
        self.windows.append(window)
        return self._acts.pop(0) if self._acts else HangsUp()

    async def rung(self, line: str) -> Callee:
        return self._lines.pop(0)


def call(
    answers: Answers, party: Does, *, mishaps: Mishaps = NO_MISHAPS, **changed: Any
) -> tuple[PaperApplication, TwilioCall]:
    """Plays a whole call."""
    paper = PaperApplication(answers)
    clock = VirtualClock(MORNING)
    account = Account(**{name: getattr(ACCOUNT, name) for name in Account.__dataclass_fields__} | changed)

    async def play() -> TwilioCall:
        transport = httpx.ASGITransport(paper.application)
        async with httpx.AsyncClient(transport=transport) as http:
            hooks = Webhooks(
                http=http, account=account, clock=clock, tape=Tape(began_at=MORNING), mishaps=mishaps
            )
            made = TwilioCall(hooks, party, number="13900000001")
            await made.run()
            return made

    return paper, asyncio.run(play())


def seconds(of: float) -> timedelta:
    return timedelta(seconds=of)
