"""What a caller wants to be reminded of, told in time, by the way he prefers, and never twice.

Importing this package makes every appointment that is settled carry its reminders.
"""

import hotline.reminders.of_appointments  # noqa: F401 - it listens
from hotline.reminders.answering import done, later, stop, withdraw
from hotline.reminders.asking import remind
from hotline.reminders.errors import MomentPassed, NoSuchReminder, ReminderRefused, TooFarAhead
from hotline.reminders.looking import (
    has_spoken_since,
    open_reminders,
    reminders_of_ticket,
    told_just_now,
)
from hotline.reminders.preference import ReminderPreference, find_means, prefer
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import HOSPITAL_TIME, rules
from hotline.reminders.telling import is_reminder_due, tell_one_due_reminder
from hotline.reminders.vocabulary import ReminderKind, ReminderMeans, ReminderState

__all__ = [
    "HOSPITAL_TIME",
    "CallerReminder",
    "MomentPassed",
    "NoSuchReminder",
    "ReminderKind",
    "ReminderMeans",
    "ReminderPreference",
    "ReminderRefused",
    "ReminderState",
    "TooFarAhead",
    "done",
    "find_means",
    "has_spoken_since",
    "is_reminder_due",
    "later",
    "open_reminders",
    "prefer",
    "remind",
    "reminders_of_ticket",
    "rules",
    "stop",
    "tell_one_due_reminder",
    "told_just_now",
    "withdraw",
]
