"""Somebody on WeChat, and what his telephone shows him."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.identity import ChannelIdentity, ask_binding, confirm_binding, recognise
from hotline.notifications import Letter, NoticeKind

PHONE = "13800008000"
OTHER = "13900009000"
OPENID = "oABC-123_of_grandmother"


def somebody(
    session: Session, *, clock: Clock, openid: str = OPENID, channel: str = "wechat"
) -> ChannelIdentity:
    return recognise(
        session, channel=channel, address=openid, conversation_id=f"{channel}-{openid[:9]}", at=clock.now()
    )


def codes_sent(session: Session) -> list[tuple[str, str]]:
    """Number and code, in the order they were written; none that went already."""
    letters = session.scalars(
        select(Letter).where(Letter.kind == NoticeKind.BINDING_CODE).order_by(Letter.written_at)
    )
    return [(letter.address or "", letter.facts["code"]) for letter in letters if letter.facts]


def newest_code(session: Session) -> str:
    return codes_sent(session)[-1][1]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def bind(session: Session, identity: ChannelIdentity, *, clock: Clock, phone: str = PHONE) -> None:
    ask_binding(session, identity=identity, phone=phone, clock=clock)
    confirm_binding(session, identity=identity, code=newest_code(session), clock=clock)
