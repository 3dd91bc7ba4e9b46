"""A hotline of one's own for a moment: its own folder, database, ports and time; nobody is really rung."""

import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import uvicorn
from fastapi import FastAPI

from console.application import Outside, build_application
from console.preparation import Preparation
from console.processes import LOOPBACK, can_start_rasa, rasa_spec
from console.settings import Settings
from console.supervisor import Child
from console.words import Trouble
from telephony.bot_client import Bot
from telephony.settings import TelephonySettings
from telephony.simulator.clock import VirtualClock

SITE = "https://hotline.invalid"
_MADE = ("model", "index", "bot")
_STARTS_WITHIN = 180.0


@dataclass(frozen=True, kw_only=True)
class OwnHotline:
    """It runs in this process, in a thread; `has_rasa` is whether a Rasa of its own answers it."""

    settings: Settings
    telephony: TelephonySettings
    clock: VirtualClock
    has_rasa: bool
    application: FastAPI


@contextmanager
def own_hotline(
    settings: Settings,
    *,
    at: datetime,
    with_rasa: bool,
    tell: Callable[[str], None],
    more: Mapping[str, object] | None = None,
    lead: Callable[[Bot], Bot] = lambda bot: bot,
    clock: VirtualClock | None = None,
) -> Iterator[OwnHotline]:
    """What was made for `settings`, under a new database; `more` is set of its doors. Raises `Trouble`."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="hotline-call-", ignore_cleanup_errors=True))
        ours = _settings(settings, Path(folder))
        Preparation(ours, tell=lambda _: None, progress=lambda *_: None).run(("database",))
        clock, telephony = clock or VirtualClock(at), _telephony(ours, more or {})
        outside = Outside(telephony=telephony, clock=clock, lead=lead)
        application = build_application(ours, outside=outside)
        stack.enter_context(_serving(ours, application))
        starts = with_rasa and can_start_rasa(ours)
        if starts:
            rasa = Child(rasa_spec(ours), tell=tell)
            stack.callback(rasa.stop)
            rasa.start()
            starts = _eventually(lambda: _rasa_answers(ours))
        yield OwnHotline(
            settings=ours, telephony=telephony, clock=clock, has_rasa=starts, application=application
        )


def _settings(settings: Settings, folder: Path) -> Settings:
    var = folder / "var"
    var.mkdir()
    for made in _MADE:
        (var / made).symlink_to((settings.var / made).resolve())
    port, rasa_port = _free_ports()
    return settings.model_copy(
        update={
            "var": var,
            "host": LOOPBACK,
            "port": port,
            "rasa_port": rasa_port,
            "database_url": None,
            "data_key": None,
            "action_token": None,
            "web_push_key": None,
        }
    )


def _telephony(settings: Settings, more: Mapping[str, object]) -> TelephonySettings:
    """Invented, and nothing of the hospital's: neither a call nor a letter leaves this machine."""
    nothing = {name: field.get_default() for name, field in TelephonySettings.model_fields.items()}
    given = {
        "rasa_url": f"http://{LOOPBACK}:{settings.rasa_port}",
        "public_url": SITE,
        "twilio_account_sid": "AC" + "0" * 32,
        "twilio_auth_token": secrets.token_hex(16),
        "twilio_number": "+8600000000",
        "twilio_url": f"{settings.address}/nobody",
    }
    return TelephonySettings.model_validate({**nothing, **given, **more})


@contextmanager
def _serving(settings: Settings, application: FastAPI) -> Iterator[None]:
    config = uvicorn.Config(
        application, host=settings.host, port=settings.port, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    if not _eventually(lambda: server.started or not thread.is_alive()) or not thread.is_alive():
        raise Trouble("not_running", address=settings.address)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _rasa_answers(settings: Settings) -> bool:
    try:
        health = httpx.get(f"{settings.address}/health", timeout=5, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return False
    return bool(health["parts"]["rasa"] == "ok")


def _eventually(happened: Callable[[], bool]) -> bool:
    ends = time.monotonic() + _STARTS_WITHIN
    while not happened():
        if time.monotonic() > ends:
            return False
        time.sleep(0.1)
    return True


def _free_ports() -> tuple[int, int]:
    """Two, held at once so that they differ."""
    with socket.socket() as first, socket.socket() as second:
        first.bind((LOOPBACK, 0))
        second.bind((LOOPBACK, 0))
        return first.getsockname()[1], second.getsockname()[1]
