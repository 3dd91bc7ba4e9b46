"""How far a ticket is, for whoever opened it or knows its phone number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hotline.database import Database
from hotline.ledger import Ledger, TicketReceipt
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    TicketKind,
    TicketRequest,
    accept_ticket,
    merge_tickets,
    rate_ticket,
    record_attempt,
    reopen_ticket,
    resolve_ticket,
    tell_delay,
)
from tests.actions.conftest import StillClock
from tests.actions.making import Actions, answering, beginning, tracker
from tests.hotline.making import a_request, add_member


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


def deed(database: Database, service: Callable[..., object], **facts: object) -> None:
    with database.transaction() as session:
        service(session, **facts)


@pytest.fixture
def accepted(receipt: TicketReceipt, database: Database) -> TicketReceipt:
    with database.transaction() as session:
        add_member(session, "chen")
        accept_ticket(session, number=receipt.number, staff="chen", clock=StillClock())
    return receipt


def reach(database: Database, number: str) -> None:
    facts = {"how": FeedbackMeans.CALL, "outcome": AttemptOutcome.REACHED, "text": "说了"}
    deed(database, record_attempt, number=number, by="chen", clock=StillClock(), **facts)


def resolve(database: Database, number: str) -> None:
    reach(database, number)
    deed(database, resolve_ticket, number=number, by="chen", clock=StillClock())


def test_a_delay_is_told_with_its_reason(
    actions: Actions, accepted: TicketReceipt, database: Database
) -> None:
    deed(
        database,
        tell_delay,
        number=accepted.number,
        by="chen",
        how=FeedbackMeans.CALL,
        reason="专家明天才上班",
        new_due_at=accepted.feedback_due_at + timedelta(hours=2),
        clock=StillClock(),
    )
    reply = check(actions, progress_code=accepted.progress_code)
    assert reply.said == ("utter_progress_delayed",)
    assert "11月23日21:00" in reply.text
    assert "原因：专家明天才上班" in reply.text
    assert reply.custom == ({"kind": "progress", "code": accepted.progress_code},)


def test_a_broken_promise_is_owned_up_to(actions: Actions, ledger: Ledger) -> None:
    class Later(StillClock):
        def now(self) -> datetime:
            return super().now() - timedelta(days=2)

    ledger._clock = Later()
    receipt = ledger.open_ticket(a_request(conversation_id="c-1"))
    ledger._clock = StillClock()
    reply = check(actions, progress_code=receipt.progress_code)
    assert reply.said == ("utter_progress_breached",)


def test_what_is_settled_is_to_be_rated_on_the_page(
    actions: Actions, accepted: TicketReceipt, database: Database
) -> None:
    reach(database, accepted.number)
    assert check(actions, progress_code=accepted.progress_code).said == (
        "utter_progress_fed_back",
        "utter_progress_rate",
    )
    deed(database, resolve_ticket, number=accepted.number, by="chen", clock=StillClock())
    assert check(actions, progress_code=accepted.progress_code).said == (
        "utter_progress_resolved",
        "utter_progress_rate",
    )
    deed(database, rate_ticket, number=accepted.number, solved=True, score=5, by="caller", clock=StillClock())
    assert check(actions, progress_code=accepted.progress_code).said == ("utter_progress_closed",)


def test_what_was_reopened_is_being_done_again(
    actions: Actions, accepted: TicketReceipt, database: Database
) -> None:
    resolve(database, accepted.number)
    deed(database, reopen_ticket, number=accepted.number, by="caller", reason="还晕", clock=StillClock())
    reply = check(actions, progress_code=accepted.progress_code)
    assert reply.said == ("utter_progress_reopened",)
    assert "护士chen" in reply.text


def test_of_a_merged_ticket_the_one_that_goes_on_is_told(
    actions: Actions, receipt: TicketReceipt, ledger: Ledger, database: Database
) -> None:
    other = ledger.open_ticket(a_request(conversation_id="c-2"))
    deed(database, merge_tickets, number=receipt.number, into=other.number, by="chen", clock=StillClock())
    reply = check(actions, progress_code=receipt.progress_code)
    assert reply.said == ("utter_progress_merged", "utter_progress_opened")
    assert receipt.number in reply.texts[0]
    assert other.number in reply.texts[1]


def test_whoever_guesses_digits_waits_in_the_chat_as_well(actions: Actions, receipt: TicketReceipt) -> None:
    for place in range(5):
        wrong = check(
            actions, sender="c-2", progress_code=receipt.progress_code, phone_last_four=f"000{place}"
        )
        assert wrong.said == ("utter_progress_unknown",)
    right = check(actions, sender="c-3", progress_code=receipt.progress_code, phone_last_four="8000")
    assert right.said == ("utter_progress_wait",)
    assert check(actions, progress_code=receipt.progress_code).said == ("utter_progress_opened",)
