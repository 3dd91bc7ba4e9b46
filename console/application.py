"""Everything is put together here, once: the core and the doors on it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from console.answering import open_binding, open_intake
from console.background import background
from console.core import Core, open_core
from console.doors import (
    open_actions,
    open_desk,
    open_entry_page,
    open_progress_page,
    open_sheet_page,
    open_web_chat,
)
from console.health import Health, health_router
from console.phone import Telephone
from console.secrets import action_token
from console.settings import Settings, read_door
from console.wechat import Wechat
from console.working_time import departments_time
from hotline.clock import Clock, SystemClock
from hotline.safety import screen
from telephony.bot_client import Bot, RasaBot
from telephony.channels import web_chat
from telephony.intake import Intake
from telephony.satisfaction import Satisfaction
from telephony.settings import TelephonySettings

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a process takes from outside of itself."""

    telephony: TelephonySettings = field(default_factory=lambda: read_door(TelephonySettings))
    clock: Clock = field(default_factory=SystemClock)
    lead: Callable[[Bot], Bot] = lambda bot: bot
    """Stands between the intake and Rasa."""


def build_application(settings: Settings, *, outside: Outside | None = None) -> FastAPI:
    """The application of one process. Raises `Trouble` where something it cannot do without is missing."""
    screen("")  # the rules are read now, not while the first caller waits
    outside = outside or Outside()
    telephony = outside.telephony
    core = open_core(settings, telephony, clock=outside.clock)
    bot = RasaBot(telephony.rasa_url, time_limit=telephony.rasa_time_limit, rest=telephony.rasa_rest)
    intake = open_intake(core, bot=outside.lead(bot), binding=open_binding(core, telephony))
    phone = _telephone(core, telephony, settings=settings, intake=intake)
    satisfaction = _satisfaction(core)
    wechat = _wechat(core, telephony, intake=intake, satisfaction=satisfaction)
    health = _health(core, phone, wechat)
    runs = background(settings, core, telephony)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        for one in runs:
            one.start()
        yield
        await phone.settle()
        await wechat.settle()
        await bot.aclose()
        await health.http.aclose()
        for one in reversed(runs):
            await asyncio.to_thread(one.stop)
        core.writing.close()
        core.ledger.close()
        core.database.close()

    application = FastAPI(title="Nuanqiao 暖心桥", lifespan=lifespan, docs_url=None, redoc_url=None)
    doors = (
        web_chat.router(open_web_chat(core, telephony, intake=intake, satisfaction=satisfaction)),
        open_progress_page(core, telephony),
        open_entry_page(core),
        open_sheet_page(core),
        open_actions(core, token=action_token(settings)),
        open_desk(core, calls_are_on=phone.is_on),
        phone.doors(),
        wechat.doors(),
        health_router(health),
    )
    for door in doors:
        application.include_router(door)
    application.add_exception_handler(Exception, _sorry(core))
    return application


def _health(core: Core, phone: Telephone, wechat: Wechat) -> Health:
    return Health(
        search=core.search,
        watch=core.watch,
        database=core.database,
        ledger=core.ledger,
        ringer_is_on=core.bell.ringer_is_on,
        rasa_url=phone.settings.rasa_url,
        phone_is_on=phone.is_on,
        phone_refusals=phone.refusals,
        wechat_is_on=wechat.is_on,
        wechat_refusals=wechat.refusals,
    )


def _telephone(core: Core, telephony: TelephonySettings, *, settings: Settings, intake: Intake) -> Telephone:
    return Telephone(
        intake=intake,
        talks=core.talks,
        ledger=core.ledger,
        bell=core.bell,
        database=core.database,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        settings=telephony,
        speech_folder=settings.var / "speech",
    )


def _satisfaction(core: Core) -> Satisfaction:
    return Satisfaction(
        database=core.database,
        ledger=core.ledger,
        words=core.words,
        clock=core.clock,
        departments_time=departments_time(core.hospital),
    )


def _wechat(
    core: Core, telephony: TelephonySettings, *, intake: Intake, satisfaction: Satisfaction
) -> Wechat:
    return Wechat(
        intake=intake,
        database=core.database,
        hospital=core.hospital,
        house=core.house,
        words=core.words,
        clock=core.clock,
        writing=core.writing,
        satisfaction=satisfaction,
        settings=telephony,
    )


def _sorry(core: Core) -> Callable[[Request, Exception], PlainTextResponse]:
    """Whatever broke, a person reads a sentence and never a trace; the trace is in the log."""
    sentence = core.words.fill("utter_trouble", line=core.hospital.placeholders["hotline"])

    def respond(request: Request, fault: Exception) -> PlainTextResponse:
        log.error("unforeseen at %s", request.url.path, exc_info=fault)
        return PlainTextResponse(sentence, status_code=500)

    return respond
