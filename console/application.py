"""Everything is put together here, once: the core and the doors on it."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import PlainTextResponse

from actions.tools import Tools
from actions.webhook import router as actions_router
from console.appointments import BookedListen, FollowUps
from console.booking import Booking
from console.booking_system import open_booking_system
from console.caring import caring
from console.core import Core, open_core
from console.digest_letter import DigestLetter, open_digest_letter
from console.health import Health, health_router
from console.letters import letter_posts
from console.measure_counts import MeasureCounts
from console.nightly import Nightly
from console.outgoing import outgoing_post
from console.phone import Telephone
from console.purge import Purge
from console.reminders import Reminders
from console.sealing import Sealing
from console.secrets import action_token
from console.settings import Settings, read_door
from console.sheets import BotSheets
from console.turning import Turning
from console.voicemails import VoicemailDeletion
from console.wechat import Wechat
from console.words import Trouble
from console.working_time import departments_time
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.appointments import Bookings
from hotline.clock import Clock, SystemClock
from hotline.notifications import Means, NoticeKind
from hotline.reminders import ReminderBook
from hotline.safety import screen
from telephony.addresses import networks
from telephony.binding import Binding
from telephony.bot_client import Bot, RasaBot
from telephony.channels import entry_page, progress_page, sheet_page, web_chat
from telephony.gate import Gate
from telephony.intake import Intake
from telephony.notices import ChatNotices, open_senders
from telephony.notices.opening import missing_settings
from telephony.notices.web_push import public_push_key
from telephony.nurses import Nurses
from telephony.origins import origins
from telephony.outgoing import open_dialler, open_recordings
from telephony.own_answers import OwnAnswers
from telephony.own_clinics import OwnClinics
from telephony.own_guidance import OwnGuidance
from telephony.reminder_replies import ReminderReplies
from telephony.satisfaction import Satisfaction
from telephony.settings import TelephonySettings

log = logging.getLogger(__name__)


class _Runs(Protocol):
    """Works in a thread of its own from start to stop."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


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
    intake = _intake(core, bot=outside.lead(bot), binding=_binding(core, telephony))
    phone = _telephone(core, telephony, settings=settings, intake=intake)
    satisfaction = _satisfaction(core)
    wechat = _wechat(core, telephony, intake=intake, satisfaction=satisfaction)
    health = _health(core, phone, wechat)
    runs = _runs(settings, core, telephony)

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
        web_chat.router(_web_chat(core, telephony, intake=intake, satisfaction=satisfaction)),
        _progress_page(core, telephony),
        _entry_page(core),
        _sheet_page(core),
        _actions(core, token=action_token(settings)),
        _desk(core, calls_are_on=phone.is_on),
        phone.doors(),
        wechat.doors(),
        health_router(health),
    )
    for door in doors:
        application.include_router(door)
    application.add_exception_handler(Exception, _sorry(core))
    return application


def _runs(settings: Settings, core: Core, telephony: TelephonySettings) -> tuple[_Runs, ...]:
    digest = open_digest_letter(settings, core)
    return (
        core.watch.turning,
        core.bell,
        digest.turning,
        _nightly(settings, core, telephony).turning,
        core.timers.turning,
        BookedListen(core.hospital),
        *_booking(settings, core),
        FollowUps(database=core.database, clock=core.clock).turning,
        Reminders(core.database, clock=core.clock).turning,
        *_letters(core, telephony, digest=digest),
        _outgoing(core, telephony),
        *core.writing.turnings(),
        caring(core.talks),
    )


def _booking(settings: Settings, core: Core) -> tuple[_Runs, ...]:
    """None where the hospital has no booking system of its own: then a nurse books."""
    system = open_booking_system(settings)
    return (Booking(system, database=core.database, clock=core.clock).turning,) if system else ()


def _nightly(settings: Settings, core: Core, telephony: TelephonySettings) -> Nightly:
    sound = VoicemailDeletion(core.database, store=open_recordings(telephony), clock=core.clock)
    # Before the purge: what it deletes cannot be counted any more.
    counts = MeasureCounts(core.database, zone=core.hospital.zone, clock=core.clock)
    works = (Sealing(core.database, clock=core.clock), counts, _purge(settings, core), sound)
    return Nightly(works, zone=core.hospital.zone, clock=core.clock)


def _outgoing(core: Core, telephony: TelephonySettings) -> Turning:
    return outgoing_post(core.database, dialler=open_dialler(telephony), clock=core.clock)


def _letters(core: Core, telephony: TelephonySettings, *, digest: DigestLetter) -> tuple[Turning, ...]:
    senders = open_senders(
        telephony,
        house=core.house,
        push_key=core.push_key,
        clock=core.clock,
        elsewhere=core.writing.elsewhere,
        enclosing={NoticeKind.WEEKLY_DIGEST: digest.enclose},
    )
    return letter_posts(core.database, senders=senders, clock=core.clock)


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


def _purge(settings: Settings, core: Core) -> Purge:
    return Purge(core.database, journal_folder=settings.var / "journal", clock=core.clock)


def _binding(core: Core, telephony: TelephonySettings) -> Binding:
    return Binding(
        database=core.database,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        sends_sms=Means.SMS not in missing_settings(telephony),
    )


def _intake(core: Core, *, bot: Bot, binding: Binding) -> Intake:
    """One for every channel."""
    nurses = Nurses(core.talks)
    own_answers = OwnAnswers(
        search=core.search,
        ledger=core.ledger,
        nurses=nurses,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        guidance=OwnGuidance(core.guide, hospital=core.hospital, words=core.words),
        clinics=OwnClinics(core.clinics, words=core.words, clock=core.clock),
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
        binding=binding,
        reminder_replies=ReminderReplies(
            database=core.database, hospital=core.hospital, words=core.words, clock=core.clock
        ),
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


def _web_chat(
    core: Core, telephony: TelephonySettings, *, intake: Intake, satisfaction: Satisfaction
) -> web_chat.WebChat:
    return web_chat.WebChat(
        intake=intake,
        ledger=core.ledger,
        talks=core.talks,
        doorbell=core.doorbell,
        hospital=core.hospital,
        words=core.words,
        clock=core.clock,
        notices=ChatNotices(database=core.database, house=core.house, clock=core.clock),
        satisfaction=satisfaction,
        proxies=networks(telephony.trusted_proxies),
        embed_origins=origins(telephony.chat_embed_origins),
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


def _entry_page(core: Core) -> APIRouter:
    page = entry_page.EntryPage(search=core.search, database=core.database, hospital=core.hospital)
    return entry_page.router(page)


def _sheet_page(core: Core) -> APIRouter:
    page = sheet_page.SheetPage(
        database=core.database, journeys=core.journeys, hospital=core.hospital, clock=core.clock
    )
    return sheet_page.router(page)


def _actions(core: Core, *, token: str) -> APIRouter:
    """The actions see whole conversations and open tickets: nobody but our own Rasa may call them."""

    def only_rasa(shown: Annotated[str, Query(alias="token")] = "") -> None:
        if not hmac.compare_digest(shown.encode(), token.encode()):
            raise HTTPException(403)

    tools = Tools(
        search=core.search,
        guide=core.guide,
        clinics=core.clinics,
        ledger=core.ledger,
        bookings=Bookings(database=core.database, clock=core.clock),
        talks=core.talks,
        hospital=core.hospital,
        clock=core.clock,
        journeys=core.journeys,
        sheets=BotSheets(core.database, clock=core.clock),
        reminders=ReminderBook(database=core.database, clock=core.clock),
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
        hospital_week=core.timetable.hospital,
        departments_time=departments_time(core.hospital),
        calls_are_on=calls_are_on,
        writing=core.writing.ways,
        timetable=core.timetable,
        journeys=core.journeys,
        address=core.house.address,
        vectors=core.vectors,
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
