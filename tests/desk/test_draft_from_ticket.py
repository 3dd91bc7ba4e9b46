"""What a nurse answered once need not be asked of a person again: the ticket offers it as a draft."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk import Desk
from hotline.drafts import list_drafts
from hotline.staff import DetailView
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    accept_ticket,
    record_attempt,
    resolve_ticket,
)
from tests.desk.drafting import WRITTEN, kept, write, written
from tests.desk.person import Person
from tests.hotline.making import SetClock

OFFER = "把这个答复写进知识库"
SAID = "已告诉林阿水（13800008000）：住院楼后面能停车，凭挂号单免费停四个小时。"


@pytest.fixture
def answered(desk: Desk, clock: SetClock, open_one: Callable[..., str]) -> str:
    return answer(desk, clock, open_one(summary="停车场在哪里", topic="高血压"))


def answer(desk: Desk, clock: SetClock, number: str, *, said: str = SAID) -> str:
    told = {"by": "chen", "how": FeedbackMeans.CALL, "text": said}
    with desk.database.transaction() as session:
        accept_ticket(session, number=number, staff="chen", clock=clock)
        outcome = AttemptOutcome.REACHED
        record_attempt(session, number=number, outcome=outcome, clock=clock, **told)  # type: ignore[arg-type]
        resolve_ticket(session, number=number, by="chen", clock=clock)
    return number


def test_a_ticket_nobody_answered_offers_nothing(chen: Person, number: str) -> None:
    assert OFFER not in chen.ticket(number)


def test_an_answered_ticket_offers_it_to_who_writes_drafts(
    chen: Person, person: Callable[[str], Person], answered: str
) -> None:
    assert f'href="/desk/drafts/new?ticket={answered}"' in chen.ticket(answered)
    assert OFFER not in person("wang").ticket(answered)


def test_it_begins_with_the_topic_and_the_answer_masked(desk: Desk, chen: Person, answered: str) -> None:
    found = chen.client.get(f"/desk/drafts/new?ticket={answered}").text
    assert '<option value="hypertension" selected>高血压</option>' in found
    assert "停车场在哪里</textarea>" in found
    assert "已告诉林阿水（〔号码〕）：住院楼后面能停车" in found
    assert "13800008000" not in found
    with desk.database.reading() as session:
        assert not list_drafts(session)


def test_whoever_begins_so_has_looked_at_the_ticket(desk: Desk, chen: Person, answered: str) -> None:
    chen.client.get(f"/desk/drafts/new?ticket={answered}")
    with desk.database.reading() as session:
        assert answered in session.scalars(select(DetailView.number)).all()


def test_a_question_that_tells_of_somebody_is_left_to_the_nurse(
    desk: Desk, clock: SetClock, chen: Person, open_one: Callable[..., str]
) -> None:
    number = answer(desk, clock, open_one(summary="我叫林阿水，家住东山村，停车场在哪"))
    found = chen.client.get(f"/desk/drafts/new?ticket={number}").text
    assert "东山" not in found
    assert "林阿水，" not in found


def test_the_ticket_then_leads_to_what_was_made_of_it(desk: Desk, chen: Person, answered: str) -> None:
    address = written(chen, ticket=answered)
    assert kept(desk, address).ticket_number == answered
    assert f'href="{address}"' in chen.ticket(answered)
    assert f'href="/desk/tickets/{answered}"' in chen.client.get(address).text


def test_a_ticket_that_never_was_gives_no_draft(chen: Person) -> None:
    assert chen.client.get("/desk/drafts/new?ticket=261123-9999").status_code == 404
    assert write(chen, **WRITTEN | {"ticket": "261123-9999"}).status_code == 404


def test_an_editor_who_works_on_no_tickets_reads_none_this_way(
    person: Callable[[str], Person], answered: str
) -> None:
    assert person("gu").client.get(f"/desk/drafts/new?ticket={answered}").status_code == 403
