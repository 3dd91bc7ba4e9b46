"""Nurses for tests of the callers' doors: at the desk, in a talk, gone."""

from uuid import UUID, uuid4

from sqlalchemy import select

from hotline.handoff import LiveTalk
from tests.hotline.making import add_member
from tests.telephony.making import Hotline

TALK = "conversation-of-a-test"


def nurse_at_the_desk(hotline: Hotline, username: str = "chen", *, name: str = "陈护士") -> None:
    with hotline.database.transaction() as session:
        add_member(session, username).display_name = name
    hotline.talks.be_present(username)


def open_talk(hotline: Hotline, conversation: str = TALK) -> UUID:
    with hotline.database.reading() as session:
        return session.scalars(select(LiveTalk.id).where(LiveTalk.open_conversation == conversation)).one()


def take(hotline: Hotline, conversation: str = TALK) -> UUID:
    talk = open_talk(hotline, conversation)
    hotline.talks.take(talk, by="chen")
    return talk


def nurse_says(hotline: Hotline, talk: UUID, text: str) -> None:
    hotline.clock.move(seconds=1)
    hotline.talks.say(talk, message_id=str(uuid4()), by="chen", text=text)
