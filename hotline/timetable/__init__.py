"""Who sits where and when, week by week, as staff keep it."""

from hotline.timetable.changing import ChangesListener, SittingChange, listen_to_changes, stop_listening
from hotline.timetable.kept_timetable import KeptTimetable
from hotline.timetable.looking import (
    changes_of,
    own_weeks,
    saved_usual_week,
    sittings,
    sittings_without_store,
    usual_week,
)
from hotline.timetable.record import USUAL, TimetableChange, TimetableSitting, TimetableWeek
from hotline.timetable.sitting import HalfDay, HospitalWeek, Named, Sitting, Timetable
from hotline.timetable.vocabulary import TimetableDeed
from hotline.timetable.week import NoSuchWeek, Week

__all__ = [
    "USUAL",
    "ChangesListener",
    "HalfDay",
    "HospitalWeek",
    "KeptTimetable",
    "Named",
    "NoSuchWeek",
    "Sitting",
    "SittingChange",
    "Timetable",
    "TimetableChange",
    "TimetableDeed",
    "TimetableSitting",
    "TimetableWeek",
    "Week",
    "changes_of",
    "listen_to_changes",
    "own_weeks",
    "saved_usual_week",
    "sittings",
    "sittings_without_store",
    "stop_listening",
    "usual_week",
]
