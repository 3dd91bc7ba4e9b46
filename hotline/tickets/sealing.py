"""Sealing the history: a seal covers every event kept since the last one."""

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from hotline.audit import events_digest
from hotline.clock import Clock
from hotline.tickets.event import TicketEvent
from hotline.tickets.seal import AuditSeal

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4009188121)")


def last_seal(session: Session) -> AuditSeal | None:
    return session.scalar(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1))


def seal_events(session: Session, *, clock: Clock) -> AuditSeal | None:
    """The new seal; None where nothing was kept since the last."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME)
    last = last_seal(session)
    number = last.number + 1 if last else 1
    hashes = _mark(session, number=number)
    if not hashes:
        return None
    seal = AuditSeal(
        number=number,
        at=clock.now(),
        events=len(hashes),
        digest=events_digest(hashes),
        previous=last.hash if last else "",
    )
    seal.close()
    session.add(seal)
    session.flush()
    return seal


def _mark(session: Session, *, number: int) -> list[str]:
    """In one statement: what is kept meanwhile waits for the next seal, and no event is marked unread."""
    session.flush()
    marked = session.execute(
        update(TicketEvent)
        .where(TicketEvent.seal.is_(None))
        .values(seal=number)
        .returning(TicketEvent.ticket_id, TicketEvent.seq, TicketEvent.hash)
        .execution_options(synchronize_session=False)
    )
    return [row.hash for row in sorted(marked, key=lambda row: (row.ticket_id, row.seq))]
