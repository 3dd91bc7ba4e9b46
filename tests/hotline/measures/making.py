"""Weeks of questions around a measure, and the measure itself."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.measures import Hand, Matcher, Measure, MeasureWords, begin, propose
from hotline.weeks import Week
from tests.hotline.digest.making import say
from tests.hotline.making import SetClock

ZONE = ZoneInfo("Asia/Shanghai")
BEGUN = date(2026, 9, 14)
"""A Monday."""

FIRST = Week.of(BEGUN)
EEG = Matcher(lines=(("脑电图",),))
AFTER_FOUR = FIRST.after(4).span(ZONE).start + timedelta(hours=9)


def a_hand(on: date = BEGUN, *, by: str = "xu") -> Hand:
    return Hand(by=by, clock=SetClock(datetime.combine(on, time(1), tzinfo=UTC)), today=on)


def some_words(**changed: Any) -> MeasureWords:
    fields: dict[str, Any] = {
        "title": "脑电图下午也做",
        "for_whom": "上午赶不到的人",
        "owner": "体检中心",
        "due_on": BEGUN,
        "note": "两点到五点",
    }
    return MeasureWords(**fields | changed)


def a_measure(session: Session, *, begun: bool = True, on: date = BEGUN, **changed: Any) -> Measure:
    made = propose(session, words=some_words(**changed), matcher=EEG, hand=a_hand(on - timedelta(days=5)))
    if begun:
        begin(session, known_as=made.id, on=on, seen=made.version, hand=a_hand(on))
    return made


def ask(database: Database, week: Week, *, eeg: int, others: int) -> None:
    """So many contacts about the EEG, and about other things, one minute after the other."""
    start = week.span(ZONE).start + timedelta(hours=9)
    for place in range(eeg + others):
        said = "脑电图下午能不能做" if place < eeg else "痛风能不能喝啤酒"
        when = start + timedelta(minutes=7 * place)
        say(database, f"web-{week}-{place}", when, said=said, channel="web_chat")
