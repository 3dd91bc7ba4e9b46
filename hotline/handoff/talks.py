"""Live talks as the doors use them: kept in one transaction each, then carried to the patient's channel."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.handoff.caring import care_for_one_talk
from hotline.handoff.deeds import ask_for_person, end_talk, hand_back_talk, leave_queue, see_talk, take_talk
from hotline.handoff.lines import PushedLine, TalkLine, last_seq, lines_after
from hotline.handoff.looking import TalkStanding, expected_wait, standing_of
from hotline.handoff.presence import be_present
from hotline.handoff.queueing import Wait
from hotline.handoff.talk import LiveTalk, TalkRequest
from hotline.handoff.vocabulary import TalkOutcome
from hotline.tickets import NoSuchTicket, Ticket, get_ticket

log = logging.getLogger(__name__)

_NOTED_EVERY = timedelta(seconds=10)
_SETTLING = timedelta(seconds=30)
"""After a start or an outage, nobody counts as vanished before open pages had time to ask again."""


class Carrier(Protocol):
    """How a channel is told that something waits for a patient; what it is, `lines_after` gives.

    A channel that cannot ask for itself (WeChat) sends what is new from here; it may be called twice for the
    same line, and from any thread.
    """

    def deliver(self, conversation_id: str) -> None: ...


class TalkKeeper(Protocol):
    """Keeps a nurse's line, in the database or, while that is away, in the journal."""

    def keep_talk_line(self, line: TalkLine) -> bool:
        """Whether the database has it."""
        ...


class Talks:
    """Safe to share between threads. A channel without a carrier has no live talks: its callers are rung."""

    def __init__(
        self, *, database: Database, keeper: TalkKeeper, carriers: Mapping[str, Carrier], clock: Clock
    ) -> None:
        self._database = database
        self._keeper = keeper
        self._carriers = carriers
        self._clock = clock
        self._noted: dict[object, datetime] = {}
        self._noting = Lock()
        self._settled_at = clock.now() + _SETTLING

    def carries(self, channel: str) -> bool:
        return channel in self._carriers

    def expect(self, *, channel: str, conversation_id: str) -> TalkStanding | None:
        """How asking for a person would stand; None where no nurse could come now, whatever the cause."""
        if not self.carries(channel):
            return None
        try:
            with self._database.reading() as session:
                open_one = standing_of(session, conversation_id=conversation_id, now=self._clock.now())
                if open_one is not None:
                    return open_one
                wait = expected_wait(session, now=self._clock.now())
        except StorageUnavailable:
            return None
        return TalkStanding(nurse=None, wait=wait) if wait else None

    def ask(self, request: TalkRequest) -> Wait | None:
        """Put the conversation before the nurses; None where that could not be kept, or nobody is there."""
        try:
            with self._database.transaction() as session:
                ask_for_person(session, request=request, clock=self._clock)
                standing = standing_of(
                    session, conversation_id=request.conversation_id, now=self._clock.now()
                )
        except StorageUnavailable:
            return None
        self.deliver(request.channel, request.conversation_id)
        return standing.wait if standing else None

    def ticket(self, number: str) -> Ticket | None:
        """The ticket behind a talk; None where the store does not have it, or is away."""
        try:
            with self._database.reading() as session:
                return get_ticket(session, number=number)
        except (StorageUnavailable, NoSuchTicket):
            return None

    def leave(self, conversation_id: str) -> None:
        """The caller waits no longer; one whom a nurse holds stays hers. Raises StorageUnavailable."""
        with self._database.transaction() as session:
            leave_queue(session, conversation_id=conversation_id, clock=self._clock)

    def standing(self, conversation_id: str) -> TalkStanding | None:
        """Raises StorageUnavailable."""
        with self._database.reading() as session:
            return standing_of(session, conversation_id=conversation_id, now=self._clock.now())

    def lines_after(self, conversation_id: str, after: int) -> Sequence[PushedLine]:
        """Raises StorageUnavailable."""
        with self._database.reading() as session:
            return lines_after(session, conversation_id=conversation_id, after=after)

    def last_seq(self, conversation_id: str) -> int:
        """Raises StorageUnavailable."""
        with self._database.reading() as session:
            return last_seq(session, conversation_id=conversation_id)

    def take(self, talk_id: UUID, *, by: str) -> None:
        """Raises TalkRefused, StorageUnavailable; so do all that follow."""
        self._do(lambda session: take_talk(session, talk_id=talk_id, by=by, clock=self._clock))

    def hand_back(self, talk_id: UUID, *, by: str) -> None:
        self._do(lambda session: hand_back_talk(session, talk_id=talk_id, by=by, clock=self._clock))

    def end(self, talk_id: UUID, *, by: str, outcome: TalkOutcome, text: str) -> None:
        self._do(
            lambda session: end_talk(
                session, talk_id=talk_id, by=by, outcome=outcome, text=text, clock=self._clock
            )
        )

    def say(self, talk_id: UUID, *, message_id: str, by: str, text: str) -> bool:
        """Whether the patient can read it now; else the journal has it, and he reads it later."""
        line = TalkLine(talk_id=talk_id, message_id=message_id, by=by, text=text, at=self._clock.now())
        kept = self._keeper.keep_talk_line(line)
        if kept:
            with self._database.reading() as session:
                talk = session.get(LiveTalk, talk_id)
            if talk is not None:
                self.deliver(talk.channel, talk.conversation_id)
        return kept

    def see(self, talk_id: UUID, *, by: str) -> None:
        """The open page of whoever holds the talk asked."""
        now = self._clock.now()
        if self._is_news((talk_id, by), now):
            with self._database.transaction(durable=False) as session:
                see_talk(session, talk_id=talk_id, by=by, at=now)

    def be_present(self, username: str) -> None:
        now = self._clock.now()
        if self._is_news(username, now):
            with self._database.transaction(durable=False) as session:
                be_present(session, username=username, at=now)

    def care_for_one(self) -> bool:
        """Whether there was one to look after; never raises where the store is away."""
        if self._clock.now() < self._settled_at:
            return False
        try:
            with self._database.transaction() as session:
                talk = care_for_one_talk(session, clock=self._clock)
        except StorageUnavailable:
            self._settled_at = self._clock.now() + _SETTLING
            return False
        if talk is not None:
            self.deliver(talk.channel, talk.conversation_id)
        return talk is not None

    def deliver(self, channel: str, conversation_id: str) -> None:
        """What is kept reaches the patient; a channel that fails is asked again with the next line."""
        carrier = self._carriers.get(channel)
        if carrier is None:
            return
        try:
            carrier.deliver(conversation_id)
        except Exception:
            log.exception("the channel %s could not be told of a new line", channel)

    def _do(self, deed: Callable[[Session], LiveTalk]) -> None:
        with self._database.transaction() as session:
            talk = deed(session)
        self.deliver(talk.channel, talk.conversation_id)

    def _is_news(self, what: object, now: datetime) -> bool:
        """Open pages ask every second or two: one in ten seconds is written down."""
        with self._noting:
            noted = self._noted.get(what)
            if noted is not None and abs(now - noted) < _NOTED_EVERY:
                return False
            self._noted = {key: at for key, at in self._noted.items() if now - at < _SETTLING}
            self._noted[what] = now
            return True
