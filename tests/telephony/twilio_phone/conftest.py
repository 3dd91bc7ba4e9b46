"""The telephone's door on a line that does as told, behind a proxy that takes a part of the path away."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from telephony.channels.twilio_phone import TwilioPhone, open_phone, router
from telephony.signed_forms import SignedForms, SigningKeys
from tests.hotline.making import MORNING, SetClock
from tests.telephony.stand_in_twilio import TOKEN
from tests.telephony.twilio_phone.caller import PUBLIC, Caller
from tests.telephony.twilio_phone.told_line import ToldLine

SHARED = "a key shared with the provider"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture
def line() -> ToldLine:
    return ToldLine()


@pytest.fixture
def patience() -> float:
    return 30.0


@pytest.fixture
def phone(line: ToldLine, clock: SetClock, patience: float) -> TwilioPhone:
    forms = SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN, SHARED))
    return open_phone(line, forms=forms, number="+8612340000", clock=clock, patience=patience)


@pytest.fixture
def app(phone: TwilioPhone) -> FastAPI:
    app = FastAPI()
    app.include_router(router(phone))
    return app


@pytest.fixture
async def door(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        yield client


@pytest.fixture
def caller(door: httpx.AsyncClient) -> Caller:
    return Caller(door)
