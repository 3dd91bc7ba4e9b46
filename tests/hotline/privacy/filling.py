"""A person's whole story in the store: a routine ticket, an alarm with its ticket, messages and consents."""

from datetime import timedelta

from hotline.consents import note_notice
from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.green_channel import raise_alarm
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    accept_ticket,
    add_note,
    close_ticket,
    open_ticket,
    record_attempt,
    resolve_ticket,
)
from tests.hotline.making import SetClock, a_call, a_request, add_member, an_exchange

PHONE = "13800008000"
SAID = "我把药减了一半"
WORDS = (SAID, PHONE, "林阿水", "孙女在家", "已告知", "胸口压得慌", "自己把降压药减了一半")


def fill(database: Database, clock: SetClock) -> str:
    """Gives the number of the routine ticket, which is closed; the alarm's is open."""
    with database.transaction() as session:
        add_member(session, "chen")
        note_notice(session, conversation_id="web-1", version="1", channel="web", at=clock.now())
        number = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=number, staff="chen", clock=clock)
        add_note(session, number=number, by="chen", text="孙女在家", clock=clock)
        reached = AttemptOutcome.REACHED
        told = {"by": "chen", "how": FeedbackMeans.CALL, "text": "已告知"}
        record_attempt(session, number=number, outcome=reached, clock=clock, **told)  # type: ignore[arg-type]
        resolve_ticket(session, number=number, by="chen", clock=clock)
        close_ticket(session, number=number, by="chen", outcome=Outcome.SOLVED, clock=clock)
        record_exchanges(session, [an_exchange(said=SAID, received_at=clock.now())])
    return number


def fill_alarm(database: Database, clock: SetClock, *, conversation: str = "web-2") -> str:
    with database.transaction() as session:
        emergency = {"grade": TriageGrade.EMERGENCY, "conversation_id": conversation}
        ticket = open_ticket(session, request=a_request(**emergency), clock=clock)
        known = {"ticket_id": ticket.id, "ticket_number": ticket.number, "conversation_id": conversation}
        raise_alarm(session, call=a_call(phone="138-0000-8000", raised_at=clock.now(), **known))
        said = {"said": "我爸胸口压得慌", "conversation_id": conversation}
        record_exchanges(session, [an_exchange(received_at=clock.now() + timedelta(seconds=1), **said)])
        return ticket.number
