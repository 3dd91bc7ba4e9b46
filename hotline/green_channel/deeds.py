"""Keeping alarms: each service locks the row, does one deed and leaves the commit to its door.

Doors do not call these but the `Bell`, which also works while the database is away.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from hotline.green_channel.alarm import Alarm
from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.errors import NoSuchAlarm


def raise_alarm(session: Session, *, call: AlarmCall) -> Alarm:
    """Doing it again changes nothing."""
    alarm = session.get(Alarm, call.id)
    if alarm is None:
        alarm = Alarm.raise_(call)
        session.add(alarm)
        session.flush()
    return alarm


def do_deed(session: Session, *, deed: AlarmDeed) -> Alarm:
    """Raises AlarmRefused, NoSuchAlarm among them."""
    alarm = lock_alarm(session, alarm_id=deed.alarm_id)
    alarm.do(deed)
    return alarm


def get_alarm(session: Session, *, alarm_id: UUID) -> Alarm:
    alarm = session.get(Alarm, alarm_id)
    if alarm is None:
        raise NoSuchAlarm(alarm_id)
    return alarm


def lock_alarm(session: Session, *, alarm_id: UUID) -> Alarm:
    """The alarm as it stands now, held against every other writer until the transaction ends."""
    locked = (
        select(Alarm)
        .where(Alarm.id == alarm_id)
        .with_for_update()
        .options(selectinload(Alarm.events))
        .execution_options(populate_existing=True)
    )
    alarm = session.scalar(locked)
    if alarm is None:
        raise NoSuchAlarm(alarm_id)
    return alarm
