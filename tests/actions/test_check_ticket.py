"""How far a ticket is, for whoever opened it or knows its phone number."""

from pathlib import Path
from typing import Any

import pytest

from hotline.database import Database
from hotline.ledger import Ledger, TicketReceipt
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketRequest
from tests.actions.making import Actions, answering, beginning, tracker


@pytest.fixture
def receipt(ledger: Ledger) -> TicketReceipt:
    return ledger.open_ticket(
        TicketRequest(
            kind=TicketKind.QUESTION,
            conversation_id="c-1",
            channel="web",
            grade=TriageGrade.ROUTINE,
            summary="头晕",
            phone="13800138000",
            duty_nurse="林护士",
        )
    )


def check(actions: Actions, *, sender: str = "c-1", **slots: Any) -> Any:
    state = tracker("482913", intent="check_ticket", slots=slots) | {"sender_id": sender}
    return actions.run("action_check_ticket", state)


def test_the_own_conversation_needs_no_proof(actions: Actions, receipt: TicketReceipt) -> None:
    state = beginning(f"进度码{receipt.progress_code}", form="progress_form", intent="check_ticket")
    filled = actions.run("validate_progress_form", state).slots
    assert (filled["progress_code"], filled["phone_last_four"]) == (receipt.progress_code, "withheld")
    reply = check(actions, progress_code=receipt.progress_code, phone_last_four="withheld")
    assert reply.said == ("utter_progress_opened",)
    assert receipt.number in reply.text
    assert "林护士" in reply.text


def test_the_code_told_in_this_conversation_need_not_be_repeated(
    actions: Actions, receipt: TicketReceipt
) -> None:
    state = beginning(
        "我的事办得怎么样了",
        form="progress_form",
        intent="check_ticket",
        slots={"last_code": receipt.progress_code},
    )
    assert actions.run("validate_progress_form", state).slots["progress_code"] == receipt.progress_code


def test_elsewhere_the_last_four_digits_are_asked(actions: Actions, receipt: TicketReceipt) -> None:
    state = beginning(receipt.progress_code, form="progress_form", intent="check_ticket") | {
        "sender_id": "c-2"
    }
    assert actions.run("validate_progress_form", state).slots["phone_last_four"] is None
    right = check(actions, sender="c-2", progress_code=receipt.progress_code, phone_last_four="8000")
    wrong = check(actions, sender="c-2", progress_code=receipt.progress_code, phone_last_four="8001")
    assert right.said == ("utter_progress_opened",)
    assert wrong.said == ("utter_progress_unknown",)


def test_an_unclear_code_is_asked_again(actions: Actions) -> None:
    state = answering("四八二", form="progress_form", asked="progress_code", intent="nlu_fallback")
    assert actions.run("validate_progress_form", state).said == ("utter_code_unclear",)


def test_where_the_database_is_gone_nobody_is_told_that_the_ticket_is(
    actions: Actions, receipt: TicketReceipt, database: Database, tmp_path: Path
) -> None:
    database.close()
    for file in tmp_path.glob("hotline.db*"):
        file.unlink()
    (tmp_path / "hotline.db").mkdir()
    reply = check(actions, progress_code=receipt.progress_code, phone_last_four="8000")
    assert reply.said == ("utter_progress_unavailable",)


def test_a_ticket_is_promised_where_the_database_is_gone(
    actions: Actions, database: Database, tmp_path: Path
) -> None:
    database.close()
    for file in tmp_path.glob("hotline.db*"):
        file.unlink()
    (tmp_path / "hotline.db").mkdir()
    reply = actions.run(
        "action_open_ticket", tracker("好", slots={"concern": "头晕", "phone": "13800138000"})
    )
    assert reply.said == ("utter_ticket_opened",)
    assert reply.custom[0]["journalled"] is True
