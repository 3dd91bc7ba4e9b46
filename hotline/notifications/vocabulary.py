"""The words a letter is written in; their values are what the store holds."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What somebody is told. Instants among its facts end `_at` and are ISO 8601."""

    UNACCEPTED = "unaccepted"
    UNACCEPTED_LONG = "unaccepted_long"
    DUE_SOON = "due_soon"
    DUE_VERY_SOON = "due_very_soon"
    BREACHED = "breached"
    DELAY_BREACHED = "delay_breached"
    HANDED_OVER = "handed_over"
    HANDOVER_WAITING = "handover_waiting"
    RETURNED = "returned"
    DECIDE = "decide"
    NEWS = "news"
    REMINDER = "reminder"
    DELAYED = "delayed"
    SATISFACTION = "satisfaction"
    SATISFACTION_REMINDER = "satisfaction_reminder"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_MISSED = "follow_up_missed"
    HANDOFF_WAITING = "handoff_waiting"
    BINDING_CODE = "binding_code"
    MESSAGE_WAITING = "message_waiting"
    VISIT_REMINDER = "visit_reminder"
    FASTING_REMINDER = "fasting_reminder"
    RECHECK_REMINDER = "recheck_reminder"
    REFILL_REMINDER = "refill_reminder"
    VACCINATION_REMINDER = "vaccination_reminder"
    APPOINTMENT_CONFIRMED = "appointment_confirmed"
    APPOINTMENT_CHANGED = "appointment_changed"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_FELL_THROUGH = "appointment_fell_through"
    APPOINTMENT_CHANGE_ASKED = "appointment_change_asked"
    APPOINTMENT_MISSED = "appointment_missed"
    BOOKING_SYSTEM_FAILED = "booking_system_failed"
    SHEET = "sheet"
    WEEKLY_DIGEST = "weekly_digest"


class Means(StrEnum):
    """How a letter reaches people."""

    DESK = "desk"
    WEB_PUSH = "web_push"
    SMS = "sms"
    WECOM = "wecom"
    EMAIL = "email"
    CHAT = "chat"
    WECHAT = "wechat"


class LetterState(StrEnum):
    """Dead letters wait for a person: to be sent again, or given up."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    GIVEN_UP = "given_up"


class LetterFault(StrEnum):
    """Why a letter did not go the last time it was tried."""

    MEANS_OFF = "means_off"
    NO_ADDRESS = "no_address"
    NO_SUCH_STAFF = "no_such_staff"
    REFUSED = "refused"
    FAILED = "failed"
    TOO_LATE = "too_late"
    NO_WINDOW = "no_window"
    UNSURE = "unsure"


class AtNight(StrEnum):
    """What becomes of a caller's short message written in the quiet hours."""

    SEND = "send"
    WAIT = "wait"
