"""What a nurse answered, as the beginning of a draft: masked, and hers to write anew."""

from desk.desk import Desk
from desk.roles import may_write_drafts
from hotline.drafts import DraftWords
from hotline.staff import StaffMember
from hotline.tickets import EventKind, Ticket, TicketState
from knowledge_base.needs import masked, traces_in
from knowledge_base.overlay.rules import LONGEST_PHRASING
from knowledge_base.wording import LONGEST

_ANSWERED = (TicketState.FED_BACK, TicketState.RESOLVED, TicketState.CLOSED)


def offers_draft(ticket: Ticket, *, member: StaffMember) -> bool:
    """Once the patient was answered, so that the next one need not ask a person."""
    return may_write_drafts(member) and ticket.state in _ANSWERED and bool(_answer(ticket))


def words_of_ticket(ticket: Ticket, *, desk: Desk) -> DraftWords:
    """The topic as it was recognised; the question only where nothing in it tells of the patient."""
    topics = desk.knowledge.knowledge.topics
    topic = next((one.id for one in topics if ticket.topic in (one.id, one.name)), "")
    return DraftWords(
        topic_id=topic,
        questions=_question(ticket),
        answer=masked(_answer(ticket))[: LONGEST["answer"]],
        publisher=desk.hospital.name,
        year=desk.clock.now().astimezone(desk.hospital.zone).year,
    )


def _question(ticket: Ticket) -> tuple[str, ...]:
    asked = masked(ticket.summary)
    traces = traces_in(asked)
    if traces.certain or traces.doubtful or len(asked) > LONGEST_PHRASING:
        return ()
    return (asked,)


def _answer(ticket: Ticket) -> str:
    """What was said last to a patient who was reached; forgotten words are none."""
    said = (event.private for event in reversed(ticket.events) if event.kind is EventKind.FED_BACK)
    return next((told["text"] for told in said if told and told.get("text")), "")
