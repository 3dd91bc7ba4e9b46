"""The doors a process opens beside telephone and WeChat: chat, pages, the bot's actions and the desk."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query

from actions.tools import Tools
from actions.webhook import router as actions_router
from console.core import Core
from console.settings import read_door
from console.sheets import BotSheets
from console.words import Trouble
from console.working_time import departments_time
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.appointments import Bookings
from hotline.reminders import ReminderBook
from telephony.addresses import networks
from telephony.channels import entry_page, progress_page, sheet_page, web_chat
from telephony.gate import Gate
from telephony.intake import Intake
from telephony.notices import ChatNotices
from telephony.notices.web_push import public_push_key
from telephony.origins import origins
from telephony.satisfaction import Satisfaction
from telephony.settings import TelephonySettings


def open_web_chat(
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


def open_progress_page(core: Core, telephony: TelephonySettings) -> APIRouter:
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


def open_entry_page(core: Core) -> APIRouter:
    page = entry_page.EntryPage(search=core.search, database=core.database, hospital=core.hospital)
    return entry_page.router(page)


def open_sheet_page(core: Core) -> APIRouter:
    page = sheet_page.SheetPage(
        database=core.database, journeys=core.journeys, hospital=core.hospital, clock=core.clock
    )
    return sheet_page.router(page)


def open_actions(core: Core, *, token: str) -> APIRouter:
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


def open_desk(core: Core, *, calls_are_on: bool) -> APIRouter:
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
        trial=core.trial,
    )
    return desk_router(desk)


def _public_push_key(key: str) -> str:
    try:
        return public_push_key(key)
    except ValueError as fault:
        raise Trouble("bad_setting", name="HOTLINE_WEB_PUSH_KEY", reason=str(fault)) from fault
