"""However often and in whatever order a provider asks, each step is taken once and each asking answered."""

import asyncio

import httpx
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.channels.twilio_phone import open_phone, router
from telephony.signed_forms import SignedForms, SigningKeys
from tests.hotline.making import MORNING, SetClock
from tests.telephony.stand_in_twilio import TOKEN
from tests.telephony.twilio_phone.caller import DOORS, PUBLIC, Caller, attribute
from tests.telephony.twilio_phone.told_line import ToldLine


async def asked(line: ToldLine, order: list[int], *, at_once: int) -> None:
    """Goes through a call; `order` says which of the addresses known so far is asked next, some at once."""
    app = FastAPI()
    forms = SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN))
    app.include_router(router(open_phone(line, forms=forms, number="+8612340000", clock=SetClock(MORNING))))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://inside") as door:
        caller = Caller(door)
        known = [DOORS]
        for start in range(0, len(order), at_once):
            urls = [known[-1 - back % len(known)] for back in order[start : start + at_once]]
            for twiml in await asyncio.gather(*(caller.ask(url, Digits="1") for url in urls)):
                if (following := attribute(twiml, "Gather", "action")) not in known:
                    known.append(following)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=40), st.integers(1, 4))
def test_each_step_is_taken_once(order: list[int], at_once: int) -> None:
    line = ToldLine()
    asyncio.run(asked(line, order, at_once=at_once))
    tokens = [event.token for event in line.taken]
    assert len(tokens) == len(set(tokens)) >= 1
    steps = [int(token.rpartition("-")[2]) for token in tokens]
    assert steps == list(range(len(steps))), "and none before the one it follows"
