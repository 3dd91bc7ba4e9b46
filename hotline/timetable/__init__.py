"""Who sits where and when, week by week, as staff keep it."""

from hotline.timetable.changing import ChangesListener, SittingChange, listen_to_changes, stop_listening
from hotline.timetable.errors import (
    DoctorBlank,
    HoursBackwards,
    NoSuchDepartment,
    NoSuchPlace,
    NoSuchSitting,
    NoSuchWeekday,
    NothingToCopy,
    PlacesImpossible,
    ReasonBlank,
    SittingTwice,
    TimetableRefused,
)
from hotline.timetable.keeping import (
    add_sitting,
    cancel_sitting,
    change_sitting,
    copy_week,
    find_sitting,
    give_up_week,
    preview,
    remove_sitting,
    restore_sitting,
    save_as_usual,
    take_table,
)
from hotline.timetable.kept_timetable import KeptTimetable
from hotline.timetable.looking import (
    changes_of,
    holidays_known,
    own_weeks,
    saved_usual_week,
    sittings,
    sittings_without_store,
    usual_week,
)
from hotline.timetable.owning import Hand
from hotline.timetable.planning import Moved, Plan, Taking
from hotline.timetable.record import USUAL, TimetableChange, TimetableSitting, TimetableWeek
from hotline.timetable.rules import LONGEST_DOCTOR, LONGEST_REASON, MOST_PLACES, is_elsewhere
from hotline.timetable.sitting import HalfDay, HospitalWeek, Named, Sitting, Timetable
from hotline.timetable.vocabulary import TimetableDeed
from hotline.timetable.week import NoSuchWeek, Week

__all__ = [
    "LONGEST_DOCTOR",
    "LONGEST_REASON",
    "MOST_PLACES",
    "USUAL",
    "ChangesListener",
    "DoctorBlank",
    "HalfDay",
    "Hand",
    "HospitalWeek",
    "HoursBackwards",
    "KeptTimetable",
    "Moved",
    "Named",
    "NoSuchDepartment",
    "NoSuchPlace",
    "NoSuchSitting",
    "NoSuchWeek",
    "NoSuchWeekday",
    "NothingToCopy",
    "PlacesImpossible",
    "Plan",
    "ReasonBlank",
    "Sitting",
    "SittingChange",
    "SittingTwice",
    "Taking",
    "Timetable",
    "TimetableChange",
    "TimetableDeed",
    "TimetableRefused",
    "TimetableSitting",
    "TimetableWeek",
    "Week",
    "add_sitting",
    "cancel_sitting",
    "change_sitting",
    "changes_of",
    "copy_week",
    "find_sitting",
    "give_up_week",
    "holidays_known",
    "is_elsewhere",
    "listen_to_changes",
    "own_weeks",
    "preview",
    "remove_sitting",
    "restore_sitting",
    "save_as_usual",
    "saved_usual_week",
    "sittings",
    "sittings_without_store",
    "stop_listening",
    "take_table",
    "usual_week",
]
