"""The next step in one conversation: what is planned is done by rows at once, or taken to be carried out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.messaging.allowances import allowances
from hotline.messaging.composing import Composed
from hotline.messaging.correspondence import Correspondence
from hotline.messaging.handing_on import give_up, hand_on, is_told_elsewhere
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.planner import HandOn, Plan, Situation, Waiting, plan
from hotline.messaging.vocabulary import TextState, Way
from hotline.messaging.ways import Ways, ticket_of
from hotline.messaging.windows import allowance, reserve_one
from hotline.notifications import House, Letter, Means, NoticeKind, OutgoingLetter, tell
from hotline.notifications.writing import draft_letter


@dataclass(frozen=True, kw_only=True)
class Errand:
    """To be carried outside of any transaction: `composed` is said, else `nudge` is told in a fixed form.

    `reserved_at`: when the message was counted. `turn`: which holding of the conversation it belongs to.
    """

    conversation_id: str
    turn: int
    address: str
    reserved_at: datetime
    texts: tuple[int, ...]
    composed: Composed | None = None
    nudge: OutgoingLetter | None = None


def next_errand(
    session: Session, correspondence: Correspondence, *, ways: Ways, house: House, clock: Clock
) -> Errand | None:
    """None where nothing is to be carried: then the conversation is free again."""
    texts = {text.id: text for text in _waiting(session, correspondence.conversation_id)}
    situation = _situation(session, correspondence, ways=ways, now=clock.now())
    waiting = [_as_waiting(session, text, ways=ways) for text in texts.values()]
    made = plan(waiting, situation=situation)
    for order, fault in made.dead.items():
        give_up(session, texts[order], fault, detail="", ways=ways, clock=clock)
    errand = _do_rows(session, correspondence, made, texts, ways=ways, clock=clock, house=house)
    errand = errand or _message(session, correspondence, made, texts, ways=ways, now=situation.now)
    if errand is None:
        correspondence.release(look_at=made.look_at)
    session.flush()
    return errand


def _do_rows(
    session: Session,
    correspondence: Correspondence,
    made: Plan,
    texts: dict[int, OutgoingText],
    *,
    ways: Ways,
    clock: Clock,
    house: House,
) -> Errand | None:
    """One template message at a time; what is handed on otherwise is done at once."""
    nudges = [one for one in made.hand_on if one.way is Way.TEMPLATE and not one.silently]
    for one in (one for one in made.hand_on if one not in nudges):
        those = [texts[order] for order in one.orders]
        hand_on(session, correspondence, those, way=one.way, silently=one.silently, ways=ways, clock=clock)
    if not nudges:
        return None
    return _nudge(session, correspondence, nudges[0], texts, ways=ways, house=house, clock=clock)


def _message(
    session: Session,
    correspondence: Correspondence,
    made: Plan,
    texts: dict[int, OutgoingText],
    *,
    ways: Ways,
    now: datetime,
) -> Errand | None:
    conversation = correspondence.conversation_id
    address = ways.address_of(session, conversation) if made.say else None
    if address is None or not reserve_one(session, conversation_id=conversation, now=now):
        return None
    composed = made.say[0]
    mine = [texts[part.order] for part in composed.parts]
    return _taken(mine, correspondence, address=address, now=now, composed=composed)


def _nudge(
    session: Session,
    correspondence: Correspondence,
    one: HandOn,
    texts: dict[int, OutgoingText],
    *,
    ways: Ways,
    house: House,
    clock: Clock,
) -> Errand | None:
    address = ways.address_of(session, correspondence.conversation_id)
    if address is None:
        return None
    mine = [texts[order] for order in one.orders]
    letter = session.get(Letter, mine[0].letter_id) if mine[0].letter_id else None
    letter = letter or _something_waits(session, mine[0], clock=clock)
    nudge = _in_a_fixed_form(letter, house=house, now=clock.now())
    return _taken(mine, correspondence, address=address, now=clock.now(), nudge=nudge)


def _something_waits(session: Session, text: OutgoingText, *, clock: Clock) -> Letter:
    """Kept by nobody. Its id is the same however often it is tried: what the carrier may know it by."""
    ticket = ticket_of(session, text.conversation_id)
    letter = draft_letter(
        NoticeKind.MESSAGE_WAITING,
        means=Means.WECHAT,
        conversation_id=text.conversation_id,
        ticket_number=ticket.number if ticket else "",
        clock=clock,
    )
    letter.id = uuid5(NAMESPACE_OID, f"{text.conversation_id} {text.key}")
    return letter


def _in_a_fixed_form(letter: Letter, *, house: House, now: datetime) -> OutgoingLetter:
    told = tell(letter, house=house)
    return OutgoingLetter(
        id=letter.id,
        ticket_number=letter.ticket_number,
        address=None,
        title=told.title,
        text=told.text,
        page=None,
        good_for=letter.good_until - now,
    )


def _taken(
    mine: Sequence[OutgoingText],
    correspondence: Correspondence,
    *,
    address: str,
    now: datetime,
    composed: Composed | None = None,
    nudge: OutgoingLetter | None = None,
) -> Errand:
    """Noted before it is sent: whoever dies in between leaves a trace that it may have arrived."""
    for text in mine:
        text.attempts += 1
        text.unsure += 1
    return Errand(
        conversation_id=correspondence.conversation_id,
        turn=correspondence.turn,
        address=address,
        reserved_at=now,
        texts=tuple(text.id for text in mine),
        composed=composed,
        nudge=nudge,
    )


def _waiting(session: Session, conversation_id: str) -> Sequence[OutgoingText]:
    mine = (OutgoingText.conversation_id == conversation_id) & (OutgoingText.state == TextState.WAITING)
    return session.scalars(select(OutgoingText).where(mine).order_by(OutgoingText.id)).all()


def _situation(session: Session, correspondence: Correspondence, *, ways: Ways, now: datetime) -> Situation:
    conversation = correspondence.conversation_id
    return Situation(
        now=now,
        allowance=allowance(session, conversation_id=conversation, now=now),
        reachable=ways.address_of(session, conversation) is not None,
        way=ways.best(session, conversation),
        nudged=correspondence.nudged,
        most_bytes=correspondence.most_bytes or allowances().most_bytes,
    )


def _as_waiting(session: Session, text: OutgoingText, *, ways: Ways) -> Waiting:
    return Waiting(
        order=text.id,
        purpose=text.purpose,
        text=text.left,
        promised=text.promised,
        good_until=text.good_until,
        not_before=text.next_attempt_at,
        unsure=text.unsure,
        alone=text.alone,
        told_elsewhere=is_told_elsewhere(session, text, ways=ways),
    )
