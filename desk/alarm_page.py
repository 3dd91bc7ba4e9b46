"""One alarm as its page shows it: the SBAR sheet, the times, what happened, and what may be done now."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from desk.alarm_board import Ringing, ringing
from desk.alarm_deeds import AlarmWork, legal_work
from desk.alarm_timeline import alarm_timeline
from desk.desk import Desk
from desk.names import Names
from desk.rule_titles import rule_titles
from desk.timeline import Moment
from desk.words import Words
from hotline.conversations import Direction, history
from hotline.database import StorageUnavailable
from hotline.green_channel import (
    AlarmOutcome,
    LiveAlarm,
    NoSuchAlarm,
    Sbar,
    alarms_of_ticket,
    get_alarm,
    sbar_of,
)
from hotline.staff import StaffMember

LONGEST_PRINTED = 500
"""Characters of what was said that one printed page has room for; the screen shows everything."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EARLIER_MESSAGES = 50


@dataclass(frozen=True, kw_only=True)
class AlarmPage:
    """`moments` is None while the store is away: then memory knows how it stands, but not how it came."""

    alarm: LiveAlarm
    sheet: Sbar
    rules: tuple[str, ...]
    ringing: Ringing | None
    moments: tuple[Moment, ...] | None
    names: Names
    works: tuple[AlarmWork, ...]
    outcomes: tuple[AlarmOutcome, ...] = tuple(AlarmOutcome)


def find_alarm(desk: Desk, name: str) -> LiveAlarm:
    """By its id, or the newest of a ticket's number. Raises NoSuchAlarm, StorageUnavailable."""
    for alarm in desk.bell.live():
        if name == alarm.ticket_number:
            return alarm
    remembered = desk.bell.find(_id(name)) if _UUID.fullmatch(name) else None
    if remembered is not None:
        return remembered
    with desk.database.reading() as session:
        of_ticket = alarms_of_ticket(session, number=name)
        return of_ticket[0].facts if of_ticket else get_alarm(session, alarm_id=_id(name)).facts


def read_alarm_page(
    desk: Desk, alarm: LiveAlarm, *, member: StaffMember, names: Names, words: Words
) -> AlarmPage:
    earlier, moments = _told(desk, alarm, names=names, words=words)
    return AlarmPage(
        alarm=alarm,
        sheet=sbar_of(alarm, earlier=earlier),
        rules=tuple(rule_titles().get(rule, rule) for rule in alarm.rules),
        ringing=ringing(alarm, ladder=desk.bell.ladder),
        moments=moments,
        names=names,
        works=legal_work(alarm, member=member),
    )


def _told(
    desk: Desk, alarm: LiveAlarm, *, names: Names, words: Words
) -> tuple[tuple[str, ...], tuple[Moment, ...] | None]:
    try:
        with desk.database.reading() as session:
            kept = get_alarm(session, alarm_id=alarm.id)
            return _earlier(session, alarm), alarm_timeline(kept.events, names=names, words=words)
    except (StorageUnavailable, NoSuchAlarm):
        return (), None


def _earlier(session: Session, alarm: LiveAlarm) -> tuple[str, ...]:
    spoken = history(session, conversation_id=alarm.conversation_id, limit=_EARLIER_MESSAGES)
    return tuple(message.text for message in spoken if message.direction is Direction.IN)


def _id(name: str) -> UUID:
    """No alarm bears the empty one."""
    return UUID(name) if _UUID.fullmatch(name) else UUID(int=0)
