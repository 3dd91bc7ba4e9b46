"""An emergency of the county: the alarm is answered, and whoever sent for help is stayed with."""

from datetime import timedelta

from sqlalchemy.orm import Session

from console.demo.county import Call, County
from hotline.green_channel import AlarmCall, AlarmOutcome, do_deed, raise_alarm
from hotline.green_channel.deed import acknowledge, record_outcome, ring
from hotline.tickets import HOTLINE, AttemptOutcome, FeedbackMeans, Ticket

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def send_for_help(session: Session, call: Call, *, ticket: Ticket, county: County) -> None:
    facts, manager = county.facts["emergency"], county.facts["staff"]["manager"]
    alarm = raise_alarm(
        session,
        call=AlarmCall(
            conversation_id=ticket.conversation_id,
            channel=call.channel,
            raised_by=HOTLINE,
            raised_at=call.at,
            ticket_id=ticket.id,
            ticket_number=ticket.number,
            **facts,
        ),
    )
    _stay_with(ticket, manager)
    rang = call.at + timedelta(seconds=county.random.uniform(0.2, 1.5))
    came = rang + timedelta(seconds=county.random.uniform(5, 70))
    outcome = AlarmOutcome.FALSE_ALARM if county.happens("false_alarm") else AlarmOutcome.CONFIRMED
    for deed in (
        ring(alarm.id, by=HOTLINE, rung=1, name="", next_ring_at=None, at=rang),
        acknowledge(alarm.id, by=manager, at=came),
        record_outcome(alarm.id, by=manager, outcome=outcome, at=came + HOUR),
    ):
        do_deed(session, deed=deed)


def _stay_with(ticket: Ticket, manager: str) -> None:
    """Whoever was told to ring 120 is rung back at once: no promise of an emergency is broken here."""
    ticket.accept(manager, at=ticket.opened_at + MINUTE)
    ticket.record_attempt(
        by=manager,
        how=FeedbackMeans.CALL,
        outcome=AttemptOutcome.REACHED,
        text=ticket.summary,
        at=ticket.opened_at + 5 * MINUTE,
    )
    ticket.resolve(by=manager, at=ticket.opened_at + HOUR)
