"""What nurses say in a live talk on WeChat is written to the caller, in order, each line once."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.handoff import HandoffReason, LiveTalk, TalkRequest, Talks
from hotline.ledger import Ledger
from hotline.messaging import TextState, hand_over_lines
from tests.hotline.making import SetClock, add_member
from tests.hotline.messaging.writing import WHO, Desk


class Silent:
    """A carrier that died before it could hand anything over."""

    def deliver(self, conversation_id: str) -> None:
        """Nothing."""


class Talking:
    """A nurse and a caller on WeChat."""

    def __init__(self, desk: Desk, *, journal: Path) -> None:
        self.desk = desk
        self.ledger = Ledger(
            database=desk.database, journal_folder=journal, clock=desk.clock, replay_every=None
        )
        self.talks = Talks(
            database=desk.database, keeper=self.ledger, carriers={"wechat": Silent()}, clock=desk.clock
        )
        with desk.database.transaction() as session:
            add_member(session, "chen").display_name = "护士小陈"
        self.talk = self._ask()

    def say(self, text: str) -> None:
        self.talks.say(self.talk, message_id=text, by="chen", text=text)

    def _ask(self) -> UUID:
        number = self.desk.ticket()
        self.talks.ask(
            TalkRequest(
                conversation_id=WHO,
                channel="wechat",
                ticket_number=number,
                reason=HandoffReason.ASKED,
                summary="头晕",
            )
        )
        with self.desk.database.reading() as session:
            return session.scalars(select(LiveTalk.id)).one()


@pytest.fixture
def talking(desk: Desk, tmp_path: Path) -> Talking:
    return Talking(desk, journal=tmp_path / "journal")


def test_a_nurses_lines_are_written_with_her_name_in_order_and_once(talking: Talking, desk: Desk) -> None:
    desk.open()
    talking.talks.take(talking.talk, by="chen")
    talking.say("您好")
    talking.say("血压量了吗")
    desk.run()
    (message,) = desk.messenger.said
    assert message.splitlines()[1:] == ["护士小陈：您好", "护士小陈：血压量了吗"]
    talking.say("好的")
    desk.run()
    desk.run()
    assert desk.messenger.said[1:] == ["护士小陈：好的"]


def test_handing_over_twice_writes_nothing_twice(talking: Talking, desk: Desk) -> None:
    desk.open()
    talking.talks.take(talking.talk, by="chen")
    talking.say("您好")
    for _ in range(2):
        with desk.database.transaction() as session:
            hand_over_lines(session, conversation_id=WHO, clock=desk.clock)
    desk.run()
    assert "".join(desk.messenger.said).count("您好") == 1


def test_her_last_words_are_promised_and_the_hotlines_farewell_is_not(talking: Talking, desk: Desk) -> None:
    talking.talks.take(talking.talk, by="chen")
    talking.say("明天上午来量血压")
    talking.talks.hand_back(talking.talk, by="chen")
    desk.run()
    states = [(text.promised, text.state) for text in desk.texts()]
    assert states == [
        (False, TextState.HANDED_ON),
        (True, TextState.HANDED_ON),
        (False, TextState.WAITING),
    ]


def test_that_a_nurse_came_is_not_said_the_day_after(talking: Talking, desk: Desk) -> None:
    talking.talks.take(talking.talk, by="chen")
    talking.say("明天上午来量血压")
    desk.run()
    desk.clock.move(days=1)
    desk.open()
    desk.run()
    assert desk.messenger.said == ["护士小陈：明天上午来量血压"]


def test_lines_of_another_channel_are_left_alone(database: Database, clock: SetClock, tmp_path: Path) -> None:
    desk = Desk(database, clock=clock)
    talking = Talking(desk, journal=tmp_path / "journal")
    with database.transaction() as session:
        session.scalars(select(LiveTalk)).one().channel = "web_chat"
    talking.talks.take(talking.talk, by="chen")
    desk.open()
    desk.run()
    assert desk.messenger.asked == 0
