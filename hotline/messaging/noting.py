"""What became of a message is written down, whoever holds the conversation by now."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.messaging.allowances import allowances
from hotline.messaging.coming_back import as_it_turned_out
from hotline.messaging.correspondence import Correspondence, lock_correspondence
from hotline.messaging.errand import Errand
from hotline.messaging.handing_on import give_up, hand_on, settle_letter
from hotline.messaging.messenger import Carried, Outcome
from hotline.messaging.outgoing_text import OutgoingText
from hotline.messaging.vocabulary import TextState, Unsaid, Way
from hotline.messaging.ways import Ways
from hotline.messaging.windows import give_one_back, leave_nothing
from hotline.notifications.retrying import pause_after

_LOG = logging.getLogger(__name__)

MOST_TRIES = 6
"""After so many that WeChat put off, some quarter of an hour, a promise waits for WeChat no longer."""

_SHORTEST = 256
"""A message of so few bytes is not too long: then something else is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class _Noted:
    session: Session
    errand: Errand
    outcome: Outcome
    correspondence: Correspondence
    texts: Sequence[OutgoingText]
    ways: Ways
    clock: Clock

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def tries(self) -> int:
        return max((text.attempts for text in self.texts), default=1)

    def again_at(self) -> datetime:
        return self.now + pause_after(self.tries, jitter=1)


def note(session: Session, *, errand: Errand, outcome: Outcome, ways: Ways, clock: Clock) -> None:
    """Under the lock of the conversation, which is free afterwards."""
    now = clock.now()
    correspondence = lock_correspondence(session, conversation_id=errand.conversation_id, at=now)
    outcome = as_it_turned_out(correspondence, outcome)
    wanted = select(OutgoingText).where(
        OutgoingText.id.in_(errand.texts), OutgoingText.state.not_in((TextState.SENT, TextState.MERGED))
    )
    noted = _Noted(
        session=session,
        errand=errand,
        outcome=outcome,
        correspondence=correspondence,
        texts=session.scalars(wanted.order_by(OutgoingText.id)).all(),
        ways=ways,
        clock=clock,
    )
    if outcome.carried is not Carried.SENT:
        _LOG.warning("a message by wechat did not go: %s %s", outcome.carried.value, outcome.detail)
    look_at = _note_message(noted) if errand.composed else _note_nudge(noted)
    if correspondence.turn == errand.turn:
        correspondence.release(look_at=look_at)
    session.flush()


def _note_message(noted: _Noted) -> datetime:
    if noted.outcome.carried is not Carried.UNSURE:
        for text in noted.texts:
            text.unsure = 0
    return _DONE[noted.outcome.carried](noted)


def _sent(noted: _Noted) -> datetime:
    parts = {part.order: part for part in noted.errand.composed.parts} if noted.errand.composed else {}
    first = True
    for text in noted.texts:
        text.said += parts[text.id].characters
        if parts[text.id].is_end:
            text.reach(TextState.SENT if first else TextState.MERGED, at=noted.now)
            settle_letter(noted.session, text, at=noted.now)
        first = False
    return noted.now


def _not_now(noted: _Noted) -> datetime:
    leave_nothing(
        noted.session, conversation_id=noted.errand.conversation_id, reserved_at=noted.errand.reserved_at
    )
    return noted.now


def _gone(noted: _Noted) -> datetime:
    noted.ways.left(noted.session, noted.errand.conversation_id, noted.now)
    return _not_now(noted)


def _later(noted: _Noted) -> datetime:
    _give_back(noted)
    tried = [text for text in noted.texts if text.promised and text.attempts >= MOST_TRIES]
    way = noted.ways.without_template(noted.session, noted.errand.conversation_id)
    if tried:
        _hand_on(noted, tried, way=way, silently=noted.correspondence.nudged is not None)
    return _rest(noted)


def _hand_on(noted: _Noted, texts: Sequence[OutgoingText], *, way: Way, silently: bool) -> None:
    hand_on(
        noted.session,
        noted.correspondence,
        texts,
        way=way,
        silently=silently,
        ways=noted.ways,
        clock=noted.clock,
    )


def _rest(noted: _Noted) -> datetime:
    """It stays counted where nobody knows whether it arrived."""
    for text in noted.texts:
        text.next_attempt_at = noted.again_at()
    return noted.now


def _too_long(noted: _Noted) -> datetime:
    most = noted.correspondence.most_bytes or allowances().most_bytes
    if most <= _SHORTEST:
        return _refused(noted)
    _give_back(noted)
    noted.correspondence.most_bytes = most // 2
    return noted.now


def _refused(noted: _Noted) -> datetime:
    """Among several nobody knows which one it was: each goes alone, and only the one at fault is given up."""
    _give_back(noted)
    for text in noted.texts:
        if len(noted.errand.texts) > 1:
            text.alone = True
        else:
            _give_up(noted, text)
    return noted.now


def _give_up(noted: _Noted, text: OutgoingText) -> None:
    detail = noted.outcome.detail
    give_up(noted.session, text, Unsaid.REFUSED, detail=detail, ways=noted.ways, clock=noted.clock)


def _give_back(noted: _Noted) -> None:
    give_one_back(
        noted.session, conversation_id=noted.errand.conversation_id, reserved_at=noted.errand.reserved_at
    )


def _note_nudge(noted: _Noted) -> datetime:
    """A template message that cannot go leaves the next way; one that may go later is tried again."""
    carried = noted.outcome.carried
    if carried is not Carried.UNSURE:
        for text in noted.texts:
            text.unsure = 0
    is_tried = carried is Carried.LATER and noted.tries >= MOST_TRIES
    if carried in {Carried.LATER, Carried.UNSURE} and not is_tried:
        return noted.again_at()
    way = Way.TEMPLATE
    if carried is not Carried.SENT:
        way = noted.ways.without_template(noted.session, noted.errand.conversation_id)
    if carried is Carried.GONE:
        noted.ways.left(noted.session, noted.errand.conversation_id, noted.now)
    waiting = [text for text in noted.texts if text.state is TextState.WAITING]
    for text in waiting:
        text.told_as = noted.outcome.message
    if waiting:
        _hand_on(noted, waiting, way=way, silently=way is Way.TEMPLATE)
    return noted.now


_DONE: Mapping[Carried, Callable[[_Noted], datetime]] = {
    Carried.SENT: _sent,
    Carried.NOT_NOW: _not_now,
    Carried.GONE: _gone,
    Carried.LATER: _later,
    Carried.UNSURE: _rest,
    Carried.TOO_LONG: _too_long,
    Carried.REFUSED: _refused,
}
