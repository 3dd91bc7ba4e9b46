"""The promise: a caller hears from us again within twenty-four hours."""

from hotline.tickets.by_phone import tickets_of_phone
from hotline.tickets.deeds import (
    accept_ticket,
    add_contact,
    add_note,
    close_ticket,
    get_ticket,
    hand_over_ticket,
    lock_ticket,
    lock_ticket_by_id,
    record_feedback,
    resolve_ticket,
    return_handover,
)
from hotline.tickets.errors import (
    AlreadyAccepted,
    AlreadyHolds,
    AlreadyResolved,
    DeedRefused,
    HandoverPending,
    NeverAttempted,
    NoHandover,
    NoSuchTicket,
    NotAccepted,
    NotFedBack,
    NotTheReceiver,
    NumbersExhausted,
    TicketClosed,
)
from hotline.tickets.event import TicketEvent
from hotline.tickets.keeping import keep_told_opening, open_ticket
from hotline.tickets.opening import Opening, draw_number, draw_opening
from hotline.tickets.progress import ProgressStep, TicketProgress, find_by_progress, progress_of
from hotline.tickets.request import TicketRequest
from hotline.tickets.sla import SlaTarget, target_for
from hotline.tickets.standing import Standing, TicketTimes
from hotline.tickets.ticket import Ticket
from hotline.tickets.vocabulary import (
    HOTLINE,
    EventKind,
    FeedbackMeans,
    Outcome,
    TicketKind,
    TicketState,
)
from hotline.tickets.waiting import queue

__all__ = [
    "HOTLINE",
    "AlreadyAccepted",
    "AlreadyHolds",
    "AlreadyResolved",
    "DeedRefused",
    "EventKind",
    "FeedbackMeans",
    "HandoverPending",
    "NeverAttempted",
    "NoHandover",
    "NoSuchTicket",
    "NotAccepted",
    "NotFedBack",
    "NotTheReceiver",
    "NumbersExhausted",
    "Opening",
    "Outcome",
    "ProgressStep",
    "SlaTarget",
    "Standing",
    "Ticket",
    "TicketClosed",
    "TicketEvent",
    "TicketKind",
    "TicketProgress",
    "TicketRequest",
    "TicketState",
    "TicketTimes",
    "accept_ticket",
    "add_contact",
    "add_note",
    "close_ticket",
    "draw_number",
    "draw_opening",
    "find_by_progress",
    "get_ticket",
    "hand_over_ticket",
    "keep_told_opening",
    "lock_ticket",
    "lock_ticket_by_id",
    "open_ticket",
    "progress_of",
    "queue",
    "record_feedback",
    "resolve_ticket",
    "return_handover",
    "target_for",
    "tickets_of_phone",
]
