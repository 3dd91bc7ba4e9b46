"""Working time: which minutes count for a department, and why the others do not."""

from hotline.spans import Span, without
from hotline.working_time.calendar import DayKind, SpecialDay, WorkingCalendar
from hotline.working_time.counting import after, worked
from hotline.working_time.departments import DepartmentsTime, FaultyTargets, load_working_targets
from hotline.working_time.explaining import Reason, Stretch, explain
from hotline.working_time.public_days import FaultyTable, load_public_days
from hotline.working_time.week import AROUND_THE_CLOCK, NeverWorks, Period, WorkingWeek

__all__ = [
    "AROUND_THE_CLOCK",
    "DayKind",
    "DepartmentsTime",
    "FaultyTable",
    "FaultyTargets",
    "NeverWorks",
    "Period",
    "Reason",
    "Span",
    "SpecialDay",
    "Stretch",
    "WorkingCalendar",
    "WorkingWeek",
    "after",
    "explain",
    "load_public_days",
    "load_working_targets",
    "without",
    "worked",
]
