"""Speech understood on this machine: what is heard, and how long after its end the next step comes.

`python -m benchmarks.speech FOLDER` (with the extra: `pip install .[speech]`). FOLDER holds WAV files of a
telephone (8,000 samples a second, 16 bits, one channel), each with what is said in a .txt of the same name.
They are played at a telephone's pace over the provider's protocol. The provider's own way there and back is
not in the figures, nor is what the next step takes to be made.
"""

import asyncio
import base64
import json
import statistics
import sys
import time
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
import numpy as np
import uvicorn
import websockets
from fastapi import FastAPI

from benchmarks.load import table
from benchmarks.turn import free_port
from hotline.clock import SystemClock
from hotline.safety import screen
from telephony.channels import media_streams, twilio_phone
from telephony.channels.twilio_phone import Addresses
from telephony.phone.events import CallEvent, Heard
from telephony.phone.steps import HangUp, Listen, Spoken, Step
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.simulator.signing import Algorithm, signed_headers
from telephony.speech import RATE, Recognised, Sound
from telephony.speech.recogniser import Recogniser
from telephony.speech.sound import loudness
from telephony.speech.whisper import open_whisper

SITE = "https://hotline.invalid"
FRAME = RATE // 50
WAITS = 7.0
"""Seconds a caller waits for a step."""
AUDIBLE = -40.0
COLUMNS = ("said", "heard", "sure", "said is", "heard is", "recogniser s", "next step s")
_TOKEN = uuid4().hex


@dataclass
class Line:
    """Asks again and again, and notes what it was told."""

    heard: list[Heard] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    told_at: float = 0

    async def take(self, event: CallEvent) -> Step:
        if isinstance(event, Heard):
            self.heard.append(event)
            self.told_at = time.perf_counter()
            self.told.set()
        return self.without_us()

    def end(self, event: CallEvent) -> None: ...

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:  # noqa: ARG002 - the protocol's
        return ()

    def without_us(self) -> Listen | HangUp:
        return Listen(prompt=(Spoken("请讲。"),))


@dataclass
class Timed:
    """Tells how long the recogniser took."""

    recogniser: Recogniser
    took: float = 0

    def hear(self, sound: Sound) -> Recognised | None:
        began = time.perf_counter()
        try:
            return self.recogniser.hear(sound)
        finally:
            self.took = time.perf_counter() - began


def main() -> None:
    folder = Path(sys.argv[1])
    timed = Timed(open_whisper(Path("var/speech")))
    rows = asyncio.run(_measured(sorted(folder.glob("*.wav")), timed))
    print(table("\nSpeech understood on this machine", columns=COLUMNS, rows=rows))
    waits = [float(row[-1]) for row in rows if row[-1]]
    print(
        f"\nmedian {statistics.median(waits):.2f} s, longest {max(waits):.2f} s, of {len(waits)} understood"
    )


async def _measured(files: Sequence[Path], timed: Timed) -> list[list[str]]:
    line, port = Line(), free_port()
    rows = []
    async with _serving(line, timed, port=port):
        for file in files:
            said = file.with_suffix(".txt").read_text(encoding="utf-8").strip()
            waited = await _call(_read(file), line, port=port)
            heard = line.heard[-1] if waited is not None else None
            facts = [heard.text, f"{heard.confidence or 0:.2f}"] if heard else ["", ""]
            grades = [screen(text).grade.value for text in (said, facts[0])]
            times = [f"{timed.took:.2f}", "" if waited is None else f"{waited:.2f}"]
            rows.append([said, *facts, *grades, *times])
    return rows


@asynccontextmanager
async def _serving(line: Line, timed: Timed, *, port: int) -> AsyncIterator[None]:
    forms = SignedForms(public_url=SITE, keys=SigningKeys(_TOKEN))
    http = httpx.Client(trust_env=False)

    def turn(call: str, address: str) -> None:
        """As the provider does when it is told to."""
        _post(http, address, call=call, port=port)

    ears = media_streams.Ears(timed, addresses=Addresses(SITE), redirect=turn)
    phone = twilio_phone.open_phone(line, forms=forms, number="+8600000000", clock=SystemClock(), ear=ears)
    app = FastAPI()
    app.include_router(twilio_phone.router(phone))
    app.include_router(media_streams.router(ears, forms=forms))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it offers no event
        await asyncio.sleep(0.05)
    yield
    server.should_exit = True
    await serving


def _post(http: httpx.Client, address: str, *, call: str, port: int, status: str = "in-progress") -> None:
    form = {"CallSid": call, "From": "+8613900000001", "CallStatus": status}
    signed = signed_headers(address, form, token=_TOKEN, algorithm=Algorithm.SHA1)
    reached = address.replace(SITE, f"http://127.0.0.1:{port}")
    http.post(reached, data=form, headers=dict(signed)).raise_for_status()


async def _call(sound: Sound, line: Line, *, port: int) -> float | None:
    """Seconds from the end of what is said to the next step; None where nothing was understood."""
    call = f"CA{uuid4().hex}"
    line.told.clear()
    with httpx.Client(trust_env=False) as telephone:
        await asyncio.to_thread(_post, telephone, f"{SITE}/telephony/phone", call=call, port=port)
        signed = signed_headers(Addresses(SITE).ears, {}, token=_TOKEN, algorithm=Algorithm.SHA1)
        address = f"ws://127.0.0.1:{port}/telephony/phone/ears"
        async with websockets.connect(address, additional_headers=dict(signed)) as socket:
            ended = await _play(socket, sound, call=call, until=line.told)
        status = f"{SITE}/telephony/phone/status"
        await asyncio.to_thread(_post, telephone, status, call=call, port=port, status="completed")
    return line.told_at - ended if line.told.is_set() else None


async def _play(
    socket: websockets.ClientConnection, sound: Sound, *, call: str, until: asyncio.Event
) -> float:
    """Returns when the next step is there, or it is late; gives when the last sound was said."""
    form = {"encoding": "audio/x-mulaw", "sampleRate": RATE, "channels": 1}
    await socket.send(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
    await socket.send(json.dumps({"event": "start", "start": {"callSid": call, "mediaFormat": form}}))
    quiet = np.zeros(FRAME, dtype=np.int16)
    frames = [sound[place : place + FRAME] for place in range(0, len(sound) - FRAME, FRAME)]
    last = max(place for place, frame in enumerate(frames) if loudness(frame) > AUDIBLE)
    began = time.perf_counter()
    frames = [*[quiet] * 25, *frames, *[quiet] * int(WAITS * 50)]
    for place, frame in enumerate(frames):
        if until.is_set():
            break
        await asyncio.sleep(max(began + place * 0.02 - time.perf_counter(), 0))
        media = {"track": "inbound", "payload": base64.b64encode(_mu_law(frame)).decode()}
        await socket.send(json.dumps({"event": "media", "media": media}))
    return began + (25 + last + 1) * 0.02


def _read(file: Path) -> Sound:
    with wave.open(str(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), dtype=np.int16)


def _mu_law(sound: Sound) -> bytes:
    size = np.minimum(np.abs(sound.astype(np.int32)), 32635) + 132
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    code = np.where(sound < 0, 0x80, 0) | (exponent << 4) | ((size >> (exponent + 3)) & 0x0F)
    return bytes((~code & 0xFF).astype(np.uint8))


if __name__ == "__main__":
    main()
