"""`hotline ticket`: the queue in the terminal, and one ticket with its history."""

import click
from sqlalchemy.orm import Session

from console.lines import show_json
from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say
from hotline.clock import SystemClock
from hotline.tickets import NoSuchTicket, Ticket, get_ticket, queue


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.argument("number", required=False)
def command(*, as_json: bool, number: str | None) -> None:
    """List the open tickets, the gravest first, or show ticket NUMBER with its events.

    Patients' names, numbers and words are not shown: they are read on the desk.
    """
    with open_store(read_settings()) as session:
        tickets = [_get(session, number)] if number else list(queue(session))
        for ticket in tickets:
            record = _record(ticket)
            if as_json:
                show_json(record)
            else:
                click.echo("  ".join(str(value or "-") for key, value in record.items() if key != "events"))
            if number and not as_json:
                _show_events(ticket)
        if not tickets and not as_json:
            click.echo(say("queue_empty"))


def _get(session: Session, number: str) -> Ticket:
    try:
        return get_ticket(session, number=number)
    except NoSuchTicket as fault:
        raise Trouble("no_ticket", number=number) from fault


def _record(ticket: Ticket) -> dict[str, object]:
    return {
        "number": ticket.number,
        "grade": ticket.grade.value,
        "kind": ticket.kind.value,
        "state": ticket.state.value,
        "standing": ticket.standing(SystemClock().now()).value,
        "due_at": ticket.feedback_due_at.isoformat(timespec="minutes"),
        "first_contact": ticket.first_contact,
        "assignee": ticket.assignee,
        "duty_nurse": ticket.duty_nurse,
        "topic": ticket.topic,
        "events": [
            {"at": event.at.isoformat(), "kind": event.kind.value, "by": event.by} for event in ticket.events
        ],
    }


def _show_events(ticket: Ticket) -> None:
    for event in ticket.events:
        click.echo(f"  {event.at.isoformat(timespec='seconds')}  {event.kind.value:18} {event.by}")
