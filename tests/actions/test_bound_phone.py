"""Who bound his telephone is not asked for it again, and Rasa does not learn it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.identity import recognise
from hotline.ledger import Ledger
from hotline.tickets import Ticket
from tests.actions.making import Actions, Answer, beginning, tracker
from tests.hotline.making import a_request

PHONE = "13800138000"


@pytest.fixture
def bound(database: Database) -> Database:
    """The caller of these trackers bound his number."""
    at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    with database.transaction() as session:
        identity = recognise(session, channel="web_chat", address="c-1", conversation_id="c-1", at=at)
        identity.bind(PHONE, at=at)
    return database


def ask_for_person(actions: Actions, said: str = "转人工") -> Answer:
    slots = {"concern": "药减了头晕"}
    return actions.run("validate_ticket_form", beginning(said, form="ticket_form", slots=slots))


@pytest.mark.parametrize("form", ["ticket_form", "booking_form"])
def test_the_form_asks_for_no_number_and_rasa_is_not_told_it(
    actions: Actions, bound: Database, form: str
) -> None:
    reply = actions.run(f"validate_{form}", beginning("好的", form=form))
    assert reply.slots["phone"] == "bound"
    assert PHONE not in str(reply.events)


def test_the_ticket_carries_it_and_the_caller_is_told_he_will_be_rung(
    actions: Actions, bound: Database
) -> None:
    begun = ask_for_person(actions).slots
    told = actions.run("action_open_ticket", tracker("好的", slots=begun))
    assert told.said == ("utter_ticket_opened",)
    assert told.slots["phone"] is None
    with bound.reading() as session:
        assert session.scalars(select(Ticket)).one().phone == PHONE


def test_a_ticket_that_stands_already_is_completed_with_it(actions: Actions, bound: Database) -> None:
    with_ticket = actions.run("action_open_ticket", tracker("好的", slots=ask_for_person(actions).slots))
    ticket = with_ticket.custom[0]
    told = actions.run("action_open_ticket", tracker("好的", slots={"phone": "bound", "ticket": ticket}))
    assert told.said == ("utter_contact_added",)
    assert "8000" in told.text


def test_another_number_goes_before_the_bound_one(actions: Actions, bound: Database) -> None:
    assert ask_for_person(actions, "转人工，电话13900139000").slots["phone"] == "13900139000"


def test_who_bound_none_is_asked_as_ever(actions: Actions) -> None:
    assert "phone" not in ask_for_person(actions).slots


def ask_how_far(actions: Actions, said: str) -> Answer:
    begun = beginning(said, form="progress_form", intent="check_ticket")
    filled = actions.run("validate_progress_form", begun)
    return actions.run("action_check_ticket", tracker(said, intent="check_ticket", slots=filled.slots))


def test_who_bound_his_number_is_asked_for_no_code(actions: Actions, bound: Database, ledger: Ledger) -> None:
    numbers = [
        ledger.open_ticket(a_request(conversation_id=f"phone-{one}", channel="phone", phone=PHONE)).number
        for one in range(2)
    ]
    strange = ledger.open_ticket(a_request(conversation_id="c-9", phone="13900139000")).number
    told = ask_how_far(actions, "我的事办得咋样了")
    assert all(number in told.text for number in numbers)
    assert strange not in told.text
    assert told.slots["progress_code"] is None


def test_a_code_that_is_said_is_what_is_looked_up(actions: Actions, bound: Database, ledger: Ledger) -> None:
    mine = ledger.open_ticket(a_request(conversation_id="phone-1", phone=PHONE))
    other = ledger.open_ticket(a_request(conversation_id="c-9", phone="13900139000"))
    told = ask_how_far(actions, f"查进度{other.progress_code}，手机尾号9000")
    assert other.number in told.text
    assert mine.number not in told.text


def test_who_bound_a_number_without_any_ticket_is_asked_for_a_code(actions: Actions, bound: Database) -> None:
    begun = beginning("我的事办得咋样了", form="progress_form", intent="check_ticket")
    assert actions.run("validate_progress_form", begun).slots["progress_code"] is None
