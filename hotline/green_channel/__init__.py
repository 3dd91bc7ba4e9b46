"""The green channel: the emergency department is rung until a person answers."""

from hotline.green_channel.alarm import Alarm
from hotline.green_channel.bell import SAME_MATTER, Bell
from hotline.green_channel.board import Board
from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.deeds import do_deed, get_alarm, raise_alarm
from hotline.green_channel.errors import (
    AlarmOver,
    AlarmRefused,
    AlreadyAcknowledged,
    AlreadyArrived,
    NoSuchAlarm,
    NotAcknowledged,
    ReasonMissing,
)
from hotline.green_channel.event import AlarmEvent
from hotline.green_channel.keeping import AlarmFact, Keeper
from hotline.green_channel.ladder import Ladder, Rung
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.looking import (
    RuleRecord,
    alarms_between,
    alarms_of_ticket,
    rule_records,
)
from hotline.green_channel.ringer import NoRinger, Ringer, RingFailed
from hotline.green_channel.sbar import Sbar, sbar_of
from hotline.green_channel.vocabulary import (
    HOTLINE,
    RAISED_BY_STAFF,
    AcknowledgedBy,
    AlarmEventKind,
    AlarmOutcome,
    AlarmState,
    RingBy,
)

__all__ = [
    "HOTLINE",
    "RAISED_BY_STAFF",
    "SAME_MATTER",
    "AcknowledgedBy",
    "Alarm",
    "AlarmCall",
    "AlarmDeed",
    "AlarmEvent",
    "AlarmEventKind",
    "AlarmFact",
    "AlarmOutcome",
    "AlarmOver",
    "AlarmRefused",
    "AlarmState",
    "AlreadyAcknowledged",
    "AlreadyArrived",
    "Bell",
    "Board",
    "Keeper",
    "Ladder",
    "LiveAlarm",
    "NoRinger",
    "NoSuchAlarm",
    "NotAcknowledged",
    "ReasonMissing",
    "RingBy",
    "RingFailed",
    "Ringer",
    "RuleRecord",
    "Rung",
    "Sbar",
    "alarms_between",
    "alarms_of_ticket",
    "do_deed",
    "get_alarm",
    "raise_alarm",
    "rule_records",
    "sbar_of",
]
