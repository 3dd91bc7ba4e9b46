"""The county lives through its weeks: everything is written by the services that write it in earnest."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from console.demo.asking import known_of
from console.demo.county import Call, County
from console.demo.helping import HOUR, MINUTE, send_for_help
from console.demo.improving import improve
from hotline.calls import CallOutcome, CallRecord, keep_call
from hotline.clock import ClockAt
from hotline.conversations import AnsweredBy, Exchange, ToldEntry, record_exchanges
from hotline.database import Database
from hotline.handoff import HandoffReason, LiveTalk, TalkOutcome
from hotline.handoff.talk import TalkRequest
from hotline.safety import TriageGrade
from hotline.staff import StaffRole, add_staff
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Ticket,
    TicketKind,
    TicketRequest,
    open_ticket,
)

_BATCH = 100


def live(database: Database, county: County, *, password: str, lived: Callable[[int, int], None]) -> int:
    """Gives how many turned to the hotline; `lived` is told after every hundred, of how many."""
    calls = sorted(county.calls(), key=lambda call: call.at)
    with database.transaction() as session:
        _hire(session, county, password=password, since=calls[0])
    for begin in range(0, len(calls), _BATCH):
        with database.transaction() as session:
            for call in calls[begin : begin + _BATCH]:
                _happen(session, call, county)
        lived(min(begin + _BATCH, len(calls)), len(calls))
    with database.transaction() as session:
        improve(session, county)
    return len(calls)


def _hire(session: Session, county: County, *, password: str, since: Call) -> None:
    staff, names = county.facts["staff"], county.facts["staff_names"]
    roles = dict.fromkeys(staff["nurses"], StaffRole.NURSE) | {staff["manager"]: StaffRole.MANAGER}
    for username, role in roles.items():
        add_staff(
            session,
            username=username,
            display_name=names[username],
            role=role,
            department=None,
            password=password,
            clock=ClockAt(since.at - HOUR),
        )


def _happen(session: Session, call: Call, county: County) -> None:
    if call.goes != "abandoned":
        _say(session, call, county)
    if call.channel == "phone":
        _ring(session, call)
    if call.goes == "ticket":
        _answer_for(session, _open(session, call, county, kind=TicketKind.QUESTION), county)
    elif call.goes == "person":
        _ask_person(session, call, county)
    elif call.goes == "emergency":
        ticket = _open(session, call, county, kind=TicketKind.EMERGENCY)
        send_for_help(session, call, ticket=ticket, county=county)


def _conversation(call: Call) -> str:
    return f"demo-{call.channel}-{call.number}"


def _say(session: Session, call: Call, county: County) -> None:
    known = known_of(call, county)
    by: AnsweredBy = "safety" if call.goes == "emergency" else "bot"
    told = (ToldEntry(entry=call.entry.id, version=call.entry.version),) if call.entry else ()
    exchange = Exchange(
        message_id="demo-1",
        conversation_id=_conversation(call),
        channel=call.channel,
        received_at=call.at,
        said=call.said,
        answered=call.entry.answer if call.entry else "",
        answered_by=by,
        grade=TriageGrade.EMERGENCY if call.goes == "emergency" else TriageGrade.ROUTINE,
        told=told,
        missed=known.missed,
        guided_to=known.guided_to,
        asker=known.asker,
    )
    record_exchanges(session, [exchange])


def _ring(session: Session, call: Call) -> None:
    ends = {
        "abandoned": CallOutcome.ABANDONED,
        "emergency": CallOutcome.EMERGENCY,
        "person": CallOutcome.PERSON,
        "ticket": CallOutcome.CALL_BACK,
    }
    record = CallRecord(
        id=UUID(int=call.number),
        conversation_id=_conversation(call),
        call=_conversation(call),
        direction="inbound",
        number=f"1380000{call.number:04}",
        began_at=call.at,
        ended_at=call.at + 2 * MINUTE,
        outcome=ends.get(call.goes, CallOutcome.FINISHED),
    )
    keep_call(session, record=record)


def _open(session: Session, call: Call, county: County, *, kind: TicketKind) -> Ticket:
    department = county.random.choice(county.facts["departments"])
    request = TicketRequest(
        kind=kind,
        conversation_id=_conversation(call),
        channel=call.channel,
        grade=TriageGrade.EMERGENCY if kind is TicketKind.EMERGENCY else TriageGrade.ROUTINE,
        summary=call.said,
        topic=call.entry.topic_name if call.entry else None,
        department=call.entry.department if call.entry else department,
        phone=f"1380000{call.number:04}",
        caller_name=county.random.choice(county.facts["names"]),
    )
    return open_ticket(session, request=request, clock=ClockAt(call.at + MINUTE))


def _answer_for(session: Session, ticket: Ticket, county: County) -> None:
    """Accepted within the hour; told within the promise, or not."""
    nurse = county.random.choice(county.facts["staff"]["nurses"])
    begun, hours = ticket.opened_at, county.random.uniform(2, 22)
    slow = county.facts["late_department"]
    is_late = county.happens("late") or (
        ticket.department == slow["name"] and county.random.random() < slow["late"]
    )
    told = begun + (hours + 24 * is_late) * HOUR
    ticket.accept(nurse, at=begun + county.random.uniform(0.1, 1) * HOUR)
    ticket.record_attempt(
        by=nurse, how=FeedbackMeans.CALL, outcome=AttemptOutcome.REACHED, text=ticket.summary, at=told
    )
    ticket.resolve(by=nurse, at=told + MINUTE)
    if county.happens("judged"):
        good = county.happens("satisfied")
        ticket.rate(solved=good, score=5 if good else 2, by="caller", at=told + HOUR)
    session.flush()


def _ask_person(session: Session, call: Call, county: County) -> None:
    ticket = _open(session, call, county, kind=TicketKind.HANDOFF)
    request = TalkRequest(
        conversation_id=ticket.conversation_id,
        channel=call.channel,
        ticket_number=ticket.number,
        reason=HandoffReason.ASKED,
        summary=call.said,
    )
    asked = call.at + 2 * MINUTE
    talk = LiveTalk.ask(request, at=asked)
    if county.happens("person_comes"):
        nurse, came = county.facts["staff"]["nurses"][0], asked + county.random.uniform(0.2, 6) * MINUTE
        talk.take(nurse, at=came)
        talk.end(nurse, outcome=TalkOutcome.ANSWERED, at=came + county.random.uniform(2, 12) * MINUTE)
    else:
        talk.time_out(at=asked + 30 * MINUTE)
    session.add(talk)
    _answer_for(session, ticket, county)
