"""The provider's side of a call whose sound we take: signed forms, and a signed line for the sound."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import numpy as np
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

from telephony.speech import Sound
from tests.telephony.speech.voice import quiet, spoken, to_mu_law
from tests.telephony.stand_in_twilio import TOKEN, signed

PUBLIC = "https://hotline.example"
PHONE = "/telephony/phone"
EARS = f"{PHONE}/ears"
CALL = "CA" + "a" * 32
STREAM = "MZ" + "c" * 32


class Caller:
    """`call` is the one that rings."""

    def __init__(self, client: TestClient, call: str = CALL) -> None:
        self.client = client
        self.call = call

    def rings(self) -> ElementTree.Element:
        return self.ask(f"{PUBLIC}{PHONE}", CallStatus="ringing")

    def ask(self, url: str, **form: str) -> ElementTree.Element:
        sent = {"CallSid": self.call, "From": "+8613800008000", "CallStatus": "in-progress", **form}
        shown = {"X-Twilio-Signature": signed(url, sent, token=TOKEN)}
        answer = self.client.post(url.removeprefix(PUBLIC), data=sent, headers=shown)
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer

    @contextmanager
    def sound(self, *, signature: str | None = None) -> Iterator["Stream"]:
        """The line to this call's sound, not begun yet."""
        right = signed(f"{PUBLIC.replace('https', 'wss')}{EARS}", {}, token=TOKEN)
        shown = {"X-Twilio-Signature": right if signature is None else signature}
        with self.client.websocket_connect(EARS, headers=shown) as socket:
            yield Stream(socket, call=self.call)


class Stream:
    """Sends what Twilio sends."""

    def __init__(self, socket: WebSocketTestSession, *, call: str) -> None:
        self.socket = socket
        self._call = call
        self._number = 0

    def begins(self) -> None:
        self.tell("connected", protocol="Call", version="1.0.0")
        start = {
            "streamSid": STREAM,
            "accountSid": "AC" + "0" * 32,
            "callSid": self._call,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": {},
        }
        self.tell("start", start=start)

    def says(self, seconds: float = 1.0) -> None:
        """And then nothing, for long enough."""
        self.plays(np.concatenate([quiet(0.5), spoken(seconds), quiet(1.2)]))

    def plays(self, sound: Sound, *, track: str = "inbound") -> None:
        sent = to_mu_law(sound)
        for place in range(0, len(sent), 160):
            payload = base64.b64encode(sent[place : place + 160]).decode()
            media = {"track": track, "chunk": "1", "timestamp": str(place // 8), "payload": payload}
            self.tell("media", media=media)

    def ends(self) -> None:
        self.tell("stop", stop={"accountSid": "AC" + "0" * 32, "callSid": self._call})

    def tell(self, event: str, **more: Any) -> None:
        self._number += 1
        told = {"event": event, "sequenceNumber": str(self._number), "streamSid": STREAM, **more}
        self.socket.send_text(json.dumps(told))
