"""Things to test writing with: a scripted messenger, and the post on a real store."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.messaging import (
    Allowance,
    Carried,
    Opening,
    Outcome,
    OutgoingText,
    Post,
    Purpose,
    TextState,
    Ways,
    WritingStanding,
    allowance,
    open_window,
    post,
    send_one_message,
    take_back,
    writing_standing,
)
from hotline.notifications import House, Letter, Means, OutgoingLetter
from hotline.tickets import open_ticket
from tests.hotline.making import SetClock, a_request

HOUSE = House(hospital="县总医院", hotline="0000-8810120", zone=timezone(timedelta(hours=8)))
WHO = "wechat-1"
OPENID = "oTest-1"
PHONE = "13800008000"


class ToldMessenger:
    """Notes what it carried; answers from `script` as long as there is one.

    A notice in a fixed form has the same number however often it is asked for, as at WeChat; `meanwhile` is
    done with it before the answer is back.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.nudged: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.script: list[Carried] = []
        self.asked = 0
        self.meanwhile: Callable[[str], object] = lambda _: None
        self._numbers: dict[object, str] = {}

    def say(self, address: str, text: str) -> Outcome:
        self.addresses.append(address)
        outcome = self._next()
        if outcome.carried is Carried.SENT:
            self.said.append(text)
        return outcome

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        self.addresses.append(address)
        outcome = self._next()
        if outcome.carried is Carried.SENT:
            self.nudged.append((letter.title, letter.ticket_number))
        number = self._numbers.setdefault(letter.id, str(len(self._numbers) + 1))
        self.meanwhile(number)
        return replace(outcome, message=number) if outcome.carried is Carried.SENT else outcome

    def _next(self) -> Outcome:
        self.asked += 1
        carried = self.script.pop(0) if self.script else Carried.SENT
        return Outcome(carried, "" if carried is Carried.SENT else "errcode 1")


class Desk:
    """One post on one database; `WHO` follows us."""

    def __init__(self, database: Database, *, clock: SetClock) -> None:
        self.database = database
        self.clock = clock
        self.messenger = ToldMessenger()
        self.following = {WHO: OPENID}
        self.templates = False
        self.sms = True

    @property
    def ways(self) -> Ways:
        return Ways(
            address_of=lambda _, conversation: self.following.get(conversation),
            left=self._left,
            templates=self.templates,
            sms=self.sms,
        )

    @property
    def post(self) -> Post:
        return Post(messenger=self.messenger, ways=self.ways, house=HOUSE, clock=self.clock)

    def run(self) -> int:
        turns = 0
        while send_one_message(self.database, post=self.post):
            turns += 1
            assert turns < 200, "the post never comes to rest"
        return turns

    def open(self, opening: Opening = Opening.MESSAGE) -> None:
        with self.database.transaction() as session:
            open_window(session, conversation_id=WHO, opening=opening, at=self.clock.now())

    def write(
        self, text: str, *, purpose: Purpose = Purpose.LINE, promised: bool = True, key: str | None = None
    ) -> bool:
        with self.database.transaction() as session:
            return post(
                session,
                conversation_id=WHO,
                key=key or text,
                purpose=purpose,
                text=text,
                promised=promised,
                at=self.clock.now(),
            )

    def did_not_arrive(self, message: str) -> bool:
        """What WeChat says of a template message."""
        with self.database.transaction() as session:
            return take_back(session, conversation_id=WHO, message=message, ways=self.ways, clock=self.clock)

    def ticket(self, *, phone: str | None = PHONE) -> str:
        with self.database.transaction() as session:
            request = a_request(conversation_id=WHO, channel="wechat", phone=phone)
            return open_ticket(session, request=request, clock=self.clock).number

    def left(self) -> Allowance:
        with self.database.reading() as session:
            return allowance(session, conversation_id=WHO, now=self.clock.now())

    def standing(self) -> WritingStanding:
        with self.database.reading() as session:
            return writing_standing(session, conversation_id=WHO, ways=self.ways, now=self.clock.now())

    def states(self) -> list[TextState]:
        return [text.state for text in self.texts()]

    def texts(self) -> Sequence[OutgoingText]:
        with self.database.reading() as session:
            return session.scalars(select(OutgoingText).order_by(OutgoingText.id)).all()

    def letters(self, means: Means | None = None) -> Sequence[Letter]:
        with self.database.reading() as session:
            wanted = select(Letter).order_by(Letter.written_at, Letter.means)
            return session.scalars(wanted.where(Letter.means == means) if means else wanted).all()

    def _left(self, _session: Session, conversation: str, _at: datetime) -> None:
        self.following.pop(conversation, None)
