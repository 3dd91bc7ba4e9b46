"""`hotline up`: prepare, start, watch over; Ctrl-C stops all of it."""

import signal
import threading
import time
from collections.abc import Callable

import click
import httpx

from console.preparation import Preparation
from console.processes import LOOPBACK, application_spec, can_start_rasa, rasa_spec
from console.progress import progress_line, tell
from console.settings import Settings, read_settings
from console.store import open_store
from console.supervisor import Child, require_free_port, supervise
from console.words import say
from hotline.staff import list_staff

_LONGEST_START = 180.0


@click.command()
def command() -> None:
    """Make what is missing, start the application and Rasa, and keep both running."""
    settings = read_settings()
    require_free_port(settings.port, host=settings.host, what="hotline", setting="HOTLINE_PORT")
    require_free_port(settings.rasa_port, host=LOOPBACK, what="Rasa", setting="HOTLINE_RASA_PORT")
    with progress_line() as progress:
        Preparation(settings, tell=tell, progress=progress).run()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_announce, args=(settings, stop), daemon=True).start()
    specs = [application_spec(settings), *([rasa_spec(settings)] if can_start_rasa(settings) else [])]
    children = [Child(spec, tell=tell) for spec in specs]
    supervise(children, until=stop, stopping=lambda: tell(f"\n{say('stopping')}"))
    tell(say("stopped"))


def _announce(settings: Settings, stop: threading.Event) -> None:
    health = f"{settings.address}/health"
    if not _wait(lambda: _rasa_state(health) is not None, stop):
        return
    if can_start_rasa(settings) and _rasa_state(health) != "ok":
        tell(say("warming"))
        if not _wait(lambda: _rasa_state(health) == "ok", stop):
            tell(say("rasa_not_up", log=settings.var / "log" / "rasa.log"))
    tell(say("up", chat=f"{settings.address}/chat", desk=f"{settings.address}/desk", health=health))
    with open_store(settings) as session:
        if not list_staff(session):
            tell(say("no_staff"))


def _wait(ready: Callable[[], bool], stop: threading.Event) -> bool:
    patience_ends = time.monotonic() + _LONGEST_START
    while not stop.is_set() and time.monotonic() < patience_ends:
        if ready():
            return True
        stop.wait(0.25)
    return False


def _rasa_state(health: str) -> str | None:
    try:
        state: str = httpx.get(health, timeout=3, trust_env=False).json()["parts"]["rasa"]
    except (httpx.HTTPError, ValueError, KeyError):
        return None
    return state
