"""What WeChat's own events are answered with: a picture, a place, a new follower, an item of the menu."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hotline.clock import Clock
from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital
from knowledge_base.places import Point, nearest
from telephony.channels.wechat.events import (
    Event,
    FilmSent,
    Followed,
    LinkSent,
    MenuTapped,
    PictureSent,
    PlaceSent,
    Scanned,
    VoiceSaid,
)
from telephony.intake import Intake
from telephony.notice import notice
from telephony.whereabouts import read_whereabouts

FAR = 100
"""Kilometres: nobody comes from so far because a branch of ours is the nearest."""
_KILOMETRE = 1000
_LONGEST_LABEL = 80
_FILE = Path(__file__).with_name("sayings.yml")
_NAMED = {
    PictureSent: "picture",
    FilmSent: "film",
    LinkSent: "link",
    Scanned: "scanned",
}


class EventSayings:
    """Answers at once, from what is known without asking anybody."""

    def __init__(self, hospital: Hospital, *, address: str | None = None) -> None:
        """`address` is where our pages are reached from outside, without a slash at its end."""
        self._hospital = hospital
        self._address = address

    def for_event(self, event: Event) -> str | None:
        """None where the event is a message, asks for nothing, or says something by the menu."""
        match event:
            case MenuTapped():
                text = _words()["menu"].get(event.name, {}).get("text")
                return self._filled(text) if text else None
            case VoiceSaid():
                return None if event.heard else self._filled(_words()["voice"])
            case PlaceSent():
                return self._nearest(Point(latitude=event.latitude, longitude=event.longitude))
            case Followed():
                return self._greeting()
        name = _NAMED.get(type(event))
        return self._filled(_words()[name]) if name else None

    def _greeting(self) -> str:
        greeting = self._filled(_words()["followed"])
        more = f"\n{self._filled(_words()['privacy'])}" if self._address else ""
        return greeting + more

    def _nearest(self, here: Point) -> str:
        found = nearest(self._hospital.places, to=here) if here.is_on_earth else None
        if found is None:
            return self._filled(_words()["place"]["unknown"])
        place, kilometres = found
        name = "far" if kilometres > FAR else "near"
        facts = {"name": place.name, "address": place.address, "hours": place.hours, "line": place.line}
        return self._filled(_words()["place"][name], distance=_roughly(kilometres), **facts)

    def _filled(self, text: str, **facts: str) -> str:
        known = {
            "hospital": self._hospital.name,
            "hotline": self._hospital.placeholders["hotline"],
            "emergency_line": self._hospital.placeholders["emergency_line"],
            "notice": notice().line,
        }
        return text.format(**{**known, "address": self._address or "", **facts})


def menu_says(name: str) -> str | None:
    """What a caller says to the hotline by tapping this item; None where words of ours answer it."""
    says: str | None = _words()["menu"].get(name, {}).get("says")
    return says


def place_said(event: PlaceSent) -> str:
    """A place sent while an emergency is going on, in words that the hotline takes down as whereabouts."""
    words = _words()["place"]
    at = {"latitude": f"{event.latitude:.5f}", "longitude": f"{event.longitude:.5f}"}
    said = str(words["said"].format(label=" ".join(event.label.split())[:_LONGEST_LABEL], **at))
    return (
        said
        if event.label.strip() and _is_place(said)
        else str(words["said"].format(label=words["unnamed"], **at))
    )


def place_in_alarm(event: PlaceSent, conversation_id: str, *, intake: Intake, clock: Clock) -> str | None:
    """What the caller says by sending a place: where help is needed, if an emergency is going on."""
    return place_said(event) if intake.is_in_alarm(conversation_id, at=clock.now()) else None


def _is_place(said: str) -> bool:
    """Not where a name reads like a question, a number or a danger: help needs the point on the map."""
    told = read_whereabouts(said)
    return told.is_on_map and told.phone is None and screen(said).grade is TriageGrade.ROUTINE


def _roughly(kilometres: float) -> str:
    words = _words()["place"]
    hundreds = max(1, round(kilometres * 10))
    if hundreds * 100 < _KILOMETRE:
        return str(words["metres"].format(metres=hundreds * 100))
    return str(words["kilometres"].format(kilometres=round(kilometres) or 1))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words
