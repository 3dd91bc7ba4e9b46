"""Everything is put together here, once: the core and the doors on it."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import PlainTextResponse

from actions.tools import Tools
from actions.webhook import router as actions_router
from console.caring import Caring
from console.health import Health, health_router
from console.knowledge import hospital_day, open_renewal, read_hospital, shared_encoder
from console.knowledge_watch import KnowledgeWatch
from console.letters import LetterPost
from console.nightly import Nightly
from console.opinion import open_opinion
from console.outgoing import OutgoingPost
from console.paths import SENTENCES
from console.phone import Telephone
from console.purge import Purge
from console.roster import HospitalRoster
from console.sealing import Sealing
from console.secrets import action_token, data_key, push_key
from console.settings import Settings, read_door
from console.timers import Timers
from console.voicemails import VoicemailDeletion
from console.words import Trouble
from console.working_time import departments_time, working_target
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.clock import Clock, SystemClock
from hotline.database import Database, Keyring, install_keyring
from hotline.green_channel import Bell
from hotline.handoff import Carrier, Talks
from hotline.ledger import Ledger
from hotline.notifications import House
from hotline.safety import screen
from knowledge_base import Hospital
from knowledge_base.live import LiveSearch
from telephony.addresses import networks
from telephony.bot_client import RasaBot
from telephony.channels import progress_page, web_chat
from telephony.gate import Gate, GiveOpinion
from telephony.intake import Intake
from telephony.ladder import ladder_of
from telephony.notices import ChatNotices, open_senders
from telephony.notices.web_push import public_push_key
from telephony.nurses import Nurses
from telephony.outgoing import open_dialler, open_recordings
from telephony.own_answers import OwnAnswers
from telephony.phone import CHANNEL as PHONE
from telephony.phone import PhoneCarrier
from telephony.ringing import open_ringer
from telephony.settings import TelephonySettings
from telephony.words import Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Core:
    """What every door stands on; one of each in a process."""

    hospital: Hospital
    search: LiveSearch
    opinion: GiveOpinion
    watch: KnowledgeWatch
    database: Database
    ledger: Ledger
    bell: Bell
    timers: Timers
    talks: Talks
    doorbell: web_chat.Doorbell
    words: Words
    clock: Clock
    house: House
    push_key: str


class _Runs(Protocol):
    """Works in a thread of its own from start to stop."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a process takes from outside of itself."""

    telephony: TelephonySettings = field(default_factory=lambda: read_door(TelephonySettings))
    clock: Clock = field(default_factory=SystemClock)


def build_application(settings: Settings, *, outside: Outside | None = None) -> FastAPI:
    """The application of one process. Raises `Trouble` where something it cannot do without is missing."""
    screen("")  # the rules are read now, not while the first caller waits
    outside = outside or Outside()
    telephony = outside.telephony
    core = _core(settings, telephony, clock=outside.clock)
    bot = RasaBot(telephony.rasa_url, time_limit=telephony.rasa_time_limit, rest=telephony.rasa_rest)
    intake = _intake(core, bot=bot)
    phone = _telephone(core, telephony, settings=settings, intake=intake)
    health = _health(core, phone)
    runs: tuple[_Runs, ...] = (
        core.watch,
        core.bell,
        _nightly(settings, core, telephony),
        core.timers,
        _letters(core, telephony),
        _outgoing(core, telephony),
        Caring(core.talks),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        for one in runs:
            one.start()
        yield
        await phone.settle()
        await bot.aclose()
        await health.http.aclose()
        for one in reversed(runs):
            await asyncio.to_thread(one.stop)
        core.ledger.close()
        core.database.close()

    application = FastAPI(title="Nuanqiao 暖心桥", lifespan=lifespan, docs_url=None, redoc_url=None)
    application.include_router(web_chat.router(_web_chat(core, intake=intake)))
    application.include_router(_progress_page(core, telephony))
    application.include_router(_actions(core, token=action_token(settings)))
    application.include_router(_desk(core, calls_are_on=phone.is_on))
    application.include_router(phone.doors())
    application.include_router(health_router(health))
    application.add_exception_handler(Exception, _sorry(core))
    return application


def _core(settings: Settings, telephony: TelephonySettings, *, clock: Clock) -> Core:
    install_keyring(Keyring(data_key(settings)))
    hospital = read_hospital(settings)
    encoder = shared_encoder(settings)
    database = Database(settings.storage)
    renewal = open_renewal(settings, hospital=hospital, encoder=encoder)
    every, today = settings.knowledge_looked_at_every, partial(hospital_day, hospital, clock=clock)
    watch = KnowledgeWatch(renewal, every=every, today=today)
    watch.open()
    words = Words.load(SENTENCES)
    ledger = Ledger(
        database=database,
        journal_folder=settings.var / "journal",
        clock=clock,
        working_target=working_target(departments_time(hospital), database=database),
    )
    bell = Bell(
        keeper=ledger,
        database=database,
        ladder=ladder_of(hospital),
        ringer=open_ringer(telephony, words=words, hospital=hospital),
        clock=clock,
    )
    doorbell = web_chat.Doorbell()
    return Core(
        hospital=hospital,
        search=renewal.live,
        opinion=open_opinion(encoder),
        watch=watch,
        database=database,
        ledger=ledger,
        bell=bell,
        timers=Timers(database=database, clock=clock, roster=HospitalRoster(hospital)),
        talks=_talks(hospital, database=database, ledger=ledger, doorbell=doorbell, clock=clock),
        doorbell=doorbell,
        words=words,
        clock=clock,
        house=_house(hospital, telephony),
        push_key=push_key(settings),
    )


def _talks(
    hospital: Hospital, *, database: Database, ledger: Ledger, doorbell: web_chat.Doorbell, clock: Clock
) -> Talks:
    roster = HospitalRoster(hospital)
    carriers: dict[str, Carrier] = {web_chat.CHANNEL: doorbell, PHONE: PhoneCarrier()}
    return Talks(
        database=database,
        keeper=ledger,
        carriers=carriers,
        clock=clock,
        on_duty=lambda at: roster.on_duty(at).username,
    )


def _house(hospital: Hospital, telephony: TelephonySettings) -> House:
    address = telephony.public_url.rstrip("/") if telephony.public_url else None
    line = hospital.placeholders["hotline"]
    return House(hospital=hospital.short_name, hotline=line, zone=hospital.zone, address=address)


def _nightly(settings: Settings, core: Core, telephony: TelephonySettings) -> Nightly:
    sound = VoicemailDeletion(core.database, store=open_recordings(telephony), clock=core.clock)
    works = (Sealing(core.database, clock=core.clock), _purge(settings, core), sound)
    return Nightly(works, zone=core.hospital.zone, clock=core.clock)


def _outgoing(core: Core, telephony: TelephonySettings) -> OutgoingPost:
    return OutgoingPost(core.database, dialler=open_dialler(telephony), clock=core.clock)


def _letters(core: Core, telephony: TelephonySettings) -> LetterPost:
    senders = open_senders(telephony, house=core.house, push_key=core.push_key, clock=core.clock)
    return LetterPost(core.database, senders=senders, clock=core.clock)


def _health(core: Core, phone: Telephone) -> Health:
    return Health(
        search=core.search,
        watch=core.watch,
        database=core.database,
        ledger=core.ledger,
        ringer_is_on=core.bell.ringer_is_on,
        rasa_url=phone.settings.rasa_url,
        phone_is_on=phone.is_on,
        phone_refusals=phone.refusals,
    )


def _purge(settings: Settings, core: Core) -> Purge:
    return Purge(core.database, journal_folder=settings.var / "journal", clock=core.clock)


def _intake(core: Core, *, bot: RasaBot) -> Intake:
    """One for every channel."""
    nurses = Nurses(core.talks)
    own_answers = OwnAnswers(
        search=core.search,
        ledger=core.ledger,
        nurses=nurses,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
    )
    return Intake(
        gate=Gate(core.search, opinion=core.opinion),
        bot=bot,
        own_answers=own_answers,
        nurses=nurses,
        ledger=core.ledger,
        bell=core.bell,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
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


def _web_chat(core: Core, *, intake: Intake) -> web_chat.WebChat:
    return web_chat.WebChat(
        intake=intake,
        ledger=core.ledger,
        talks=core.talks,
        doorbell=core.doorbell,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        notices=ChatNotices(database=core.database, house=core.house, clock=core.clock),
    )


def _progress_page(core: Core, telephony: TelephonySettings) -> APIRouter:
    page = progress_page.ProgressPage(
        ledger=core.ledger,
        database=core.database,
        hospital=core.hospital,
        clock=core.clock,
        proxies=networks(telephony.trusted_proxies),
        secure_cookies=read_door(DeskSettings).secure_cookies,
        departments_time=departments_time(core.hospital),
    )
    return progress_page.router(page)


def _actions(core: Core, *, token: str) -> APIRouter:
    """The actions see whole conversations and open tickets: nobody but our own Rasa may call them."""

    def only_rasa(shown: Annotated[str, Query(alias="token")] = "") -> None:
        if not hmac.compare_digest(shown.encode(), token.encode()):
            raise HTTPException(403)

    tools = Tools(
        search=core.search, ledger=core.ledger, talks=core.talks, hospital=core.hospital, clock=core.clock
    )
    guarded = APIRouter(dependencies=[Depends(only_rasa)])
    guarded.include_router(actions_router(tools))
    return guarded


def _desk(core: Core, *, calls_are_on: bool) -> APIRouter:
    desk = Desk(
        database=core.database,
        bell=core.bell,
        talks=core.talks,
        hospital=core.hospital,
        clock=core.clock,
        settings=read_door(DeskSettings),
        push_key=_public_push_key(core.push_key),
        ledger=core.ledger,
        gate=Gate(core.search, opinion=core.opinion),
        knowledge=core.search,
        departments_time=departments_time(core.hospital),
        calls_are_on=calls_are_on,
    )
    return desk_router(desk)


def _public_push_key(key: str) -> str:
    try:
        return public_push_key(key)
    except ValueError as fault:
        raise Trouble("bad_setting", name="HOTLINE_WEB_PUSH_KEY", reason=str(fault)) from fault


def _sorry(core: Core) -> Callable[[Request, Exception], PlainTextResponse]:
    """Whatever broke, a person reads a sentence and never a trace; the trace is in the log."""
    sentence = core.words.fill("utter_trouble", line=core.hospital.placeholders["hotline"])

    def respond(request: Request, fault: Exception) -> PlainTextResponse:
        log.error("unforeseen at %s", request.url.path, exc_info=fault)
        return PlainTextResponse(sentence, status_code=500)

    return respond
