"""Everything is put together here, once: the core and the doors on it."""

import hmac
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query

from actions.tools import Tools
from actions.webhook import router as actions_router
from console.health import Health, health_router
from console.knowledge import read_hospital, read_knowledge, search_or_none
from console.paths import SENTENCES
from console.secrets import action_token, data_key
from console.settings import Settings
from desk import Desk, DeskSettings
from desk import router as desk_router
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring
from hotline.ledger import Ledger
from hotline.safety import screen
from telephony.bot_client import RasaBot
from telephony.channels import web_chat
from telephony.intake import Intake
from telephony.own_answers import OwnAnswers
from telephony.settings import TelephonySettings
from telephony.words import Words


def build_application(settings: Settings) -> FastAPI:
    """The application of one process. Raises `Trouble` where something it cannot do without is missing."""
    screen("")  # the rules are read now, not while the first caller waits
    install_keyring(Keyring(data_key(settings)))
    telephony_settings = TelephonySettings()
    clock = SystemClock()
    hospital = read_hospital(settings)
    search = search_or_none(settings, knowledge=read_knowledge(hospital=hospital))
    database = Database(settings.storage)
    ledger = Ledger(database=database, journal_folder=settings.var / "journal", clock=clock)
    words = Words.load(SENTENCES)
    bot = RasaBot(
        telephony_settings.rasa_url,
        time_limit=telephony_settings.rasa_time_limit,
        rest=telephony_settings.rasa_rest,
    )
    own_answers = OwnAnswers(search=search, ledger=ledger, hospital=hospital, words=words, clock=clock)
    intake = Intake(
        bot=bot, own_answers=own_answers, ledger=ledger, hospital=hospital, words=words, clock=clock
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await bot.aclose()
        ledger.close()
        database.close()

    application = FastAPI(title="Nuanqiao 暖心桥", lifespan=lifespan, docs_url=None, redoc_url=None)
    chat = web_chat.WebChat(intake=intake, ledger=ledger, hospital=hospital, words=words, clock=clock)
    tools = Tools(search=search, ledger=ledger, hospital=hospital, clock=clock)
    application.include_router(web_chat.router(chat))
    application.include_router(
        actions_router(tools), dependencies=[Depends(_only_rasa(action_token(settings)))]
    )
    application.include_router(
        desk_router(Desk(database=database, hospital=hospital, clock=clock, settings=DeskSettings()))
    )
    application.include_router(
        health_router(
            Health(search=search, database=database, ledger=ledger, rasa_url=telephony_settings.rasa_url)
        )
    )
    return application


def _only_rasa(token: str) -> Callable[[str], None]:
    """The actions see whole conversations and open tickets: nobody but our own Rasa may call them."""

    def check(token_shown: Annotated[str, Query(alias="token")] = "") -> None:
        if not hmac.compare_digest(token_shown.encode(), token.encode()):
            raise HTTPException(403)

    return check
