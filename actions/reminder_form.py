"""Before a reminder: of what, for which day, and where it is to go."""

from collections.abc import Mapping
from datetime import date, datetime

from actions.form import Form, Reader, Reading, read_phone
from actions.tickets import WITHHELD, given, remember_bound_phone
from actions.turn import Turn
from actions.wording import wording
from hotline.phone import find_phone_number
from hotline.reminders import is_repeated, kind_said, read_when, rules

_WRITTEN_TO = "wechat"
"""Where a reminder needs no number: it comes where it was asked for."""


class ReminderForm(Form):
    """What the first message named already is not asked for; that it comes once is said plainly."""

    capability = "validate_reminder_form"
    form = "reminder_form"
    own_intents = frozenset({"ask_reminder"})
    says_again = ""
    leaving_intents = frozenset({"request_person", "complain", "check_ticket"})

    def begin(self, turn: Turn) -> None:
        turn.remember(reminder_kind=None, reminder_at=None)
        if is_repeated(turn.said):
            turn.say("utter_reminder_once")
        kind, at = kind_said(turn.said), self._moment(turn)
        turn.remember(reminder_kind=kind.value if kind else None, reminder_at=at)
        if phone := find_phone_number(turn.said):
            turn.remember(phone=phone)
        remember_bound_phone(turn, tools=self._tools)
        if turn.channel == _WRITTEN_TO and turn.slot("phone") is None:
            turn.remember(phone=WITHHELD)

    def _hear(self, turn: Turn, *, slot: str) -> None:
        """A moment told instead of the number is the one that counts."""
        if slot == "phone" and (moment := self._moved(turn)):
            turn.remember(reminder_at=moment)
        else:
            super()._hear(turn, slot=slot)

    def _moved(self, turn: Turn) -> str | None:
        """An hour alone is one of the day told before."""
        when = read_when(turn.said, now=self._tools.clock.now())
        if when is None or when.at is None:
            return None
        if find_phone_number(turn.said) is not None or wording().cancels(turn.said):
            return None
        before = given(turn.slot("reminder_at"))
        if before is None or when.names_day:
            return self._moment(turn)
        return datetime.combine(date.fromisoformat(before[:10]), when.at).isoformat()

    def readers(self) -> Mapping[str, Reader]:
        return {"reminder_kind": _read_kind, "reminder_at": self._read_day, "phone": read_phone}

    def _read_day(self, turn: Turn) -> Reading:
        at = self._moment(turn)
        return Reading({"reminder_at": at}) if at else Reading(unclear="utter_reminder_day_unclear")

    def _moment(self, turn: Turn) -> str | None:
        """The day, with the hour where one was said; None where it lies behind us."""
        now = self._tools.clock.now()
        when = read_when(turn.said, now=now)
        if when is None or rules().moment_on(when.on, when.at) < now.replace(hour=0, minute=0):
            return None
        return datetime.combine(when.on, when.at).isoformat() if when.at else when.on.isoformat()


def _read_kind(turn: Turn) -> Reading:
    kind = kind_said(turn.said)
    return Reading({"reminder_kind": kind.value}) if kind else Reading(unclear="utter_reminder_kind_unclear")
