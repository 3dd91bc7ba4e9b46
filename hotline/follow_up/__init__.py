"""What is due on a ticket, in rows: whatever nobody has done yet is told to somebody in time.

Importing this package makes every session keep the timers of the tickets it writes, and announce deeds.
"""

import hotline.follow_up.announcing  # noqa: F401 - it listens
from hotline.follow_up.catching_up import plan_one_forgotten_ticket
from hotline.follow_up.doing import (
    count_stuck_timers,
    do_one_due_timer,
    due_timers,
    faulty_timers,
    is_timer_due,
    stuck_timers,
)
from hotline.follow_up.keeping import plan_timers, timers_of
from hotline.follow_up.reminding import (
    NoSuchReminder,
    ReminderPassed,
    remind_at,
    reminders_of,
    told_reminders_of,
    withdraw_reminder,
)
from hotline.follow_up.roster import OnDuty, Roster
from hotline.follow_up.timer import Timer
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome, TimerState

__all__ = [
    "NoSuchReminder",
    "OnDuty",
    "ReminderPassed",
    "Roster",
    "Timer",
    "TimerKind",
    "TimerOutcome",
    "TimerState",
    "count_stuck_timers",
    "do_one_due_timer",
    "due_timers",
    "faulty_timers",
    "is_timer_due",
    "plan_one_forgotten_ticket",
    "plan_timers",
    "remind_at",
    "reminders_of",
    "stuck_timers",
    "timers_of",
    "told_reminders_of",
    "withdraw_reminder",
]
