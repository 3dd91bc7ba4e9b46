"""Telephone calls through the provider's protocol: our own time inside a webhook, alone and fifty at once.

`python -m benchmarks.voice` (about three minutes; needs the model, the index and the trained bot). The
calls are simulated on a virtual clock: nobody speaks or thinks between two webhooks, which is harder than
any real hour. Nothing leaves this machine.
"""

import asyncio
import secrets
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from benchmarks.load import table
from benchmarks.turn import EMERGENCIES, TOPICS, free_port, json_at, running
from console.knowledge import read_hospital, read_knowledge
from console.phone_call import account_of
from console.preparation import Preparation
from console.processes import application_spec, rasa_spec
from console.settings import Settings, read_settings
from hotline.clock import SystemClock
from telephony.settings import TelephonySettings
from telephony.simulator.acting import Act, Callee, HangsUp, Presses, Says, Window
from telephony.simulator.clock import VirtualClock
from telephony.simulator.tape import Tape
from telephony.simulator.twilio_call import TwilioCall
from telephony.simulator.webhooks import Account, Timing, Webhooks

CALLS = 100
AT_ONCE = 50
WANTED = {"question, with Rasa": 250.0, "key": 20.0, "emergency": 20.0}
"""Milliseconds, at the 95th percentile."""
LONGEST = 6.0
"""Seconds no webhook may take."""
COLUMNS = ("webhook", "calls at once", "webhooks", "median ms", "p95 ms", "longest ms", "wanted p95")
_ANSWERED = ("/heard", "/back")
_KEYS = ("1", "3", "1", "2", "1")


class Caller:
    """Does one thing after the other, then hangs up; whoever is rung answers."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._acts = list(acts)

    async def cuts_in(self, _window: Window) -> Act | None:
        return None

    async def act(self, _window: Window) -> Act:
        return self._acts.pop(0) if self._acts else HangsUp()

    async def rung(self, _line: str) -> Callee:
        return Callee()


@dataclass(frozen=True)
class Rung:
    """What one call took; `answered` are the webhooks of what the caller said and pressed."""

    timings: Sequence[Timing]
    dropped: bool

    @property
    def answered(self) -> list[float]:
        """Milliseconds."""
        return [one.seconds * 1e3 for one in self.timings if one.path.endswith(_ANSWERED)]


def main() -> None:
    settings = read_settings()
    Preparation(settings, tell=print, progress=lambda *_: None).run()
    knowledge = read_knowledge(hospital=read_hospital(settings))
    asked = [entry.questions[0] for entry in knowledge.entries.values() if entry.topic_id in TOPICS]
    with tempfile.TemporaryDirectory() as folder, _hotline(settings, Path(folder)) as account:
        print(asyncio.run(_measured(account, asked)))


async def _measured(account: Account, asked: Sequence[str]) -> str:
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        await _ring_all(http, account, _questions(asked, 10), at_once=1)  # warm
        rows = []
        for name, calls in _kinds(asked).items():
            rung = await _ring_all(http, account, calls, at_once=1)
            rows.append(_row(name, rung, at_once=1))
        crowd = await _ring_all(http, account, _crowd(asked), at_once=AT_ONCE)
        rows.append(_row("all of these", crowd, at_once=AT_ONCE))
    shown = table("\nA telephone call (our own time inside a webhook)", columns=COLUMNS, rows=rows)
    return f"{shown}\n\n{_verdict(crowd)}"


def _questions(asked: Sequence[str], number: int) -> list[list[Act]]:
    return [[Says(text=asked[place % len(asked)])] for place in range(number)]


def _kinds(asked: Sequence[str]) -> dict[str, list[list[Act]]]:
    keys: list[list[Act]] = [[Presses(keys=key) for key in _KEYS] for _ in range(CALLS // len(_KEYS))]
    cries: list[list[Act]] = [[Says(text=EMERGENCIES[n % len(EMERGENCIES)])] for n in range(CALLS)]
    return {"question, with Rasa": _questions(asked, CALLS), "key": keys, "emergency": cries}


def _crowd(asked: Sequence[str]) -> list[list[Act]]:
    """Two questions, a key between them; every tenth caller is in danger."""
    calls: list[list[Act]] = []
    for place in range(AT_ONCE):
        first, second = asked[place % len(asked)], asked[(place + 7) % len(asked)]
        acts: list[Act] = [Says(text=first), Presses(keys="1"), Says(text=second)]
        if place % 10 == 0:
            acts.append(Says(text=EMERGENCIES[place % len(EMERGENCIES)]))
        calls.append(acts)
    return calls


async def _ring_all(
    http: httpx.AsyncClient, account: Account, calls: Sequence[Sequence[Act]], *, at_once: int
) -> list[Rung]:
    free = asyncio.Semaphore(at_once)

    async def ring(place: int, acts: Sequence[Act]) -> Rung:
        async with free:
            return await _ring(http, account, acts, number=f"139{place:08}")

    return list(await asyncio.gather(*(ring(place, acts) for place, acts in enumerate(calls))))


async def _ring(http: httpx.AsyncClient, account: Account, acts: Sequence[Act], *, number: str) -> Rung:
    clock = VirtualClock(SystemClock().now())
    hooks = Webhooks(http, account, clock, Tape(began_at=clock.now()))
    call = TwilioCall(hooks, Caller(acts), number)
    await call.run()
    failed = any(fault.startswith(("error", "the caller heard")) for fault in hooks.tape.faults)
    return Rung(hooks.timings, dropped=call.we_ended or failed)


def _row(name: str, calls: Sequence[Rung], *, at_once: int) -> list[str]:
    took = [one for call in calls for one in call.answered]
    p95 = statistics.quantiles(took, n=20)[-1]
    figures = (statistics.median(took), p95, max(took))
    wanted = f"{WANTED[name]:.0f}" if name in WANTED else ""
    return [name, str(at_once), str(len(took)), *(f"{one:.1f}" for one in figures), wanted]


def _verdict(crowd: Sequence[Rung]) -> str:
    late = sum(one.seconds > LONGEST for call in crowd for one in call.timings)
    dropped = sum(call.dropped for call in crowd)
    return f"{len(crowd)} calls at once: {late} webhooks above {LONGEST:.0f} s, {dropped} calls dropped"


@contextmanager
def _hotline(settings: Settings, folder: Path) -> Iterator[Account]:
    """The application and Rasa as `up` starts them, with an invented provider behind which is nobody."""
    ours = settings.model_copy(
        update={"var": folder / "var", "port": free_port(), "rasa_port": free_port(), "database_url": None}
    )
    (folder / "var").mkdir()
    for made in ("model", "index", "bot"):
        (folder / "var" / made).symlink_to((settings.var / made).resolve())
    Preparation(ours, tell=lambda _: None, progress=lambda *_: None).run(("database",))
    telephony = TelephonySettings.model_validate(
        {
            "public_url": "https://hotline.invalid",
            "twilio_account_sid": "AC" + "0" * 32,
            "twilio_auth_token": secrets.token_hex(16),
            "twilio_number": "+8600000000",
            "twilio_url": f"{ours.address}/nobody",
        }
    )
    account = account_of(telephony, reach=ours.address)
    spec = application_spec(ours)
    set_up = {
        "HOTLINE_PUBLIC_URL": str(telephony.public_url),
        "HOTLINE_TWILIO_ACCOUNT_SID": account.sid,
        "HOTLINE_TWILIO_AUTH_TOKEN": account.token,
        "HOTLINE_TWILIO_NUMBER": account.number,
        "HOTLINE_TWILIO_URL": telephony.twilio_url,
    }
    specs = [replace(spec, environment={**spec.environment, **set_up}), rasa_spec(ours)]
    with running(specs, ready=lambda: json_at(f"{ours.address}/health").get("status") == "ok"):
        yield account


if __name__ == "__main__":
    main()
