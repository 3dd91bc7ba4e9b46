"""The promise is told with number, code, hour and nurse, and the ticket holds what was said."""

from typing import Any

from sqlalchemy import select

from hotline.database import Database
from hotline.ledger import Ledger
from hotline.safety import TriageGrade
from hotline.tickets import Ticket, TicketKind, TicketRequest
from tests.actions.making import Actions, tracker


def kept(database: Database) -> list[Ticket]:
    with database.transaction() as session:
        found = list(session.scalars(select(Ticket)))
        session.expunge_all()
    return found


def open_it(actions: Actions, **slots: Any) -> Any:
    return actions.run("action_open_ticket", tracker("13800138000", intent="nlu_fallback", slots=slots))


def test_the_promise_is_told_whole(actions: Actions, database: Database) -> None:
    reply = open_it(
        actions, concern="药减了头晕", phone="13800138000", ticket_kind="handoff", last_entry="hypertension.x"
    )
    (ticket,) = kept(database)
    assert reply.said == ("utter_ticket_opened",)
    for told in (ticket.number, ticket.progress_code, "11月23日19:00", ticket.duty_nurse, "首接负责人"):
        assert told is not None
        assert told in reply.text
    assert ticket.kind is TicketKind.HANDOFF
    assert (ticket.summary, ticket.phone) == ("药减了头晕", "13800138000")
    assert reply.custom[0]["number"] == ticket.number
    assert reply.slots["last_code"] == ticket.progress_code


def test_what_was_asked_for_is_forgotten_and_the_number_is_kept(actions: Actions) -> None:
    reply = open_it(actions, concern="头晕", phone="13800138000")
    assert reply.slots["phone"] == "13800138000"
    assert reply.slots["concern"] is None
    assert reply.slots["ticket_kind"] is None


def test_without_a_number_the_code_is_the_way_back(actions: Actions, database: Database) -> None:
    reply = open_it(actions, concern="头晕", phone="withheld")
    assert reply.said == ("utter_ticket_opened_without_phone",)
    assert kept(database)[0].phone is None
    assert reply.slots["phone"] is None


def test_a_ticket_that_stands_already_gets_the_number_and_no_twin(
    actions: Actions, database: Database, ledger: Ledger
) -> None:
    urgent = TicketRequest(
        kind=TicketKind.QUESTION,
        conversation_id="c-1",
        channel="web",
        grade=TriageGrade.URGENT,
        summary="头晕",
    )
    receipt = ledger.open_ticket(urgent)
    ticket = {
        "number": receipt.number,
        "code": receipt.progress_code,
        "due": receipt.feedback_due_at.isoformat(),
        "nurse": "林护士",
    }
    reply = open_it(actions, ticket=ticket, phone="13800138000")
    assert reply.said == ("utter_contact_added",)
    assert "尾号 8000" in reply.text
    assert [one.phone for one in kept(database)] == ["13800138000"]
    assert reply.slots["ticket"] is None


def test_a_ticket_that_is_gone_is_opened_anew(actions: Actions, database: Database) -> None:
    gone = {"number": "260101-0000", "code": "111111", "due": "2026-11-22T15:00:00+00:00", "nurse": "林护士"}
    reply = open_it(actions, ticket=gone, concern="头晕", phone="13800138000")
    assert reply.said == ("utter_ticket_opened",)
    assert [one.summary for one in kept(database)] == ["头晕"]


def test_leaving_the_form_of_an_urgent_ticket_does_not_drop_it(actions: Actions) -> None:
    ticket = {
        "number": "261122-1234",
        "code": "482913",
        "due": "2026-11-22T15:00:00+00:00",
        "nurse": "林护士",
    }
    reply = actions.run("action_keep_unfinished", tracker("算了", slots={"ticket": ticket}))
    assert reply.said == ("utter_contact_missing",)
    assert "482913" in reply.text
