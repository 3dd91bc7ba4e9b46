"""What a caller wants to be reminded of, told in time, by the way he prefers, and never twice.

Importing this package makes every appointment that is settled carry its reminders.
"""

import hotline.reminders.of_appointments  # noqa: F401 - it listens
from hotline.reminders.answering import done, later, stop, withdraw
from hotline.reminders.asking import remind
from hotline.reminders.book import ReminderBook
from hotline.reminders.calling import hear_call, is_any_unheard, is_reminder_call, write_one_unheard
from hotline.reminders.days import SaidWhen, read_when
from hotline.reminders.errors import MomentPassed, NoSuchReminder, ReminderRefused, TooFarAhead
from hotline.reminders.looking import (
    has_spoken_since,
    open_reminders,
    reminders_of_ticket,
    told_just_now,
)
from hotline.reminders.planning import plan
from hotline.reminders.preference import ReminderPreference, find_means, prefer
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import rules
from hotline.reminders.saying import Answered, ReminderReply, is_repeated, kind_said, reply_said
from hotline.reminders.telling import is_reminder_due, tell_one_due_reminder
from hotline.reminders.vocabulary import ReminderKind, ReminderMeans, ReminderState

__all__ = [
    "Answered",
    "CallerReminder",
    "MomentPassed",
    "NoSuchReminder",
    "ReminderBook",
    "ReminderKind",
    "ReminderMeans",
    "ReminderPreference",
    "ReminderRefused",
    "ReminderReply",
    "ReminderState",
    "SaidWhen",
    "TooFarAhead",
    "done",
    "find_means",
    "has_spoken_since",
    "hear_call",
    "is_any_unheard",
    "is_reminder_call",
    "is_reminder_due",
    "is_repeated",
    "kind_said",
    "later",
    "open_reminders",
    "plan",
    "prefer",
    "read_when",
    "remind",
    "reminders_of_ticket",
    "reply_said",
    "rules",
    "stop",
    "tell_one_due_reminder",
    "told_just_now",
    "withdraw",
    "write_one_unheard",
]
