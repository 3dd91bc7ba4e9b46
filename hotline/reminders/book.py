"""What a caller asks for himself in a dialogue: to be reminded of a day, or no more of anything."""

from dataclasses import dataclass
from datetime import date, datetime, time

from hotline.clock import Clock
from hotline.database import Database
from hotline.identity import bound_phone
from hotline.reminders.answering import stop
from hotline.reminders.asking import remind
from hotline.reminders.looking import open_reminders
from hotline.reminders.planning import plan
from hotline.reminders.vocabulary import ReminderKind
from hotline.tickets import CALLER


@dataclass(frozen=True, kw_only=True)
class ReminderBook:
    """A transaction a call. Raises StorageUnavailable."""

    database: Database
    clock: Clock

    def ask(
        self,
        *,
        kind: ReminderKind,
        on: date,
        at: time | None,
        conversation_id: str,
        channel: str,
        phone: str | None,
    ) -> datetime:
        """When he will be told. Raises MomentPassed, TooFarAhead."""
        planned = plan(kind, on=on, at=at, now=self.clock.now())
        with self.database.transaction() as session:
            reminder = remind(
                session,
                kind=kind,
                conversation_id=conversation_id,
                ticket_number=None,
                at=planned.at,
                not_after=planned.not_after,
                facts={"when": planned.when},
                channel=channel,
                phone=phone,
                asked_by=CALLER,
                clock=self.clock,
            )
            return reminder.due_at

    def stop(self, *, conversation_id: str) -> int:
        """How many were still to come."""
        with self.database.transaction() as session:
            phone = bound_phone(session, conversation_id=conversation_id)
            coming = len(open_reminders(session, conversation_id=conversation_id, phone=phone))
            stop(session, conversation_id=conversation_id, phone=phone, by=CALLER, clock=self.clock)
            return coming
