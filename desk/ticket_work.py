"""What may be done with one ticket now, and everything its forms offer."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.deeds import Deed
from desk.desk import Desk
from desk.draft_from_ticket import offers_draft
from desk.legal import graver_grades, legal_deeds, legal_outcomes, milder_grades
from desk.reminding import RemindChoice, remind_choices
from desk.roles import may_decide, may_do_deeds
from desk.ticket_joining import Joined, read_joined
from desk.ticket_page import TicketPage
from desk.ticket_replies import Reply, load_replies
from desk.timeline import Moment, Telling, news, timeline
from desk.words import Words
from desk.writing import Writing, read_writing
from hotline.conversations import Message
from hotline.drafts import Draft, drafts_of_ticket
from hotline.follow_up import Timer, reminders_of, told_reminders_of
from hotline.safety import TriageGrade
from hotline.staff import StaffMember, list_staff
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    Ticket,
    TicketEvent,
    TicketState,
    conversations_of,
)
from knowledge_base import Entry, Hospital

_LATER = timedelta(hours=24)
_TOLD_REMINDERS = 3


@dataclass(frozen=True, kw_only=True)
class TicketWork:
    """`delay_until` is the new time proposed when a delay is told; `entries` those the bot answered with.

    `reminders` are the member's own that are still to come, `reminded` the last ones that came. `writing` is
    None on channels that count nothing. `drafts` are made of its answer; `offers_draft`: one can be.
    """

    moments: tuple[Moment, ...]
    news: tuple[Moment, ...]
    deeds: tuple[Deed, ...]
    outcomes: tuple[Outcome, ...]
    colleagues: tuple[StaffMember, ...]
    departments: tuple[str, ...]
    graver: tuple[TriageGrade, ...]
    milder: tuple[TriageGrade, ...]
    joined: Joined
    replies: tuple[Reply, ...]
    reply_facts: Mapping[str, str]
    entries: Mapping[str, Entry]
    delay_until: datetime
    decides: bool
    next_step: str
    mark: str
    writing: Writing | None
    reminders: tuple[Timer, ...]
    reminded: tuple[Timer, ...]
    remind_choices: tuple[RemindChoice, ...]
    drafts: tuple[Draft, ...]
    offers_draft: bool
    means: tuple[FeedbackMeans, ...] = tuple(FeedbackMeans)
    attempts: tuple[AttemptOutcome, ...] = tuple(AttemptOutcome)
    return_reasons: tuple[ReturnReason, ...] = tuple(ReturnReason)

    def replies_for(self, place: str) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if reply.place == place)


def read_ticket_work(
    session: Session, *, page: TicketPage, desk: Desk, member: StaffMember, telling: Telling
) -> TicketWork:
    ticket, now = page.ticket, desk.clock.now()
    is_first = ticket.first_contact == member.username
    writing = writing_to(session, ticket=ticket, desk=desk, words=telling.words, said_time=telling.said_time)
    return TicketWork(
        moments=timeline(ticket, telling=telling, me=member.username),
        news=news(ticket, telling=telling) if is_first else (),
        deeds=legal_deeds(ticket, member=member, now=now),
        outcomes=legal_outcomes(ticket),
        colleagues=tuple(_colleagues(session, holder=ticket.assignee)),
        departments=_departments(desk.hospital, ticket),
        graver=graver_grades(ticket),
        milder=milder_grades(ticket),
        joined=read_joined(session, ticket=ticket),
        replies=load_replies(),
        reply_facts=_reply_facts(ticket, hospital=desk.hospital, telling=telling),
        entries=desk.knowledge.knowledge.entries,
        delay_until=min(ticket.last_due_at + _LATER, ticket.latest_delay_at),
        decides=ticket.manager_decides and may_decide(member),
        next_step=next_step(ticket, me=member.username),
        mark=read_mark(session, ticket=ticket, writing=writing),
        writing=writing,
        reminders=tuple(reminders_of(session, ticket=ticket, staff=member.username)),
        reminded=tuple(
            told_reminders_of(session, ticket=ticket, staff=member.username, limit=_TOLD_REMINDERS)
        ),
        remind_choices=remind_choices(now, zone=desk.hospital.zone),
        drafts=tuple(drafts_of_ticket(session, number=ticket.number)),
        offers_draft=offers_draft(ticket, member=member),
    )


def next_step(ticket: Ticket, *, me: str) -> str:
    """The name of the sentence that says what this ticket waits for."""
    if ticket.merged_into is not None:
        return "merged"
    if ticket.state in {TicketState.CLOSED, TicketState.OPENED}:
        return ticket.state.value
    if ticket.handover_to is not None:
        return "handover_mine" if ticket.handover_to == me else "handover"
    if ticket.manager_decides and ticket.fed_back_at is None:
        return "decide"
    if ticket.fed_back_at is None:
        return "delayed" if ticket.told_due_at else "contact"
    return "fed_back" if ticket.resolved_at is None else "resolved"


def writing_to(
    session: Session, *, ticket: Ticket, desk: Desk, words: Words, said_time: Callable[[datetime], str]
) -> Writing | None:
    return read_writing(
        session,
        desk=desk,
        channel=ticket.channel,
        conversation_id=ticket.conversation_id,
        words=words,
        said_time=said_time,
    )


def read_mark(session: Session, *, ticket: Ticket, writing: Writing | None) -> str:
    """Changes with every event and message, with how the caller can be written to, and with nothing else."""
    said = select(func.count()).where(Message.conversation_id.in_(conversations_of(session, ticket=ticket)))
    happened = select(func.count()).where(TicketEvent.ticket_id == ticket.id)
    counts = f"{session.scalar(said)}-{session.scalar(happened)}-{ticket.seen_seq}"
    if writing is not None:
        counts += f"-{writing.mark}"
    return hashlib.sha256(f"{ticket.number}-{counts}".encode()).hexdigest()[:16]


def _colleagues(session: Session, *, holder: str | None) -> list[StaffMember]:
    return [one for one in list_staff(session) if may_do_deeds(one) and one.username != holder]


def _departments(hospital: Hospital, ticket: Ticket) -> tuple[str, ...]:
    there = {ticket.department, *ticket.assisting}
    return tuple(one.name for one in hospital.departments if one.name not in there)


def _reply_facts(ticket: Ticket, *, hospital: Hospital, telling: Telling) -> Mapping[str, str]:
    words = telling.words
    return {
        "caller": ticket.caller_name or words.say("replies", "caller"),
        "hotline": words.say("replies", "hotline"),
        "hospital": hospital.short_name,
        "department": ticket.department or words.say("replies", "department"),
        "number": ticket.number,
        "code": ticket.progress_code,
        "due": telling.said_time(ticket.last_due_at),
    }
