"""The doors' one way to have things kept: the database if it answers, the journal if it does not."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic

from hotline.clock import Clock
from hotline.consents import has_withdrawn, notice_seen
from hotline.conversations import Exchange, history
from hotline.database import Database, StorageUnavailable
from hotline.green_channel import AlarmFact
from hotline.handoff import TalkLine, keep_line
from hotline.identity import bound_phone
from hotline.ledger.journal import Journal, JournalUnavailable
from hotline.ledger.keeping import keep_alarm, keep_contact, keep_lines
from hotline.ledger.line import (
    ContactLine,
    ExchangeLine,
    JournalLine,
    SpokenLine,
    TicketLine,
    ViewLine,
    alarm_line,
    write_line,
)
from hotline.ledger.own import own_progress, with_bound_phone
from hotline.ledger.receipt import SaidLine, TicketReceipt, receipt_for, said_line
from hotline.ledger.rejects import Rejects
from hotline.ledger.replay import replay, waiting_alarms
from hotline.ledger.writer import Writer
from hotline.staff import Viewing, log_view
from hotline.staff.names import staff_names
from hotline.tickets import (
    NoSuchTicket,
    Opening,
    TicketProgress,
    TicketRequest,
    WorkingTarget,
    WrongTries,
    draw_number,
    draw_opening,
    find_progress,
    rateable_codes,
)
from hotline.tickets.keeping import keep_opening

_LOG = logging.getLogger(__name__)
_REPLAY_EVERY = timedelta(seconds=5)
_KEPT_IN_MEMORY = 10_000
_A_MOMENT = timedelta(seconds=1)


class Ledger:
    """Safe to share between threads. What is recorded and not yet flushed is lost if the process is killed.

    The journal is replayed by itself every `replay_every` while it holds anything; None leaves that to
    whoever calls `replay`. `working_target` computes what a ticket keeps as the department's own target.
    """

    def __init__(
        self,
        *,
        database: Database,
        journal_folder: Path,
        clock: Clock,
        replay_every: timedelta | None = _REPLAY_EVERY,
        working_target: WorkingTarget | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._working_target = working_target
        self._journal = Journal(journal_folder)
        self._rejects = Rejects(journal_folder / "rejected")
        self._replay_every = replay_every
        self._replayed_at = monotonic()
        self._replaying = Lock()
        self._wrong_tries = WrongTries()
        self._told: dict[str, Opening] = {}
        self._unkept: list[ExchangeLine] = []
        self._writer = Writer(save=self._save, rest=self._catch_up, rest_every=_REPLAY_EVERY)

    @property
    def is_behind(self) -> bool:
        """Whether the journal holds what the database does not have yet."""
        return not self._journal.is_empty

    def open_ticket(self, request: TicketRequest) -> TicketReceipt:
        """Raises JournalUnavailable where not even the disk took it."""
        now = self._clock.now()
        opening = draw_opening(request.grade, now=now, handle_due_at=self._handle_due_at(request, now))
        try:
            with self._database.transaction() as session:
                request = with_bound_phone(session, request)
                number = keep_opening(session, request=request, opening=opening).number
        except StorageUnavailable:
            return self._journal_ticket(request, opening)
        return receipt_for(replace(opening, number=number), request=request, journalled=False)

    def _handle_due_at(self, request: TicketRequest, now: datetime) -> datetime | None:
        try:
            return self._working_target(request, now) if self._working_target else None
        except StorageUnavailable:
            # The promise to the patient does not wait for the department's own target.
            return None

    def add_contact(self, number: str, *, phone: str | None, caller_name: str | None) -> None:
        """Raises NoSuchTicket, or TicketClosed where that is already known."""
        told = self._told.get(number)
        contact = ContactLine(
            ticket_id=told.id if told else None,
            number=number,
            phone=phone,
            caller_name=caller_name,
            at=self._clock.now(),
        )
        try:
            with self._database.transaction() as session:
                keep_contact(session, contact)
        except StorageUnavailable:
            self._journal.append([write_line(contact)])
        except NoSuchTicket:
            if self._journal.is_empty:
                raise NoSuchTicket(number) from None
            self._journal.append([write_line(contact)])

    def keep_alarm(self, facts: Sequence[AlarmFact]) -> None:
        """Facts of one alarm, together or not at all. Raises AlarmRefused, or JournalUnavailable."""
        line = alarm_line(facts)
        try:
            self._require_caught_up()  # what happened to the alarm before comes first
            with self._database.transaction() as session:
                keep_alarm(session, line)
        except StorageUnavailable:
            self._journal.append([write_line(line)])

    def log_view(self, viewing: Viewing) -> None:
        """For what is shown also while the database is away. Raises JournalUnavailable."""
        try:
            with self._database.transaction() as session:
                log_view(session, viewing=viewing)
        except StorageUnavailable:
            self._journal.append([write_line(ViewLine(viewing=viewing))])

    def keep_talk_line(self, line: TalkLine) -> bool:
        """Whether the database has it. Raises TalkRefused, or JournalUnavailable."""
        try:
            self._require_caught_up()  # what was said before comes first
            with self._database.transaction() as session:
                keep_line(session, line=line)
        except StorageUnavailable:
            self._journal.append([write_line(SpokenLine(line_said=line))])
            return False
        return True

    def waiting_alarms(self) -> list[AlarmFact]:
        """What the database does not know yet of alarms, in order."""
        return list(waiting_alarms(self._journal))

    def find_progress(
        self,
        code: str,
        *,
        phone_last_four: str | None = None,
        conversation_id: str | None = None,
        asked_from: str | None = None,
    ) -> TicketProgress | None:
        """Whoever asks with digits waits after five wrong ones, counted by the code and by `asked_from`.

        Raises StorageUnavailable or TooManyTries. A conversation is no guess and is not counted.
        """
        now = self._clock.now()
        keys = [f"code {code}", f"from {asked_from or conversation_id}"] if phone_last_four else []
        self._wrong_tries.take(keys, now=now)
        is_wrong = False
        try:
            self._replay_what_waits()
            with self._database.reading() as session:
                found = find_progress(
                    session,
                    code=code,
                    phone_last_four=phone_last_four,
                    conversation_id=conversation_id,
                    now=now,
                )
            is_wrong = found is None
            return found
        finally:
            if not is_wrong:
                self._wrong_tries.give_back(keys, at=now)

    def rateable_code(self, conversation_id: str) -> str | None:
        """Of what was settled last in this conversation and is not rated. Raises StorageUnavailable."""
        with self._database.reading() as session:
            codes = rateable_codes(session, conversation_id=conversation_id, now=self._clock.now())
            return codes[0] if codes else None

    def record(self, exchange: Exchange) -> None:
        """Never blocks and never raises; after `close` there is no thread left, and it waits for the disk."""
        if not self._writer.put(exchange):
            self._writer.guard(partial(self._save, [exchange]))

    def history(self, conversation_id: str, limit: int) -> tuple[SaidLine, ...]:
        """Oldest first; waits a moment for what was just recorded; raises StorageUnavailable.

        What the journal had to take is shown too, as soon as the database takes it: an instruction for an
        emergency never goes from the page because the database was busy.
        """
        self._writer.flush(at_most=_A_MOMENT)
        self._replay_what_waits()
        with self._database.reading() as session:
            kept = history(session, conversation_id=conversation_id, limit=limit)
            names = staff_names(session, usernames={one.spoken_by for one in kept if one.spoken_by})
            return tuple(said_line(message, names=names) for message in kept)

    def bound_phone(self, conversation_id: str) -> str | None:
        """The number the caller proved to be his. Raises StorageUnavailable."""
        with self._database.reading() as session:
            return bound_phone(session, conversation_id=conversation_id)

    def own_progress(self, conversation_id: str) -> Sequence[TicketProgress]:
        """Of the number bound here; none where none is bound. Raises StorageUnavailable."""
        with self._database.reading() as session:
            return own_progress(session, conversation_id=conversation_id, now=self._clock.now())

    def has_withdrawn(self, conversation_id: str) -> bool:
        """Whether the caller took back that his words may be kept. Raises StorageUnavailable."""
        with self._database.reading() as session:
            return has_withdrawn(session, conversation_id=conversation_id, by=self._clock.now())

    def notice_seen(self, conversation_id: str) -> str | None:
        """The version of the notice last shown. Raises StorageUnavailable."""
        with self._database.reading() as session:
            return notice_seen(session, conversation_id=conversation_id)

    def replay(self) -> int:
        """Journal to database; gives how many lines were kept, stopping where the database is away."""
        with self._replaying:
            return replay(self._journal, database=self._database, rejects=self._rejects)

    def flush(self) -> None:
        self._writer.flush()

    def close(self) -> None:
        self._writer.stop()
        if self._unkept:
            self._save([])
        self._journal.close()

    def _journal_ticket(self, request: TicketRequest, opening: Opening) -> TicketReceipt:
        told = replace(opening, number=self._draw_told_number(opening))
        self._journal.append([write_line(TicketLine(request=request, opening=told))])
        self._told[told.number] = told
        return receipt_for(told, request=request, journalled=True)

    def _draw_told_number(self, opening: Opening) -> str:
        while (number := draw_number(opening.opened_at, offline=True)) in self._told:
            pass
        return number

    def _require_caught_up(self) -> None:
        self._replay_what_waits()
        if self.is_behind:
            raise StorageUnavailable("the journal waits")

    def _replay_what_waits(self) -> None:
        if self.is_behind:
            self.replay()

    def _save(self, exchanges: Sequence[Exchange]) -> None:
        lines = [*self._unkept, *(ExchangeLine(exchange=exchange) for exchange in exchanges)]
        self._unkept = []
        try:
            keep_lines(self._database, lines, reject=self._reject, durable=False)
        except StorageUnavailable:
            self._journal_exchanges(lines)

    def _journal_exchanges(self, lines: Sequence[ExchangeLine]) -> None:
        try:
            self._journal.append([write_line(line) for line in lines])
        except JournalUnavailable as error:
            # A full disk: neither store takes anything. Memory does, for a while.
            _LOG.critical("%d exchanges are kept in memory only: %s", len(lines), error)
            self._unkept = list(lines[-_KEPT_IN_MEMORY:])

    def _reject(self, line: JournalLine, reason: str) -> None:
        try:
            self._rejects.add(write_line(line), reason=reason)
        except OSError as error:
            _LOG.critical("a faulty %s is lost: %s, %s", line.line, reason, type(error).__name__)

    def _catch_up(self) -> None:
        if self._unkept:
            self._save([])
        if self._replay_every is None or monotonic() - self._replayed_at < self._replay_every.total_seconds():
            return
        self._replay_what_waits()
        self._replayed_at = monotonic()
