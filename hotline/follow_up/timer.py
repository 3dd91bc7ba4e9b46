"""One thing that is due on a ticket: a row, so that a restart loses nothing."""

from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.database import Base, PrivateText, enum_by_value
from hotline.follow_up.planning import Plan
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome, TimerState
from hotline.tickets import Ticket


class Timer(Base):
    """`look_at` is `due_at` until something goes wrong. Only a reminder is somebody's, with a note."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("ticket_id", "kind", "occasion"),
        Index("ix_timers_state_look_at", "state", "look_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[TimerKind] = mapped_column(enum_by_value(TimerKind))
    occasion: Mapped[str] = mapped_column(String)
    due_at: Mapped[datetime]
    look_at: Mapped[datetime]
    state: Mapped[TimerState] = mapped_column(enum_by_value(TimerState))
    done_at: Mapped[datetime | None]
    outcome: Mapped[TimerOutcome | None] = mapped_column(enum_by_value(TimerOutcome))
    tries: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String)
    staff: Mapped[str | None] = mapped_column(ForeignKey("staff_members.username"), index=True)
    note: Mapped[str | None] = mapped_column(PrivateText)
    ticket: Mapped[Ticket] = relationship()

    @classmethod
    def of(cls, plan: Plan, *, ticket: Ticket, staff: str | None = None, note: str | None = None) -> Self:
        return cls(
            id=uuid4(),
            ticket=ticket,
            kind=plan.kind,
            occasion=plan.occasion,
            due_at=plan.due_at,
            look_at=plan.due_at,
            state=TimerState.PLANNED,
            tries=0,
            staff=staff,
            note=note,
        )

    @property
    def key(self) -> tuple[TimerKind, str]:
        return self.kind, self.occasion

    @property
    def is_planned(self) -> bool:
        return self.state is TimerState.PLANNED

    def follow(self, plan: Plan) -> None:
        """A deed moved what was due, or brought back what one had ended; what is done stays done."""
        if self.state is TimerState.CANCELLED:
            self.state, self.done_at, self.outcome = TimerState.PLANNED, None, None
        if self.is_planned and self.due_at != plan.due_at:
            self.due_at = self.look_at = plan.due_at

    def cancel(self, outcome: TimerOutcome, *, at: datetime) -> None:
        self._end(TimerState.CANCELLED, outcome, at=at)

    def finish(self, outcome: TimerOutcome, *, at: datetime) -> None:
        done = outcome is TimerOutcome.TOLD
        self._end(TimerState.DONE if done else TimerState.OVERTAKEN, outcome, at=at)

    def put_off(self, fault: str, *, until: datetime) -> None:
        self.tries += 1
        self.fault, self.look_at = fault, until

    def _end(self, state: TimerState, outcome: TimerOutcome, *, at: datetime) -> None:
        self.state, self.outcome, self.done_at = state, outcome, at
        self.fault = None
