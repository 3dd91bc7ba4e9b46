"""What a nurse does in a script by WeChat, by the desk's own deeds."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.handoff import LiveTalk, TalkLine, TalkOutcome, end_talk, keep_line, open_talks
from hotline.messaging import hand_over_lines
from telephony.simulator.given import NURSE, take_waiting
from telephony.simulator.wechat.turn import Turn


class NobodyWaits(Exception):  # noqa: N818 - a noun of the trade
    """The script lets a nurse do what she cannot."""


def nurse_does(session: Session, turn: Turn, *, clock: Clock) -> None:
    """Raises NobodyWaits."""
    if turn.nurse == "takes" and not take_waiting(session, clock=clock):
        raise NobodyWaits
    talk = _talk(session)
    if turn.nurse == "ends":
        end_talk(session, talk_id=talk.id, by=NURSE, outcome=TalkOutcome.ANSWERED, text="", clock=clock)
    if turn.nurse_says is not None:
        _say(session, talk.id, turn.nurse_says, clock=clock)
    hand_over_lines(session, conversation_id=talk.conversation_id, clock=clock)


def _say(session: Session, talk: UUID, text: str, *, clock: Clock) -> None:
    keep_line(
        session, line=TalkLine(talk_id=talk, message_id=uuid4().hex, by=NURSE, text=text, at=clock.now())
    )


def _talk(session: Session) -> LiveTalk:
    taken = [talk for talk in open_talks(session) if talk.taken_by == NURSE]
    if not taken:
        raise NobodyWaits
    return taken[0]
