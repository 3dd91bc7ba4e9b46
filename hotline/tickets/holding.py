"""Who answers for a ticket: taken once by its first contact, held by whoever accepted it last."""

from collections.abc import Sequence
from datetime import datetime

from hotline.tickets.errors import (
    AlreadyAccepted,
    AlreadyAssists,
    AlreadyHolds,
    ManagerDecides,
)
from hotline.tickets.event import TicketEvent
from hotline.tickets.record import TicketRecord
from hotline.tickets.vocabulary import (
    HOTLINE,
    EscalationLevel,
    EscalationReason,
    EventKind,
    ReturnReason,
    TicketState,
)

_MOST_RETURNS = 2


class Holding(TicketRecord):
    """Deeds on who holds a ticket."""

    __abstract__ = True

    @property
    def manager_decides(self) -> bool:
        """After two returns only the duty manager hands the ticket over, and it is not returned again."""
        return self.returns >= _MOST_RETURNS

    @property
    def news_for_first_contact(self) -> Sequence[TicketEvent]:
        """What others did since the first contact last looked."""
        if self.first_contact is None:
            return ()
        return [e for e in self.events if e.seq > self.seen_seq and e.by != self.first_contact]

    def mark_seen(self, staff: str) -> None:
        """Looking is no event; nobody else's looking counts."""
        if staff == self.first_contact:
            self.seen_seq = len(self.events)

    def accept(self, staff: str, *, at: datetime, department: str | None = None) -> None:
        """Take the ticket: the first to do so is its first contact; later, only whom it was handed to.

        `department` is that of the member of staff: taking a handover over makes it the leading one.
        """
        self._require_open()
        if self.handover_to is not None:
            self._accept_handover(staff, department=department, at=at)
            return
        if self.assignee is not None:
            raise AlreadyAccepted(self.number, by=self.assignee)
        self.first_contact = self.assignee = staff
        self.state = TicketState.ACCEPTED
        self._record(EventKind.ACCEPTED, by=staff, at=at)
        self.mark_seen(staff)

    def hand_over(self, to: str, *, by: str, reason: str, at: datetime, as_manager: bool = False) -> None:
        """Offer the ticket to `to`, who holds it only after accepting it.

        Where the manager decides, the decision may also replace an offer that nobody took.
        """
        if self.manager_decides:
            self._require_accepted()
            if not as_manager:
                raise ManagerDecides(self.number, returns=self.returns)
        else:
            self._require_settled()
        if to == self.assignee:
            raise AlreadyHolds(self.number, staff=to)
        self.handover_to = to
        self._record(EventKind.HANDED_OVER, by=by, at=at, data={"to": to}, private={"reason": reason})

    def return_handover(
        self, *, by: str, reason: ReturnReason, text: str | None = None, at: datetime
    ) -> None:
        self._require_receiver(by)
        if self.manager_decides:
            raise ManagerDecides(self.number, returns=self.returns)
        self.handover_to = None
        self.returns += 1
        data = {"reason": reason.value, "returns": self.returns}
        private = {"text": text} if text else None
        self._record(EventKind.HANDOVER_RETURNED, by=by, at=at, data=data, private=private)

    def add_assisting(self, department: str, *, by: str, at: datetime) -> None:
        self._require_accepted()
        if department == self.department or department in self.assisting:
            raise AlreadyAssists(self.number, department=department)
        self.assisting = [*self.assisting, department]
        self._record(EventKind.ASSISTING_ADDED, by=by, at=at, data={"department": department})

    def escalate(
        self,
        level: EscalationLevel,
        *,
        to: str | None,
        reason: EscalationReason,
        at: datetime,
        by: str = HOTLINE,
    ) -> None:
        """Told upward; who holds the ticket does not change by it."""
        self._require_open()
        self._escalate(level, to=to, reason=reason, at=at, by=by)

    def pass_duty_on(self, to: str, *, at: datetime) -> None:
        """Nobody accepted it in time: `to`, a name from the duty list, answers for it until somebody does."""
        self._require_open()
        if self.first_contact is not None:
            raise AlreadyAccepted(self.number, by=self.first_contact)
        self.duty_nurse = to
        why = EscalationReason.UNACCEPTED
        self._escalate(EscalationLevel.NEXT_ON_DUTY, to=to, reason=why, at=at, by=HOTLINE)

    def _escalate(
        self, level: EscalationLevel, *, to: str | None, reason: EscalationReason, at: datetime, by: str
    ) -> None:
        self.escalation = level
        data = {"level": level.value, "to": to, "reason": reason.value}
        self._record(EventKind.ESCALATED, by=by, at=at, data=data)

    def _accept_handover(self, staff: str, *, department: str | None, at: datetime) -> None:
        self._require_receiver(staff)
        giver, self.assignee, self.handover_to = self.assignee, staff, None
        self._begin_work()
        data = {"from": giver}
        if department is not None and department != self.department:
            self.department = data["department"] = department
            self.assisting = [one for one in self.assisting if one != department]
        self._record(EventKind.HANDOVER_ACCEPTED, by=staff, at=at, data=data)
