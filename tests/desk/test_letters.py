"""A letter that did not go is shown with its reason until somebody minds it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlalchemy import select

from desk.letters_door import LetterWork
from hotline.database import Database
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterState,
    Means,
    NoticeKind,
    notify_caller,
    post_once,
)
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PHONE = "13800008000"


@pytest.fixture
def letter(database: Database, clock: SetClock, number: str) -> Letter:
    """A caller's short message that died."""
    return dead_letter(database, clock, number)


def dead_letter(
    database: Database,
    clock: SetClock,
    number: str,
    *,
    fault: LetterFault = LetterFault.REFUSED,
    detail: str = "HTTP 400, code 21211",
) -> Letter:
    with database.transaction() as session:
        notify_caller(
            session,
            ticket_number=number,
            phone=PHONE,
            conversation_id="web-1",
            channel="phone",
            kind=NoticeKind.SATISFACTION,
            facts={},
            clock=clock,
        )
        waiting = select(Letter).where(Letter.means == Means.SMS, Letter.state == LetterState.WAITING)
        dead = session.scalars(waiting).one()
        dead.die(fault, detail=detail)
    return dead


def page(person: Person, state: str = "dead") -> str:
    return person.client.get("/desk/letters", params={"state": state}).text


def do(person: Person, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk/notices").text)
    return person.client.post(f"/desk/letters/{work}", data={"form_token": token, **fields})


def stands(database: Database, letter: Letter) -> LetterState:
    with database.reading() as session:
        found = session.get(Letter, letter.id)
        assert found is not None
        return found.state


def test_a_dead_letter_is_shown_with_its_reason_and_a_masked_number(
    chen: Person, letter: Letter, number: str
) -> None:
    shown = page(chen)
    assert "HTTP 400, code 21211" in shown
    assert "138****8000" in shown
    assert PHONE not in shown
    assert f"/desk/tickets/{number}" in shown
    assert '没能送到的信 <b class="breached">1</b>' in chen.client.get("/desk/notices").text


def test_it_is_sent_again(chen: Person, letter: Letter, database: Database) -> None:
    answer = do(chen, "send_again", letter=str(letter.id))
    assert stands(database, letter) is LetterState.WAITING
    assert "马上再发" in chen.client.get(answer.headers["location"]).text
    assert "138****8000" in page(chen, "waiting")
    assert do(chen, "send_again", letter=str(letter.id)).status_code == 409


def test_it_is_given_up_and_the_name_is_kept(
    chen: Person, lin: Person, letter: Letter, database: Database
) -> None:
    do(chen, "give_up", letter=str(letter.id))
    assert stands(database, letter) is LetterState.GIVEN_UP
    assert "陈护士" in page(chen, "given_up")
    again = do(lin, "give_up", letter=str(letter.id))
    assert (again.status_code, "陈护士已经决定不再发" in again.text) == (409, True)


def test_what_was_sent_today_is_shown_and_yesterdays_is_not(
    chen: Person, letter: Letter, database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        session.merge(letter).place(at=clock.now())
    assert "138****8000" in page(chen, "sent")
    clock.move(days=1)
    assert "今天还没有送出过信" in page(chen, "sent")


def test_a_digest_that_did_not_go_names_its_reader_and_no_ticket(
    chen: Person, database: Database, clock: SetClock
) -> None:
    reader, kind = "yuanzhang@hospital.example", NoticeKind.WEEKLY_DIGEST
    with database.transaction() as session:
        post_once(session, matter=uuid4(), address=reader, kind=kind, facts={"title": "第47周"}, clock=clock)
        session.scalars(select(Letter)).one().die(LetterFault.REFUSED, detail="SMTP 550")
    shown = page(chen)
    assert "健康热线每周小结 第47周" in shown
    assert reader in shown
    assert "SMTP 550" in shown
    assert 'href="/desk/tickets/"' not in shown


def test_an_unknown_letter_is_answered_in_words(chen: Person) -> None:
    answer = do(chen, "give_up", letter="nonsense")
    assert answer.status_code == 404
    assert "没有找到这封信" in answer.text


def test_letters_of_a_means_that_is_off_stand_in_one_line(
    chen: Person, letter: Letter, database: Database, clock: SetClock, number: str
) -> None:
    off = [
        dead_letter(database, clock, number, fault=LetterFault.MEANS_OFF, detail="HOTLINE_SMS_URL")
        for _ in range(3)
    ]
    shown = page(chen)
    assert "短信没有开通，有3封信没有发" in shown
    assert "HOTLINE_SMS_URL" in shown
    assert shown.count("138****8000") == 1
    do(chen, "send_all_again", means="sms")
    assert {stands(database, one) for one in off} == {LetterState.WAITING}
    assert stands(database, letter) is LetterState.DEAD


def test_letters_of_a_means_that_stays_off_are_given_up_at_once(
    chen: Person, letter: Letter, database: Database, clock: SetClock, number: str
) -> None:
    off = dead_letter(database, clock, number, fault=LetterFault.MEANS_OFF)
    do(chen, "give_all_up", means="sms")
    do(chen, "give_all_up", means="pigeon")
    assert (stands(database, off), stands(database, letter)) == (LetterState.GIVEN_UP, LetterState.DEAD)


@pytest.mark.parametrize("username", ["wang", "gu", "he"])
def test_who_does_not_mind_letters_neither_sees_nor_changes_them(
    person: Callable[[str], Person], letter: Letter, database: Database, username: str
) -> None:
    other = person(username)
    assert other.client.get("/desk/letters").status_code == 403
    assert do(other, "give_up", letter=str(letter.id)).status_code == 403
    assert stands(database, letter) is LetterState.DEAD


@pytest.mark.parametrize("work", LetterWork)
def test_a_page_of_another_site_does_nothing(
    chen: Person, letter: Letter, database: Database, work: LetterWork
) -> None:
    fields = {"letter": str(letter.id), "means": "sms"}
    foreign = {"origin": "https://evil.example"}
    assert chen.client.post(f"/desk/letters/{work}", data=fields, headers=foreign).status_code == 403
    assert chen.client.post(f"/desk/letters/{work}", data=fields).status_code == 403
    assert stands(database, letter) is LetterState.DEAD
