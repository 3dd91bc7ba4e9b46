"""A nurse finds the sheet the ticket asks for, looks at it, prints it or sends it; nobody else can."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select

from desk import router
from desk.desk import Desk
from hotline.database import Database
from hotline.notifications import Letter, Means, NoticeKind
from hotline.sheets import GivenSheet, tick
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PHONE = "13800008000"


@pytest.fixture
def ticket(open_one: Callable[..., str]) -> str:
    return open_one(summary="我奶奶要做增强CT，吃二甲双胍，要准备什么", phone=PHONE)


def send(person: Person, number: str, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk").text)
    address = f"/desk/tickets/{number}/sheets/{work}"
    return person.client.post(address, data={"form_token": token, "journey": "ct_contrast", **fields})


def given(database: Database) -> list[GivenSheet]:
    with database.reading() as session:
        return list(session.scalars(select(GivenSheet)))


def letters(database: Database) -> list[Letter]:
    with database.reading() as session:
        return list(session.scalars(select(Letter).where(Letter.kind == NoticeKind.SHEET)))


def test_the_sheet_the_ticket_asks_for_is_proposed_fitted_to_the_patient(chen: Person, ticket: str) -> None:
    page = chen.client.get(f"/desk/tickets/{ticket}/sheets").text
    assert "先替您挑了这张" in page
    assert '<option value="ct_contrast" selected>' in page
    assert "二甲双胍要不要停：先问医生，不要自己停药" in page
    assert 'name="trait_old" checked' in page
    assert 'name="trait_pregnant">' in page


def test_a_sheet_is_given_on_paper_and_stands_on_the_ticket(
    chen: Person, database: Database, ticket: str, clock: SetClock
) -> None:
    answer = send(chen, ticket, "give", trait_metformin="on", trait_unheard="on")
    page = chen.client.get(answer.headers["location"]).text
    sheet = given(database)[0]
    assert (sheet.given_by, sheet.ticket_number) == ("chen", ticket)
    assert sheet.traits == {"metformin"}
    assert f"/sheet/{sheet.code}.pdf" in page
    with database.transaction() as session:
        tick(session, code=sheet.code, item="papers", clock=clock)
    assert "增强CT" in chen.ticket(ticket)
    assert "勾了 1 件" in chen.ticket(ticket)
    assert letters(database) == []


def test_a_sheet_is_sent_by_short_message_that_names_no_illness(
    chen: Person, database: Database, ticket: str
) -> None:
    assert send(chen, ticket, "send").status_code == 303
    letter, sheet = letters(database)[0], given(database)[0]
    assert (letter.means, letter.address) == (Means.SMS, PHONE)
    assert letter.facts == {"address": f"https://nuanqiao.example/sheet/{sheet.code}"}


def test_sent_twice_it_is_the_same_sheet(chen: Person, database: Database, ticket: str) -> None:
    send(chen, ticket, "give")
    send(chen, ticket, "send")
    assert len(given(database)) == 1


def test_in_a_web_chat_the_link_is_shown_there(
    chen: Person, database: Database, open_one: Callable[..., str]
) -> None:
    send(chen, open_one(channel="web_chat", phone=None), "send")
    assert [letter.means for letter in letters(database)] == [Means.CHAT]


def test_where_nobody_can_be_reached_it_is_not_promised(
    chen: Person, database: Database, open_one: Callable[..., str]
) -> None:
    number = open_one(channel="phone", phone=None)
    assert "没有留电话" in chen.client.get(f"/desk/tickets/{number}/sheets?journey=mri").text
    answer = send(chen, number, "send")
    assert answer.status_code == 409
    assert "现在发不到患者那里" in answer.text
    assert given(database) == []


def test_without_an_address_of_ours_no_link_is_sent(desk: Desk, chen: Person, ticket: str) -> None:
    app, without = FastAPI(), replace(desk, address=None)
    app.include_router(router(without))
    chen = Person.signed_in(chen.username, desk=without, app=app)
    assert "还没有设好对外的网址" in chen.client.get(f"/desk/tickets/{ticket}/sheets").text


def test_a_sheet_that_does_not_exist_is_refused(chen: Person, database: Database, ticket: str) -> None:
    answer = send(chen, ticket, "give", journey="flying")
    assert answer.status_code == 422
    assert "没有这张清单" in answer.text
    assert given(database) == []


def test_a_sheet_needs_a_form_of_ours_and_somebody_signed_in(
    chen: Person, database: Database, ticket: str
) -> None:
    address = f"/desk/tickets/{ticket}/sheets/give"
    assert chen.client.post(address, data={"journey": "mri"}).status_code == 403
    chen.client.cookies.clear()
    assert chen.client.post(address, data={"journey": "mri"}).status_code in {303, 403}
    assert given(database) == []


def test_an_unknown_work_or_ticket_is_not_found(chen: Person, ticket: str) -> None:
    assert send(chen, ticket, "burn").status_code == 404
    assert chen.client.get("/desk/tickets/261123-9999/sheets").status_code == 404
