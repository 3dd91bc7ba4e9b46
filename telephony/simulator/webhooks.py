"""The provider's side of HTTP: signed forms, copies, lost answers and the fallback address."""

import asyncio
import io
import time
import wave
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from urllib.parse import urljoin, urlsplit, urlunsplit
from uuid import uuid4

import httpx

from telephony.simulator.clock import VirtualClock
from telephony.simulator.mishaps import NO_MISHAPS, Mishaps
from telephony.simulator.signing import Algorithm, signed_headers
from telephony.simulator.tape import Tape
from telephony.simulator.twiml import Document, Unreadable, faults_of, read_document

Form = Mapping[str, str]
PATIENCE = timedelta(seconds=15)
OURS = timedelta(seconds=6)
"""Longer than this no answer of ours may take."""
_ANY_SOUND = timedelta(seconds=10)
_ON_THE_WAY = timedelta(seconds=0.2)
_NOT_FETCHED = "11200"
_NOT_IN_TIME = "11205"
_NOT_XML = "12300"
_NOT_READ = "12100"


class ApplicationError(Exception):
    """Neither the address nor the fallback gave a document: the caller hears the provider's own apology."""


class _Failed(Exception):  # noqa: N818 - a noun of the trade
    """Carries the provider's code of what failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The provider's settings of our number. `reach` is where our server really listens, if elsewhere."""

    sid: str
    token: str
    number: str
    voice_url: str
    fallback_url: str = ""
    status_url: str = ""
    algorithm: Algorithm = Algorithm.SHA1
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """Real seconds one of our answers took."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Sent:
    url: str
    form: Form
    headers: Mapping[str, str]


@dataclass
class Webhooks:
    """Those of one call. Where `measured`, the real time of our answers passes on the clock too."""

    http: httpx.AsyncClient
    account: Account
    clock: VirtualClock
    tape: Tape
    mishaps: Mishaps = NO_MISHAPS
    measured: bool = False
    timings: list[Timing] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _before: _Sent | None = None

    async def fetch(self, url: str, form: Form, *, base: str = "") -> tuple[Document, timedelta]:
        """The next document and how long the caller waited for it. Raises ApplicationError."""
        began = self.clock.now()
        absolute = urljoin(base, url)
        try:
            document = await self._try(absolute, form)
        except _Failed as failure:
            document = await self._fall_back(str(failure), form, url=absolute)
        return document, self.clock.now() - began

    async def tell(self, url: str, form: Form, *, base: str = "") -> None:
        """A callback whose answer is not looked at, save that it must not be an error of ours."""
        try:
            response, _ = await self._post(self._sent(urljoin(base, url), form))
        except _Failed:
            self.tape.blame(f"{_path(url)} could not be told")
        else:
            self._mind(response, url)

    async def sound(self, url: str, *, base: str = "") -> timedelta | None:
        """How long what is to be played lasts; None where it is not there. Only our own is fetched."""
        absolute = urljoin(base, url)
        if urlsplit(absolute).netloc != urlsplit(self.account.voice_url).netloc:
            return _ANY_SOUND
        response = await self.http.get(self._reached(absolute))
        if not response.is_success or not response.headers.get("content-type", "").startswith("audio/"):
            return None
        try:
            with wave.open(io.BytesIO(response.content)) as sound:
                return timedelta(seconds=sound.getnframes() / sound.getframerate())
        except (wave.Error, EOFError):
            return _ANY_SOUND

    async def _fall_back(self, code: str, form: Form, *, url: str) -> Document:
        self.tape.blame(f"error {code}")
        if not self.account.fallback_url:
            raise ApplicationError
        told = {**form, "ErrorCode": code, "ErrorUrl": url}
        try:
            response, _ = await self._post(self._sent(self.account.fallback_url, told))
            return self._read(response, url=self.account.fallback_url)
        except _Failed as failure:
            raise ApplicationError from failure

    async def _try(self, url: str, form: Form) -> Document:
        number = next(self._numbers)
        if number in self.mishaps.failing:
            self.clock.pass_(_ON_THE_WAY)
            raise _Failed(_NOT_FETCHED)
        sent = self._sent(url, form)
        response, took = await self._deliver(sent)
        if self.mishaps.stale and self._before:
            again, _ = await self._post(self._before)
            self._mind(again, self._before.url)
        self._before = sent
        if number in self.mishaps.lost or took > PATIENCE:
            raise _Failed(_NOT_IN_TIME if took > PATIENCE else _NOT_FETCHED)
        return self._read(response, url=url)

    async def _deliver(self, sent: _Sent) -> tuple[httpx.Response, timedelta]:
        copies = 2 if self.mishaps.doubled else 1
        answers = await asyncio.gather(*(self._post(sent) for _ in range(copies)))
        if len({response.text for response, _ in answers}) > 1:
            self.tape.blame(f"copies of {_path(sent.url)} got different answers")
        took = max(spent for _, spent in answers)
        self.clock.pass_(took)
        if took - self.mishaps.slow > OURS:
            self.tape.blame(f"{_path(sent.url)} took {took.total_seconds():.1f} s")
        return answers[0]

    async def _post(self, sent: _Sent) -> tuple[httpx.Response, timedelta]:
        began = time.perf_counter()
        try:
            response = await self.http.post(
                self._reached(sent.url), data=dict(sent.form), headers=dict(sent.headers)
            )
        except httpx.HTTPError as fault:
            raise _Failed(_NOT_FETCHED) from fault
        seconds = time.perf_counter() - began
        self.timings.append(Timing(_path(sent.url), seconds))
        real = timedelta(seconds=seconds if self.measured else 0)
        return response, _ON_THE_WAY + self.mishaps.slow + real

    def _read(self, response: httpx.Response, *, url: str) -> Document:
        if not response.is_success:
            self._mind(response, url)
            raise _Failed(_NOT_FETCHED)
        if "xml" not in response.headers.get("content-type", ""):
            raise _Failed(_NOT_XML)
        try:
            document = read_document(response.text, url=url)
        except Unreadable as fault:
            self.tape.blame(f"{_path(url)} is no TwiML: {fault}")
            raise _Failed(_NOT_READ) from fault
        for found in faults_of(document, size=len(response.content)):
            self.tape.blame(f"{_path(url)}: {found}")
        return document

    def _mind(self, response: httpx.Response, url: str) -> None:
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            self.tape.blame(f"{_path(url)} answered {response.status_code}")

    def _sent(self, url: str, form: Form) -> _Sent:
        account = self.account
        signed = signed_headers(url, form, token=account.token, algorithm=account.algorithm)
        return _Sent(url, form, {**signed, "I-Twilio-Idempotency-Token": str(uuid4())})

    def _reached(self, url: str) -> str:
        if not self.account.reach:
            return url
        there, asked = urlsplit(self.account.reach), urlsplit(url)
        return urlunsplit((there.scheme, there.netloc, asked.path, asked.query, ""))


def _path(url: str) -> str:
    return urlsplit(url).path
