"""Where `hotline call` rings: a hotline of its own, or the one that runs."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import Protocol

import httpx
from sqlalchemy import func, select

from console.own_hotline import OwnHotline
from console.settings import Settings
from console.words import Trouble
from hotline.calls import PhoneCall
from hotline.database import Database
from knowledge_base import Hospital
from telephony.channels.twilio_phone import PREFIX
from telephony.settings import TelephonySettings
from telephony.simulator.acting import Party
from telephony.simulator.clock import VirtualClock
from telephony.simulator.given import know_number, seat_nurse, take_waiting
from telephony.simulator.kept import faults_of_kept, last_told
from telephony.simulator.lines import line_names
from telephony.simulator.playing import Placed
from telephony.simulator.script import Given, Script, Turn
from telephony.simulator.tape import Tape
from telephony.simulator.twilio_call import TwilioCall
from telephony.simulator.webhooks import Account, Webhooks

_TIMES_LOOKED = 50
_A_MOMENT = 0.1


class Kept(Protocol):
    """What a hotline kept, and what is put there before a script begins."""

    def prepare(self, script: Script) -> None: ...
    def stage(self, turn: Turn) -> None: ...
    def told(self) -> Mapping[str, str]: ...
    def has(self, calls: int) -> bool: ...
    def faults(self, script: Script) -> Iterator[str]: ...


def account_of(telephony: TelephonySettings, *, reach: str) -> Account:
    """The provider's view of the configured number. Raises `Trouble` where the telephone is off."""
    if missing := telephony.missing_for_ringing:
        raise Trouble("phone_off", missing=", ".join(missing))
    doors = f"{str(telephony.public_url).rstrip('/')}{PREFIX}"
    token = telephony.twilio_auth_token
    return Account(
        sid=str(telephony.twilio_account_sid),
        token=token.get_secret_value() if token else "",
        number=str(telephony.twilio_number),
        voice_url=doors,
        fallback_url=f"{doors}/fallback",
        status_url=f"{doors}/status",
        reach=reach,
    )


class OwnKept:
    """Of a hotline of one's own: its database is ours to write and to read."""

    def __init__(self, own: OwnHotline) -> None:
        self._clock = own.clock
        self._database = Database(own.settings.storage)

    def prepare(self, script: Script) -> None:
        with self._database.transaction() as session:
            if script.given.profile and script.number:
                counted, at = script.given.profile, self._clock.now()
                know_number(session, number=script.number, counted=counted, at=at)
            if script.given.nurse:
                seat_nurse(session, at=self._clock.now())

    def stage(self, turn: Turn) -> None:
        if turn.nurse == "takes":
            with self._database.transaction() as session:
                take_waiting(session, clock=self._clock)

    def told(self) -> Mapping[str, str]:
        with self._database.reading() as session:
            return last_told(session)

    def has(self, calls: int) -> bool:
        """Whether so many calls are written down."""
        with self._database.reading() as session:
            return session.scalars(select(func.count()).select_from(PhoneCall)).one() >= calls

    def faults(self, script: Script) -> Iterator[str]:
        """Alarms and tickets are written behind the call's back: a fault is one that stays."""
        for _ in range(_TIMES_LOOKED):
            with self._database.reading() as session:
                found = [*faults_of_kept(session, script.afterwards, number=script.number)]
            if not found:
                break
            time.sleep(_A_MOMENT)
        return iter(found)

    def close(self) -> None:
        self._database.close()


class NothingKept:
    """Of a hotline that runs: its database is none of ours."""

    def prepare(self, script: Script) -> None: ...
    def stage(self, turn: Turn) -> None: ...

    def told(self) -> Mapping[str, str]:
        return {}

    def has(self, calls: int) -> bool:  # noqa: ARG002 - nothing is looked at
        return True

    def faults(self, script: Script) -> Iterator[str]:  # noqa: ARG002 - nothing is looked at
        return iter(())


class Rung:
    """A `Ground` over HTTP; the real time of our answers passes on its clock."""

    def __init__(self, account: Account, *, hospital: Hospital, clock: VirtualClock, kept: Kept) -> None:
        self.clock = clock
        self.line_names = line_names(hospital)
        self._account = account
        self._hospital = hospital
        self._kept = kept
        self._http = httpx.AsyncClient(timeout=30, trust_env=False)
        self._placed = 0

    async def begin(self, script: Script) -> None:
        self._kept.prepare(script)

    async def stage(self, turn: Turn, given: Given) -> None:  # noqa: ARG002 - the world stays as it is
        self._kept.stage(turn)

    def place(self, script: Script, party: Party, tape: Tape) -> Placed:
        return self.ring(party, number=script.number, tape=tape, script=script)

    def ring(
        self, party: Party, *, number: str | None, tape: Tape, script: Script | None = None
    ) -> TwilioCall:
        self._placed += 1
        hooks = Webhooks(self._http, self._account, self.clock, tape, measured=True)
        if script is not None:
            hooks.mishaps = script.wrong.mishaps
        return TwilioCall(hooks, party, number)

    def facts(self) -> Mapping[str, str]:
        duty = {"nurse": self._hospital.duty_nurse(self.clock.now())}
        return {**self._hospital.placeholders, **duty, **self._kept.told()}

    async def settle(self) -> None:
        """The end of a call is written down after it was answered."""
        for _ in range(_TIMES_LOOKED):
            if self._kept.has(self._placed):
                return
            await asyncio.sleep(_A_MOMENT)

    def faults_of_kept(self, script: Script) -> Iterator[str]:
        return self._kept.faults(script)

    async def aclose(self) -> None:
        await self._http.aclose()


def running(settings: Settings, telephony: TelephonySettings) -> Account:
    """The hotline at the configured address. Raises `Trouble` where none answers."""
    try:
        httpx.get(f"{settings.address}/health", timeout=5, trust_env=False).raise_for_status()
    except httpx.HTTPError as fault:
        raise Trouble("not_running", address=settings.address) from fault
    return account_of(telephony, reach=settings.address)
