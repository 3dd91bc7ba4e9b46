"""The sheet the emergency department works from: situation, background, assessment, response."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hotline.green_channel.live import LiveAlarm

_TERMS = Path(__file__).with_name("terms.yml")
_DENIED_WITHIN = 4


@dataclass(frozen=True, kw_only=True)
class Sbar:
    """What nobody told stays None or empty: the sheet never guesses.

    Situation: `title`, `raised_at`, `since` as the caller put it, `said` a message an item.
    Background: `patient`, `age`, `caller_name`, `conditions`, `medicines`, `details`.
    Assessment: `rules`, by whom it was raised.
    Response: `advised`, `place`, `phone`, and when these two were told.
    """

    title: str
    raised_at: datetime
    since: str | None
    said: tuple[str, ...]
    patient: str | None
    age: str | None
    caller_name: str | None
    conditions: tuple[str, ...]
    medicines: tuple[str, ...]
    details: Mapping[str, str]
    rules: tuple[str, ...]
    raised_by: str
    advised: str
    place: str | None
    place_at: datetime | None
    phone: str | None
    phone_at: datetime | None
    channel: str
    ticket_number: str | None


@dataclass(frozen=True)
class Terms:
    """The words looked for."""

    people: tuple[str, ...]
    conditions: tuple[str, ...]
    medicines: tuple[str, ...]
    denied: tuple[str, ...]
    since: tuple[re.Pattern[str], ...]
    age: re.Pattern[str]

    @classmethod
    def load(cls, path: Path = _TERMS) -> "Terms":
        raw: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        lists = {name: tuple(raw[name]) for name in ("people", "conditions", "medicines", "denied")}
        return cls(**lists, since=tuple(map(re.compile, raw["since"])), age=re.compile(raw["age"]))

    def told(self, words: Iterable[str], text: str) -> tuple[str, ...]:
        """Those of the words that the text has and does not deny, once each."""
        found: list[str] = []
        for word in words:
            if self._is_told(word, text) and not any(word in longer for longer in found):
                found.append(word)
        return tuple(found)

    def _is_told(self, word: str, text: str) -> bool:
        for place in re.finditer(re.escape(word), text):
            before = text[max(0, place.start() - _DENIED_WITHIN) : place.start()]
            if not any(denial in before for denial in self.denied):
                return True
        return False


def sbar_of(alarm: LiveAlarm, *, earlier: Sequence[str] = ()) -> Sbar:
    """`earlier` is what the caller said in the conversation before: read for the background, never shown."""
    terms = _terms()
    text = "\n".join((alarm.said, *earlier))
    return Sbar(
        title=alarm.title,
        raised_at=alarm.raised_at,
        since=_first(terms.since, alarm.said),
        said=tuple(alarm.said.splitlines()),
        patient=next(iter(terms.told(terms.people, text)), None),
        age=_first((terms.age,), text),
        caller_name=alarm.caller_name,
        conditions=terms.told(terms.conditions, text),
        medicines=terms.told(terms.medicines, text),
        details=alarm.details,
        rules=alarm.rules,
        raised_by=alarm.raised_by,
        advised=alarm.advised,
        place=alarm.place,
        place_at=alarm.place_at,
        phone=alarm.phone,
        phone_at=alarm.phone_at,
        channel=alarm.channel,
        ticket_number=alarm.ticket_number,
    )


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> str | None:
    found = (pattern.search(text) for pattern in patterns)
    return next((match[0] for match in found if match), None)


@cache
def _terms() -> Terms:
    return Terms.load()
