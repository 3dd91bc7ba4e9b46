"""Patients who wait for a nurse, for tests of the desk."""

from collections.abc import Callable
from uuid import UUID, uuid4

from httpx2 import Response
from sqlalchemy import select

from desk import Desk
from hotline.handoff import HandoffReason, LiveTalk, TalkRequest
from hotline.ledger import Ledger
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock, an_exchange

SUMMARY = "自己把降压药减了一半，头晕"
Waits = Callable[..., UUID]


def ask(
    desk: Desk, ledger: Ledger, clock: SetClock, *, number: str, conversation: str = "web-1", **said: str
) -> UUID:
    """A patient asks for a nurse after one exchange with the bot; gives the talk."""
    clock.move(seconds=1)
    exchange = an_exchange(
        conversation_id=conversation, message_id=str(uuid4()), received_at=clock.now(), **said
    )
    ledger.record(exchange)
    ledger.flush()
    desk.talks.ask(
        TalkRequest(
            conversation_id=conversation,
            channel="web_chat",
            ticket_number=number,
            reason=HandoffReason.ASKED,
            summary=SUMMARY,
        )
    )
    with desk.database.reading() as session:
        return session.scalars(select(LiveTalk.id).where(LiveTalk.open_conversation == conversation)).one()


def work(person: Person, name: str, talk: UUID | str, **fields: str) -> Response:
    """Sends the form as the browser would."""
    token = token_in(person.client.get("/desk").text)
    return person.client.post(f"/desk/talks/{talk}/{name}", data={"form_token": token, **fields})


def page(person: Person, talk: UUID | str) -> str:
    return person.client.get(f"/desk/talks/{talk}").text
