"""A ward to test talks on: two nurses, patients who ask, and a channel that notes whom it was told of."""

from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from hotline.database import Database
from hotline.handoff import HandoffReason, LiveTalk, PushedLine, TalkRequest, Talks, Wait
from hotline.ledger import Ledger
from hotline.tickets import Ticket, get_ticket
from tests.hotline.making import SetClock, a_request, add_member

CHANNEL = "web_chat"


class NotingCarrier:
    """Notes the conversations that something was delivered to."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.broken = False

    def deliver(self, conversation_id: str) -> None:
        self.told.append(conversation_id)
        if self.broken:
            raise RuntimeError("told to fail")


class Ward:
    """Talks on one database, with their ledger."""

    def __init__(self, database: Database, *, clock: SetClock, journal: Path, staffed: bool = True) -> None:
        self.database = database
        self.clock = clock
        self.carrier = NotingCarrier()
        self.ledger = Ledger(database=database, journal_folder=journal, clock=clock, replay_every=None)
        self.duty: str | None = None
        self.talks = Talks(
            database=database,
            keeper=self.ledger,
            carriers={CHANNEL: self.carrier},
            clock=clock,
            on_duty=lambda _: self.duty,
        )
        if staffed:
            with database.transaction() as session:
                for username, name in (("chen", "陈护士"), ("lin", "林护士")):
                    add_member(session, username).display_name = name
        clock.move(minutes=1)  # after the start nobody counts as vanished for a while

    def close(self) -> None:
        self.ledger.close()

    def ask(self, conversation: str = "web-1", *, reason: HandoffReason = HandoffReason.ASKED) -> UUID:
        """A patient asks for a person; gives the talk."""
        receipt = self.ledger.open_ticket(a_request(conversation_id=conversation))
        self.wait_of_asking(conversation, number=receipt.number, reason=reason)
        return self.open_talk(conversation).id

    def wait_of_asking(
        self, conversation: str, *, number: str = "261123-0001", reason: HandoffReason = HandoffReason.ASKED
    ) -> Wait | None:
        return self.talks.ask(
            TalkRequest(
                conversation_id=conversation,
                channel=CHANNEL,
                ticket_number=number,
                reason=reason,
                summary="自己把降压药减了一半，头晕",
            )
        )

    def say(self, talk: UUID, text: str, *, by: str = "chen", number: str | None = None) -> bool:
        return self.talks.say(talk, message_id=number or str(uuid4()), by=by, text=text)

    def talk(self, talk: UUID) -> LiveTalk:
        with self.database.reading() as session:
            found = session.get(LiveTalk, talk)
            assert found
            return found

    def open_talk(self, conversation: str) -> LiveTalk:
        with self.database.reading() as session:
            return session.scalars(select(LiveTalk).where(LiveTalk.open_conversation == conversation)).one()

    def ticket(self, talk: UUID) -> Ticket:
        number = self.talk(talk).ticket_number
        with self.database.reading() as session:
            ticket = get_ticket(session, number=number)
            assert ticket.events
            return ticket

    def lines(self, conversation: str = "web-1", *, after: int = 0) -> list[PushedLine]:
        return list(self.talks.lines_after(conversation, after))

    def said(self, conversation: str = "web-1") -> list[str]:
        """What nurses said, as the patient reads it."""
        return [line.text for line in self.lines(conversation) if line.nurse]

    def is_present(self, *usernames: str) -> None:
        for username in usernames:
            self.talks.be_present(username)
