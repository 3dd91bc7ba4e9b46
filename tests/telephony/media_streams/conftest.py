"""A telephone's door with an ear of its own, whose recogniser understands what it is told to."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from telephony.channels import media_streams, twilio_phone
from telephony.channels.twilio_phone import Addresses
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.speech import Recognised, Sound
from tests.hotline.making import MORNING, SetClock
from tests.telephony.media_streams.caller import PUBLIC, Caller
from tests.telephony.stand_in_twilio import TOKEN
from tests.telephony.twilio_phone.told_line import ToldLine


@dataclass
class ToldRecogniser:
    """`words` are what it understands, one after the other; `free` cleared, it takes its time."""

    words: list[Recognised | None] = field(default_factory=list)
    heard: list[Sound] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    free: threading.Event = field(default_factory=threading.Event)
    fault: Exception | None = None

    def hear(self, sound: Sound) -> Recognised | None:
        self.heard.append(sound)
        self.asked.set()
        self.free.wait(10)
        if self.fault:
            raise self.fault
        return self.words.pop(0) if self.words else None


@dataclass
class Turned:
    """Where calls were turned to, as soon as they are."""

    to: list[tuple[str, str]] = field(default_factory=list)
    turned: threading.Event = field(default_factory=threading.Event)
    fault: Exception | None = None

    def __call__(self, call: str, address: str) -> None:
        self.to.append((call, address))
        self.turned.set()
        if self.fault:
            raise self.fault

    def wait(self) -> str:
        assert self.turned.wait(10)
        self.turned.clear()
        return self.to[-1][1]


@pytest.fixture
def recogniser() -> ToldRecogniser:
    told = ToldRecogniser()
    told.free.set()
    return told


@pytest.fixture
def turned() -> Turned:
    return Turned()


@pytest.fixture
def line() -> ToldLine:
    return ToldLine()


@pytest.fixture
def forms() -> SignedForms:
    return SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN))


@pytest.fixture
def ears(recogniser: ToldRecogniser, turned: Turned) -> media_streams.Ears:
    return media_streams.Ears(recogniser, addresses=Addresses(PUBLIC), redirect=turned, most=2)


@pytest.fixture
def caller(line: ToldLine, forms: SignedForms, ears: media_streams.Ears) -> Iterator[Caller]:
    clock = SetClock(MORNING)
    phone = twilio_phone.open_phone(line, forms=forms, number="+8612340000", clock=clock, ear=ears)
    app = FastAPI()
    app.include_router(twilio_phone.router(phone))
    app.include_router(media_streams.router(ears, forms=forms))
    with TestClient(app) as client:
        yield Caller(client)
