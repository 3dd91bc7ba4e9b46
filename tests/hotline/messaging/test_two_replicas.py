"""Two replicas on one PostgreSQL write every text once, and spend no message twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.messaging import (
    Carried,
    MessagingWindow,
    Opening,
    Outcome,
    OutgoingText,
    Post,
    Purpose,
    TextState,
    Ways,
    open_window,
    post,
    send_one_message,
)
from hotline.messaging.windows import reserve_one
from hotline.notifications import OutgoingLetter
from tests.hotline.making import SetClock
from tests.hotline.messaging.writing import HOUSE, WHO

CALLERS = 40
LINES = 3


class Counting:
    """Counts each line that was said, and by which replica."""

    def __init__(self) -> None:
        self.said = Counter[str]()
        self.messages = Counter[str]()
        self._lock = Lock()

    def say(self, address: str, text: str) -> Outcome:
        with self._lock:
            self.said.update(text.split("\n"))
            self.messages[address] += 1
        return Outcome(Carried.SENT)

    def nudge(self, address: str, letter: OutgoingLetter) -> Outcome:
        raise AssertionError("every window is open")


def write_to(database: Database, caller: str, clock: SetClock) -> None:
    with database.transaction() as session:
        open_window(session, conversation_id=caller, opening=Opening.MESSAGE, at=clock.now())
        for n in range(LINES):
            post(
                session,
                conversation_id=caller,
                key=str(n),
                purpose=Purpose.LINE,
                text=f"{caller} {n}",
                promised=True,
                at=clock.now(),
            )


@pytest.mark.whole
def test_each_text_is_written_once(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    callers = [f"wechat-{n}" for n in range(CALLERS)]
    for caller in callers:
        write_to(postgres_database, caller, clock)
    counting, together = Counting(), Barrier(4)
    ways = Ways(address_of=lambda _, conversation: conversation)
    post_of_all = Post(messenger=counting, ways=ways, house=HOUSE, clock=clock)

    def replica() -> None:
        own = Database(migrated_postgres)
        together.wait()
        while send_one_message(own, post=post_of_all):
            pass
        own.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(replica) for _ in range(4)]:
            done.result()
    # Whoever found every conversation held by others went home; the last ones at work finish what is due.
    while send_one_message(postgres_database, post=post_of_all):
        pass
    assert len(counting.said) == CALLERS * LINES
    assert set(counting.said.values()) == {1}
    with postgres_database.reading() as session:
        used = {window.conversation_id: window.used for window in session.scalars(select(MessagingWindow))}
        waiting = select(OutgoingText.id).where(OutgoingText.state == TextState.WAITING)
        assert session.scalars(waiting).all() == []
    assert used == dict(counting.messages)


@pytest.mark.whole
def test_the_last_messages_of_a_window_are_spent_once(
    postgres_database: Database, migrated_postgres: str, clock: SetClock
) -> None:
    with postgres_database.transaction() as session:
        open_window(session, conversation_id=WHO, opening=Opening.MESSAGE, at=clock.now())
    together = Barrier(8)

    def replica() -> int:
        own = Database(migrated_postgres)
        together.wait()
        with own.transaction() as session:
            reserved = reserve_one(session, conversation_id=WHO, now=clock.now())
        own.close()
        return reserved

    with ThreadPoolExecutor(8) as pool:
        reserved = [one.result() for one in [pool.submit(replica) for _ in range(8)]]
    assert sum(reserved) == 5
