"""A visit we coordinate: asked for with its ticket, settled by staff, changed and cancelled by whoever asked.

Importing this package makes every booking ticket carry its appointment from its opening on.
"""

import hotline.appointments.asking  # noqa: F401 - it listens
from hotline.appointments.announcing import AppointmentEvent, listen_to_appointments
from hotline.appointments.appointment import Appointment
from hotline.appointments.booking_hold import BookingHold, places_held
from hotline.appointments.booking_order import BookingOrder, OrderState
from hotline.appointments.bookings import BookedVisit, Bookings
from hotline.appointments.deeds import ask_change, cancel, change, confirm, mark_kept, mark_missed
from hotline.appointments.errors import (
    AlreadyConfirmed,
    AppointmentOver,
    DayPassed,
    DayToCome,
    NoPlaceLeft,
    NoSuchAppointment,
    NothingChanged,
    NotYetConfirmed,
)
from hotline.appointments.following_up import follow_up_one_missed, is_follow_up_due
from hotline.appointments.looking import (
    appointments_on,
    appointments_to_settle,
    booked_in,
    find_appointment,
    lock_appointment,
)
from hotline.appointments.sitting_changes import BookedAreTold, KnownChange, KnownSitting
from hotline.appointments.visit import Visit
from hotline.appointments.vocabulary import AppointmentChange, AppointmentState, HelpNeeded

__all__ = [
    "AlreadyConfirmed",
    "Appointment",
    "AppointmentChange",
    "AppointmentEvent",
    "AppointmentOver",
    "AppointmentState",
    "BookedAreTold",
    "BookedVisit",
    "BookingHold",
    "BookingOrder",
    "Bookings",
    "DayPassed",
    "DayToCome",
    "HelpNeeded",
    "KnownChange",
    "KnownSitting",
    "NoPlaceLeft",
    "NoSuchAppointment",
    "NotYetConfirmed",
    "NothingChanged",
    "OrderState",
    "Visit",
    "appointments_on",
    "appointments_to_settle",
    "ask_change",
    "booked_in",
    "cancel",
    "change",
    "confirm",
    "find_appointment",
    "follow_up_one_missed",
    "is_follow_up_due",
    "listen_to_appointments",
    "lock_appointment",
    "mark_kept",
    "mark_missed",
    "places_held",
]
