"""The page's real routes on a real database, a ticket of an invented patient, a browser without scripts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from hotline.appointments import confirm
from hotline.database import Database
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Ticket,
    TicketKind,
    accept_ticket,
    get_ticket,
    open_ticket,
    record_attempt,
    resolve_ticket,
)
from telephony.channels.progress_page import ProgressPage, router
from telephony.channels.web_chat import router as chat_router
from tests.hotline.appointments.making import a_visit
from tests.hotline.making import SetClock, a_request, add_member
from tests.telephony.making import Hotline

CONVERSATION = "conversation-of-lin-a-shui"
SUMMARY = "自己把降压药减了一半，头晕"


@dataclass(frozen=True)
class Case:
    """One ticket, and what staff do to it."""

    number: str
    code: str
    database: Database
    clock: SetClock

    def accept(self) -> None:
        with self.database.transaction() as session:
            accept_ticket(session, number=self.number, staff="chen", clock=self.clock)

    def call(self, outcome: AttemptOutcome = AttemptOutcome.REACHED) -> None:
        with self.database.transaction() as session:
            record_attempt(
                session,
                number=self.number,
                by="chen",
                how=FeedbackMeans.CALL,
                outcome=outcome,
                text="问了头晕的事",
                clock=self.clock,
            )

    def resolve(self) -> None:
        with self.database.transaction() as session:
            resolve_ticket(session, number=self.number, by="chen", clock=self.clock)

    def finish(self) -> None:
        self.accept()
        self.call()
        self.resolve()

    def ticket(self) -> Ticket:
        with self.database.reading() as session:
            ticket = get_ticket(session, number=self.number)
            assert ticket.events  # loaded while there is a session
            return ticket


@pytest.fixture
def open_case(hotline: Hotline) -> Callable[..., Case]:
    with hotline.database.transaction() as session:
        for name in ("chen", "wu"):
            add_member(session, name)

    def opened(**changed: object) -> Case:
        fields = {"conversation_id": CONVERSATION, "channel": "web_chat", "summary": SUMMARY} | changed
        with hotline.database.transaction() as session:
            ticket = open_ticket(session, request=a_request(**fields), clock=hotline.clock)
            return Case(ticket.number, ticket.progress_code, hotline.database, hotline.clock)

    return opened


@pytest.fixture
def case(open_case: Callable[..., Case]) -> Case:
    return open_case()


@pytest.fixture
def asked(open_case: Callable[..., Case]) -> Case:
    return open_case(kind=TicketKind.BOOKING, details={"visit_day": "这周五上午"}, summary="想看心内科")


@pytest.fixture
def booked(asked: Case) -> Case:
    with asked.database.transaction() as session:
        confirm(session, number=asked.number, by="chen", clock=asked.clock, **a_visit(where="乔仁分院"))
    return asked


@pytest.fixture
def app(hotline: Hotline) -> FastAPI:
    app = FastAPI()
    page = ProgressPage(
        ledger=hotline.ledger, database=hotline.database, hospital=hotline.hospital, clock=hotline.clock
    )
    app.include_router(chat_router(hotline.chat))
    app.include_router(router(page))
    return app


class Visitor:
    """A browser without scripts: fills forms with the token it was given."""

    def __init__(self, app: FastAPI, *, address: str = "203.0.113.7") -> None:
        self.client = TestClient(app, client=(address, 5000))

    def look(self, path: str = "/progress") -> Response:
        return self.client.get(path)

    def send(self, path: str, **fields: str) -> Response:
        token = re.search(r'name="form_token" value="(\w+)"', self.look().text)
        assert token
        return self.client.post(path, data={"form_token": token[1], **fields})

    def prove(self, code: str, last_four: str = "8000", **more: str) -> Response:
        return self.send("/progress", code=code, last_four=last_four, **more)


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[Visitor]:
    visitor = Visitor(app)
    with visitor.client:
        yield visitor
