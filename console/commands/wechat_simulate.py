"""`hotline wechat simulate`: a conversation by WeChat without WeChat, printed as the follower has it."""

import asyncio
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.knowledge import read_hospital
from console.progress import tell
from console.settings import Settings, read_door, read_settings
from console.words import Trouble, say
from hotline.clock import SystemClock
from knowledge_base import Hospital
from telephony.settings import TelephonySettings
from telephony.simulator.loop import VirtualLoop
from telephony.simulator.script import FaultyScript
from telephony.simulator.wechat.display import Origin, Shown
from telephony.simulator.wechat.script import AccountSettings, Script, load_script
from telephony.simulator.wechat.turn import Turn

if TYPE_CHECKING:
    from telephony.simulator.wechat.playing import Ground

_WHO = {
    Origin.FOLLOWER: "wechat_peer_follower",
    Origin.ANSWERED: "wechat_peer_answered",
    Origin.PUSHED: "wechat_peer_pushed",
    Origin.TEMPLATE: "wechat_peer_template",
    Origin.WECHAT: "wechat_peer_wechat",
}
_BY_HAND = Script(name="-", why="-", turns=(Turn(follows=True),))


@click.command()
@click.argument("script", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--interactive", is_flag=True, help="Write by the keyboard.")
@click.option("--running", is_flag=True, help="Write to the hotline that runs, with the configured token.")
@click.option("--address", help="Write to the hotline at this address, with the configured token.")
@click.option("--without-rasa", is_flag=True, help="Do not start a Rasa: quicker, and the search answers.")
def simulate(
    *, script: Path | None, interactive: bool, running: bool, address: str | None, without_rasa: bool
) -> None:
    """Write to the official account as SCRIPT says, or by hand."""
    if interactive is (script is not None):
        raise click.UsageError("SCRIPT | --interactive")
    settings = read_settings()
    played = _read(script) if script else None
    logging.basicConfig(level=logging.CRITICAL)  # what goes wrong on purpose is no error here
    is_there = running or address is not None
    faults = _there(settings, played, address) if is_there else _own(settings, played, not without_rasa)
    for fault in faults:
        click.echo(say("call_fault", fault=fault), err=True)
    if played and not faults:
        click.echo(say("wechat_peer_as_written", name=played.name))
    sys.exit(1 if faults else 0)


def _own(settings: Settings, played: Script | None, with_rasa: bool) -> list[str]:  # noqa: FBT001
    """Its libraries are loaded only now."""
    from console.wechat_simulation import simulation  # noqa: PLC0415

    tell(say("call_opening"))
    hospital = read_hospital(settings)
    wants = with_rasa and (played is None or played.given.rasa == "up")
    account = played.account if played else AccountSettings()
    at = _begins(played, hospital)
    with simulation(settings, at=at, setting=account, hospital=hospital, with_rasa=wants) as ground:
        if not ground.has_rasa:
            tell(say("call_without_rasa"))
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(ground.clock)) as runner:
            faults = runner.run(_play(ground, played))
            runner.run(ground.aclose())
        return faults


def _there(settings: Settings, played: Script | None, address: str | None) -> list[str]:
    """In real time."""
    from console.wechat_running import Running, running  # noqa: PLC0415

    account = running(settings, read_door(TelephonySettings), address=address)

    async def play() -> list[str]:
        ground = Running(account, hospital=read_hospital(settings))
        try:
            return await _play(ground, played)
        finally:
            await ground.aclose()

    return asyncio.run(play())


async def _play(ground: "Ground", played: Script | None) -> list[str]:
    from console.wechat_at_hand import play_by_hand  # noqa: PLC0415
    from telephony.simulator.wechat.playing import ScriptPlayer  # noqa: PLC0415

    began = ground.clock.now()
    player = ScriptPlayer(played or _BY_HAND, ground, listener=lambda shown: show(shown, began=began))
    if played is not None:
        await player.play()
        return player.faults
    tell(say("wechat_peer_how"))
    await play_by_hand(player)
    return player.display.faults


def show(shown: Shown, *, began: datetime) -> None:
    """As it appears: when, from whom and how, then the text."""
    seconds = (shown.at - began).total_seconds()
    minutes, seconds = divmod(max(0.0, seconds), 60)
    first, *rest = shown.text.splitlines() or [""]
    tries = say("wechat_peer_tries", tries=shown.tries) if shown.tries > 1 else ""
    click.echo(f"{int(minutes):02}:{seconds:04.1f}  {say(_WHO[shown.origin])}  {first}{tries}")
    for line in rest:
        click.echo(f"{'':20}{line}" if line else "")


def _begins(script: Script | None, hospital: Hospital) -> datetime:
    """By hand it is now."""
    return script.begins(hospital.zone) if script else SystemClock().now()


def _read(file: Path) -> Script:
    """Raises `Trouble`, also where the script breaks what only the tests break."""
    try:
        read = load_script(file)
    except FaultyScript as fault:
        raise Trouble("call_faulty_script", fault=fault) from fault
    if read.only == "fast":
        raise Trouble("wechat_peer_only_fast", reason=read.reason)
    for state in (read.given, *(turn.now for turn in read.turns)):
        for part in ("database", "search"):
            if getattr(state, part) not in {None, "up"}:
                raise Trouble("wechat_peer_only_in_tests", part=part)
    return read
