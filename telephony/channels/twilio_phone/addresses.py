"""Addresses of ours that a call asks: each names the call, the step it answers, and when that was said."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode, urlsplit

PREFIX = "/telephony/phone"
EARS = f"{PREFIX}/ears"
_CALL = re.compile(r"CA[0-9a-fA-F]{32}")
_STEP = re.compile(r"\d{1,6}")
_SECONDS = re.compile(r"\d{1,11}")
_OURS = re.compile(rf"{PREFIX}/(CA[0-9a-fA-F]{{32}})/(\d{{1,6}})/")


class Answer(StrEnum):
    """What a step is answered with."""

    HEARD = "heard"
    HELD = "held"
    BACK = "back"
    DIALLED = "dialled"
    SCREENED = "screened"
    RECORDED = "recorded"


class NoSuchPlace(ValueError):  # noqa: N818 - a noun of the trade
    """The address names no step of any call."""


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a call; `at` is when it was said to the caller. The first is 0: the call itself."""

    call: str
    step: int
    at: datetime

    @classmethod
    def read(cls, *, call: str, step: str, at: str) -> "Place":
        """Raises NoSuchPlace."""
        if not (is_call(call) and _STEP.fullmatch(step) and _SECONDS.fullmatch(at)):
            raise NoSuchPlace
        return cls(call, int(step), datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(at)))

    def next(self, *, now: datetime) -> "Place":
        return Place(self.call, self.step + 1, now)


class Addresses:
    """`public_url` ends without a slash."""

    def __init__(self, public_url: str) -> None:
        self._doors = f"{public_url}{PREFIX}"

    @property
    def music(self) -> str:
        return f"{self._doors}/music.wav"

    @property
    def ears(self) -> str:
        """Where the sound of a call is sent; the provider knows no other way than wss."""
        return self._doors.replace("http", "ws", 1).removesuffix(PREFIX) + EARS

    @property
    def status(self) -> str:
        return f"{self._doors}/status"

    @property
    def fallback(self) -> str:
        """Asked where another address failed; for calls of ours, which have no number's settings."""
        return f"{self._doors}/fallback"

    def answer(self, place: Place, answer: Answer) -> str:
        return self._at(place, answer)

    def recording(self, place: Place) -> str:
        """Where is told that a recording is ready."""
        return self._at(place, "recording")

    def whisper(self, place: Place, *, name: str, asked: int) -> str:
        """What whoever was rung hears, the `asked` time."""
        return self._at(place, "whisper", name=name, asked=asked)

    def errand(self, errand: str) -> str:
        """Where an outbound call that was answered begins."""
        return f"{self._doors}/errand?{urlencode({'errand': errand})}"

    def errand_status(self, errand: str) -> str:
        """Where is told how an outbound call ended."""
        return f"{self._doors}/status?{urlencode({'errand': errand})}"

    def _at(self, place: Place, what: str, **more: object) -> str:
        query = urlencode({"at": int(place.at.timestamp()), **more})
        return f"{self._doors}/{place.call}/{place.step}/{what}?{query}"


def is_call(name: str) -> bool:
    return bool(_CALL.fullmatch(name))


def step_of(address: str, *, call: str) -> int:
    """The step of this call that an address of ours answers; 0 where it answers none."""
    found = _OURS.search(urlsplit(address).path) if len(address) < 2048 else None  # noqa: PLR2004
    return int(found[2]) if found and found[1] == call else 0
