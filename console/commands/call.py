"""`hotline call`: a telephone call without a telephone, printed as it is heard."""

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
from telephony.simulator.clock import VirtualClock
from telephony.simulator.script import FaultyScript, Script, load_script
from telephony.simulator.tape import Sound, Tape, Voice

if TYPE_CHECKING:
    from console.phone_call import Rung

_NUMBER = "13900000001"
_WHO = {
    Voice.HOTLINE: "call_voice_hotline",
    Voice.CALLER: "call_voice_caller",
    Voice.LINE: "call_voice_line",
    Voice.WHISPER: "call_voice_whisper",
    Voice.TONE: "call_voice_tone",
    Voice.NOTE: "call_voice_note",
}


@click.command()
@click.argument("script", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--interactive", is_flag=True, help="Speak by the keyboard.")
@click.option("--running", is_flag=True, help="Ring the hotline that runs, with the configured token.")
@click.option("--without-rasa", is_flag=True, help="Do not start a Rasa: quicker, and the search answers.")
@click.option("--from", "number", default=_NUMBER, show_default=True, help="Who rings with --interactive.")
@click.option("--real", metavar="NUMBER", help="Ring a real telephone through the configured account.")
def command(
    *,
    script: Path | None,
    interactive: bool,
    running: bool,
    without_rasa: bool,
    number: str,
    real: str | None,
) -> None:
    """Ring the hotline as SCRIPT says, or by hand."""
    settings = read_settings()
    if real:
        _ring_really(real)
        return
    if interactive is (script is not None):
        raise click.UsageError("SCRIPT | --interactive")
    played = _read(script) if script else None
    logging.basicConfig(level=logging.CRITICAL)  # nobody is really rung, which is no error here
    with _ground(settings, played, running=running, without_rasa=without_rasa) as ground:
        faults = asyncio.run(_play(ground, played, number=number))
    for fault in faults:
        click.echo(say("call_fault", fault=fault), err=True)
    if played and not faults:
        click.echo(say("call_as_written", name=played.name))
    sys.exit(1 if faults else 0)


@contextmanager
def _ground(
    settings: Settings, script: Script | None, *, running: bool, without_rasa: bool
) -> Iterator["Rung"]:
    """The hotline that is rung. Its libraries are loaded only now."""
    from console import phone_call  # noqa: PLC0415
    from console.own_hotline import own_hotline  # noqa: PLC0415

    hospital = read_hospital(settings)
    at = _begins(script, hospital)
    if running:
        account = phone_call.running(settings, read_door(TelephonySettings))
        clock = VirtualClock(at)
        kept = phone_call.NothingKept()
        yield phone_call.Rung(account, hospital=hospital, clock=clock, kept=kept)
        return
    tell(say("call_opening"))
    wants = not without_rasa and (script is None or script.given.rasa == "up")
    with own_hotline(settings, at=at, with_rasa=wants, tell=lambda _: None) as own:
        if not own.has_rasa:
            tell(say("call_without_rasa"))
        account = phone_call.account_of(own.telephony, reach=own.settings.address)
        own_kept = phone_call.OwnKept(own)
        yield phone_call.Rung(account, hospital=hospital, clock=own.clock, kept=own_kept)
        own_kept.close()


async def _play(ground: "Rung", script: Script | None, *, number: str) -> list[str]:
    from console.phone_at_hand import AtHand  # noqa: PLC0415
    from telephony.simulator.playing import ScriptPlayer  # noqa: PLC0415

    try:
        if script is not None:
            player = ScriptPlayer(script, ground, listener=show)
            await player.play()
            return player.faults
        tell(say("call_how"))
        tape = Tape(began_at=ground.clock.now(), listener=show)
        await ground.ring(AtHand(), number=number, tape=tape).run()
        return tape.faults
    finally:
        await ground.aclose()


def show(sound: Sound) -> None:
    """One line, as it begins; silence is not shown."""
    if sound.voice is Voice.SILENCE:
        return
    minutes, seconds = divmod(int(sound.at.total_seconds()), 60)
    who = say(_WHO[sound.voice])
    cut = " ✂" if sound.cut else ""
    click.echo(f"{minutes:02}:{seconds:02}  {who}  {sound.text}{cut}")


def _read(script: Path) -> Script:
    """Raises `Trouble`, also where the script breaks what only the tests break."""
    try:
        read = load_script(script)
    except FaultyScript as fault:
        raise Trouble("call_faulty_script", fault=fault) from fault
    if read.owed:
        raise Trouble("call_of_ours_only_in_tests")
    for state in (read.given, *(turn.now for turn in read.turns)):
        for part in ("database", "search"):
            if getattr(state, part) not in {None, "up"}:
                raise Trouble("call_only_in_tests", part=part)
    return read


def _begins(script: Script | None, hospital: Hospital) -> datetime:
    """By hand it is now."""
    return script.begins(hospital.zone) if script else SystemClock().now()


def _ring_really(number: str) -> None:
    from console.real_call import ring  # noqa: PLC0415 - the provider's library

    if click.confirm(say("call_real", number=number)):
        click.echo(say("call_real_rings", call=ring(number)))
