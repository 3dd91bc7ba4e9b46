"""What the progress page does: shows a ticket, takes two answers or a number, begins a second round."""

import re
from dataclasses import dataclass

from hotline.appointments import BookedVisit, Bookings
from hotline.clock import Clock
from hotline.database import Database
from hotline.ledger import Ledger
from hotline.phone import find_phone_number, said_digits
from hotline.tickets import (
    CALLER,
    NoSuchTicket,
    TicketProgress,
    add_contact,
    lock_ticket,
    progress_by_number,
    rate_ticket,
    reopen_ticket,
)
from hotline.working_time import DepartmentsTime
from knowledge_base import Hospital
from telephony.addresses import Networks
from telephony.channels.progress_page.showing import LASTS, Showing
from telephony.channels.progress_page.submission import Fields
from telephony.channels.progress_page.visiting import Visiting
from telephony.channels.web_chat.protocol import is_conversation

_CODE = re.compile(r"\d{6}")
_FOUR = re.compile(r"\d{4}")
_LONGEST = 300


class FaultyAnswer(Exception):  # noqa: N818 - a noun of the trade
    """What was filled in cannot be taken; `why` names the sentence that says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotFound(Exception):  # noqa: N818 - a noun of the trade
    """No ticket fits this code and this proof; which of them is wrong is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """What the doors need. `proxies` are those whose word on a request's origin is believed.

    `departments_time` counts departments' hours for a second round, where the profile gives them.
    """

    ledger: Ledger
    database: Database
    hospital: Hospital
    clock: Clock
    proxies: Networks = ()
    secure_cookies: bool = False
    departments_time: DepartmentsTime | None = None

    def prove(self, fields: Fields, *, asked_from: str) -> Showing:
        """Raises NotFound, FaultyAnswer, TooManyTries or StorageUnavailable."""
        code, four = (said_digits(fields.get(name, "")) for name in ("code", "last_four"))
        conversation = fields.get("conversation")
        conversation = conversation if is_conversation(conversation) else None
        if not _CODE.fullmatch(code) or ((four or not conversation) and not _FOUR.fullmatch(four)):
            raise FaultyAnswer("digits")
        found = self._find(code, last_four=four, conversation=conversation, asked_from=asked_from)
        if found is None:
            raise NotFound
        progress, by_conversation = found
        return Showing(
            number=progress.merged_from or progress.number,
            code=code,
            by_conversation=by_conversation,
            until=self.clock.now() + LASTS,
        )

    def _find(
        self, code: str, *, last_four: str, conversation: str | None, asked_from: str
    ) -> tuple[TicketProgress, bool] | None:
        """The progress, and whether the conversation proved it."""
        if conversation and (ours := self.ledger.find_progress(code, conversation_id=conversation)):
            return ours, True
        if not last_four:
            return None
        theirs = self.ledger.find_progress(code, phone_last_four=last_four, asked_from=asked_from)
        return (theirs, False) if theirs else None

    def progress(self, showing: Showing) -> TicketProgress | None:
        """None where it is shown no longer. Raises StorageUnavailable."""
        with self.database.reading() as session:
            return progress_by_number(session, number=showing.number, now=self.clock.now())

    def rate(self, showing: Showing, fields: Fields) -> None:
        """Raises FaultyAnswer, DeedRefused or StorageUnavailable."""
        solved, score = fields.get("solved"), fields.get("score", "")
        if solved not in {"yes", "no"} or score not in {"1", "2", "3", "4", "5"}:
            raise FaultyAnswer("choose")
        number, text = self._number(showing), _text(fields, "text")
        with self.database.transaction() as session:
            rate_ticket(
                session,
                number=number,
                solved=solved == "yes",
                score=int(score),
                by=CALLER,
                text=text,
                clock=self.clock,
                departments_time=self.departments_time,
            )

    def reopen(self, showing: Showing, fields: Fields) -> None:
        reason = _text(fields, "reason")
        if not reason:
            raise FaultyAnswer("no_reason")
        number = self._number(showing)
        with self.database.transaction() as session:
            reopen_ticket(
                session,
                number=number,
                by=CALLER,
                reason=reason,
                clock=self.clock,
                departments_time=self.departments_time,
            )

    def add_contact(self, showing: Showing, fields: Fields) -> None:
        """Only from the conversation the ticket was opened in, and only where it has no number yet."""
        phone = find_phone_number(fields.get("phone", ""))
        if phone is None:
            raise FaultyAnswer("no_phone")
        if not showing.by_conversation:
            raise FaultyAnswer("refused")
        number = self._number(showing)
        with self.database.transaction() as session:
            if lock_ticket(session, number=number).phone is not None:
                raise FaultyAnswer("has_phone")
            add_contact(session, number=number, phone=phone, caller_name=None, by=CALLER, clock=self.clock)

    def visit(self, showing: Showing) -> BookedVisit | None:
        """None where the ticket is about something else. Raises StorageUnavailable."""
        return self._visiting.find(self._number(showing))

    def open_visit(self, showing: Showing) -> BookedVisit:
        """What can still be cancelled or moved. Raises AppointmentOver, VisitBegun."""
        return self._visiting.require(self._number(showing))

    def cancel_visit(self, showing: Showing, _fields: Fields) -> None:
        """Raises AppointmentOver, VisitBegun."""
        self._visiting.cancel(self._number(showing))

    def ask_other_day(self, showing: Showing, fields: Fields) -> None:
        """Raises FaultyAnswer, AppointmentOver, VisitBegun."""
        wish = _text(fields, "wish")
        if not wish:
            raise FaultyAnswer("no_wish")
        self._visiting.ask_change(self._number(showing), wish=wish)

    @property
    def _visiting(self) -> Visiting:
        return Visiting(bookings=Bookings(database=self.database, clock=self.clock), clock=self.clock)

    def _number(self, showing: Showing) -> str:
        """Of the ticket the matter goes on in."""
        progress = self.progress(showing)
        if progress is None:
            raise NoSuchTicket(showing.number)
        return progress.number


def _text(fields: Fields, name: str) -> str:
    text = fields.get(name, "")
    if len(text) > _LONGEST:
        raise FaultyAnswer("too_long")
    return text
