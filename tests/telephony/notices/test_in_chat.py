"""What a caller was told while he was away is in his conversation when he comes back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from hotline.notifications import House, Letter, Means, NoticeKind, notify_caller
from telephony.notices import ChatNotices
from tests.hotline.making import an_exchange
from tests.telephony.making import Hotline


@pytest.fixture
def notices(hotline: Hotline, house: House) -> ChatNotices:
    return ChatNotices(database=hotline.database, house=house, clock=hotline.clock)


def tell(hotline: Hotline) -> None:
    with hotline.database.transaction() as session:
        notify_caller(
            session,
            ticket_number="261123-0042",
            phone=None,
            conversation_id="web-1",
            channel="web_chat",
            kind=NoticeKind.DELAYED,
            facts={"new_due_at": "2026-11-24T01:30:00+00:00", "reason": "等肝功能结果"},
            clock=hotline.clock,
        )


def seen_at(hotline: Hotline) -> datetime | None:
    with hotline.database.reading() as session:
        return session.scalars(select(Letter.read_at).where(Letter.means == Means.CHAT)).one()


def test_a_notice_stands_among_the_messages_by_its_time(hotline: Hotline, notices: ChatNotices) -> None:
    now = hotline.clock.now()
    for after in (-1, 1):
        hotline.ledger.record(an_exchange(received_at=now + timedelta(hours=after)))
    hotline.ledger.flush()
    tell(hotline)
    lines = notices.among(hotline.ledger.history("web-1", limit=9), conversation_id="web-1")
    assert [line.answered_by for line in lines] == [None, "bot", "notice", None, "bot"]
    assert "11月24日9:30前联系您" in lines[2].text
    assert "肝" not in lines[2].text


def test_it_is_marked_as_seen_the_first_time(hotline: Hotline, notices: ChatNotices) -> None:
    tell(hotline)
    assert seen_at(hotline) is None
    assert len(notices.among((), conversation_id="web-1")) == 1
    first = seen_at(hotline)
    assert first is not None
    assert len(notices.among((), conversation_id="web-1")) == 1
    assert seen_at(hotline) == first


def test_another_conversation_is_told_nothing(hotline: Hotline, notices: ChatNotices) -> None:
    tell(hotline)
    assert notices.among((), conversation_id="web-2") == ()
