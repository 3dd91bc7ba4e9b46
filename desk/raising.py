"""A person calls for help: on the bell at once, whatever else is broken."""

from uuid import UUID

from desk.alarm_kinds import find_kind
from desk.call_sheet import CHANNEL, call_of, conversation_of
from desk.call_sheet_screening import Judged
from desk.deeds import LONGEST_REASON, LONGEST_TEXT
from desk.desk import Desk
from desk.forms import Form
from desk.words import Words
from hotline.green_channel import AlarmCall, LiveAlarm
from hotline.ledger import TicketReceipt
from hotline.phone import plain_number
from hotline.tickets import Ticket


def raise_for_call(desk: Desk, form: Form, *, judged: Judged, by: str, words: Words) -> UUID:
    """The danger the screening found, or what the nurse chose; what is missing holds nothing up."""
    found = judged.screening if judged.is_danger and not form.get("chosen") else None
    chosen = find_kind(form.get("alarm_kind"), words=words)
    title = (found.title if found else None) or chosen.title
    return desk.bell.raise_(
        AlarmCall(
            conversation_id=conversation_of(call_of(form)),
            channel=CHANNEL,
            kind=(found.kind if found else None) or chosen.kind,
            title=title,
            said=_cut(form, "text", LONGEST_TEXT) or title,
            advised=(found.say or "") if found else chosen.advised,
            raised_by=by,
            raised_at=desk.clock.now(),
            rules=found.rules if found else (),
            rules_version=found.version if found else "",
            caller_name=_cut(form, "caller_name", LONGEST_REASON),
            place=_cut(form, "place", LONGEST_REASON),
            phone=_cut(form, "phone", LONGEST_REASON),
        )
    )


def raise_for_ticket(
    desk: Desk, form: Form, *, number: str, ticket: Ticket | None, by: str, words: Words
) -> UUID:
    """`ticket` is None where the database is away: then the number alone leads to it."""
    chosen = find_kind(form.get("alarm_kind"), words=words)
    said = _cut(form, "text", LONGEST_TEXT) or (ticket.summary if ticket else chosen.title)
    alarm_id = desk.bell.raise_(
        AlarmCall(
            conversation_id=ticket.conversation_id if ticket else f"ticket-{number}",
            channel=ticket.channel if ticket else CHANNEL,
            kind=chosen.kind,
            title=chosen.title,
            said=said,
            # Nobody has told the patient anything yet: the sheet says so.
            advised="",
            raised_by=by,
            raised_at=desk.clock.now(),
            caller_name=ticket.caller_name if ticket else None,
            place=_cut(form, "place", LONGEST_REASON),
            phone=ticket.phone if ticket else None,
            details=_details(ticket) if ticket else {},
            ticket_id=ticket.id if ticket else None,
            ticket_number=number,
        )
    )
    _name_if_nameless(desk, alarm_id, ticket=ticket)
    return alarm_id


def alarms_of_call(desk: Desk, conversation_id: str) -> tuple[LiveAlarm, ...]:
    """Those still going on, as memory knows them."""
    return tuple(alarm for alarm in desk.bell.live() if alarm.conversation_id == conversation_id)


def tell_alarms(desk: Desk, form: Form, *, conversation_id: str, by: str, receipt: TicketReceipt) -> None:
    """What the call's alarms did not know when they were raised: the ticket, where, who, the number."""
    for alarm in alarms_of_call(desk, conversation_id):
        desk.bell.name_ticket(alarm.id, ticket_id=receipt.id, number=receipt.number)
        place, name = _cut(form, "place", LONGEST_REASON), _cut(form, "caller_name", LONGEST_REASON)
        phone = plain_number(form.get("phone")) or None
        if (place, phone, name) != (alarm.place, alarm.phone, alarm.caller_name):
            desk.bell.add_contact(alarm.id, by=by, place=place, phone=phone, caller_name=name)


def _details(ticket: Ticket) -> dict[str, str]:
    """With whom the emergency department will have on the telephone."""
    return dict(ticket.details) | ({"relation": ticket.relation} if ticket.relation else {})


def _name_if_nameless(desk: Desk, alarm_id: UUID, *, ticket: Ticket | None) -> None:
    """The same danger was raised before, when the conversation had no ticket."""
    alarm = desk.bell.find(alarm_id)
    if ticket and alarm and alarm.ticket_number is None:
        desk.bell.name_ticket(alarm_id, ticket_id=ticket.id, number=ticket.number)


def _cut(form: Form, name: str, most: int) -> str | None:
    return form.get(name).strip()[:most] or None
