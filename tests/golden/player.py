"""Plays one conversation and compares every reply, and what was kept of it, with the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from hotline.tickets import Ticket
from knowledge_base import Entry
from tests.golden.conversation import NO_ENTRY, Conversation, ExpectedTicket, Given, Kept, Turn, answers
from tests.golden.heard import Heard
from tests.golden.world import World

NEVER = ("{", "}", "None", "utter_", "action_", "_form", "withheld", "Traceback", "没有听明白")
"""What no caller may ever read: the marks of our own machinery, and Rasa's own helplessness."""


class NotAsWritten(AssertionError):  # noqa: N818 - a noun of the trade
    """A reply, or what was kept, is not what the file says; carries the conversation so far."""


@dataclass
class Player:
    """`transcript` grows with every turn and is shown with the first fault."""

    conversation: Conversation
    world: World
    entries: Mapping[str, Entry]
    transcript: list[str] = field(default_factory=list)
    _facts: dict[str, str] = field(default_factory=dict)
    _told: set[tuple[str, str]] = field(default_factory=set)
    _callers: dict[str, str] = field(default_factory=dict)
    _keeps: dict[str, Kept] = field(default_factory=dict)

    async def play(self) -> None:
        """Raises NotAsWritten."""
        self._facts |= self.world.hospital.placeholders
        for turn, given in self.conversation.staged():
            self.world.become(given)
            await self._play_turn(turn, given=given)
        self._judge(self._faults_of_journal())
        if self.conversation.afterwards.replayed:
            self.world.recover()
        self._judge(self._faults_afterwards())

    async def _play_turn(self, turn: Turn, *, given: Given) -> None:
        caller = self._callers.setdefault(turn.who, f"golden-{uuid4().hex}")
        text = self._filled(turn.caller) * turn.times
        if turn.keeps:
            self._keeps[text] = turn.keeps
        heard = await self.world.say(turn, text=text, conversation_id=caller, message_id=uuid4().hex)
        self._facts["nurse"] = self.world.hospital.duty_nurse(self.world.clock.now())
        if heard.ticket:
            number, code = heard.ticket["number"], heard.ticket["code"]
            self._facts |= {"number": number, "code": code}
            self._told.add((number, code))
        said_by = f"{heard.answered_by}, {heard.grade}, {heard.entry}"
        self.transcript += [
            f"{turn.who}: {text[:80]}",
            f"  [{said_by}] {heard.text} {list(heard.choices) or ''}",
        ]
        self._judge(self._faults(turn, heard=heard, given=given))

    def _faults(self, turn: Turn, *, heard: Heard, given: Given) -> Iterator[str]:
        answered_by = answers(turn, world=given)
        if heard.answered_by != answered_by:
            yield f"answered by {heard.answered_by}, not by {answered_by}"
        if heard.grade != turn.grade:
            yield f"graded {heard.grade}, not {turn.grade}"
        if turn.entry and heard.entry not in turn.entry and not self._asks(turn, heard=heard):
            yield f"answered with entry {heard.entry}, not {' or '.join(turn.entry)}"
        if (heard.ticket is not None) is not turn.ticket:
            yield "told of a ticket" if heard.ticket else "told of no ticket"
        yield from self._faults_of_text(turn, heard=heard)

    def _asks(self, turn: Turn, *, heard: Heard) -> bool:
        """Whether the caller is asked which he means, and what he means is among the choices."""
        offered = heard.entry == NO_ENTRY and any(
            self.entries[name].title in heard.choices for name in turn.entry
        )
        return turn.may_ask and offered

    def _faults_of_text(self, turn: Turn, *, heard: Heard) -> Iterator[str]:
        if not heard.text.strip():
            yield "silence"
        for words in map(self._filled, turn.says):
            if not heard.suffices(words):
                yield f"does not say {words}"
        for words in (*map(self._filled, turn.never), *NEVER):
            if heard.says(words):
                yield f"says {words}"
        for words in turn.choices:
            if not any(words in choice for choice in heard.choices):
                yield f"does not offer {words}"

    def _faults_of_journal(self) -> Iterator[str]:
        wanted = self.conversation.afterwards.journal
        found = "waiting" if self.world.ledger.is_behind else "empty"
        if found != wanted:
            yield f"the journal is {found}, not {wanted}"

    def _faults_afterwards(self) -> Iterator[str]:
        if self.world.ledger.is_behind:
            yield "the journal is not empty at the end"
        recorded = self.world.recorded()
        if recorded != self.conversation.recorded:
            yield f"{recorded} exchanges were kept, not {self.conversation.recorded}"
        yield from self._faults_of_kept()
        kept, wanted = self.world.tickets(), self.conversation.afterwards.tickets
        if len(kept) != len(wanted):
            yield f"{len(kept)} tickets were kept, not {len(wanted)}"
        for number, _ in self._told - {(ticket.number, ticket.progress_code) for ticket in kept}:
            yield f"the caller was told of ticket {number}, and it was not kept so"
        for ticket, expected in zip(kept, wanted, strict=False):
            yield from _faults_of_ticket(ticket, expected=expected)

    def _faults_of_kept(self) -> Iterator[str]:
        for text, keeps in self._keeps.items():
            message = self.world.asked(text)
            if message is None:
                yield f"nothing was kept of {text}"
            else:
                yield from (f"of {text}: {fault}" for fault in keeps.faults(message))

    def _filled(self, words: str) -> str:
        """`{code}`, `{number}`, `{nurse}` and the hospital's placeholders stand for what they are now."""
        for name, value in self._facts.items():
            words = words.replace(f"{{{name}}}", value)
        return words

    def _judge(self, faults: Iterator[str]) -> None:
        found = list(faults)
        if found:
            raise NotAsWritten(
                "\n".join([self.conversation.name, *self.transcript, *(f"✗ {one}" for one in found)])
            )


def _faults_of_ticket(ticket: Ticket, *, expected: ExpectedTicket) -> Iterator[str]:
    if (ticket.kind, ticket.grade) != (expected.kind, expected.grade):
        yield f"kept a ticket {ticket.kind}/{ticket.grade}, not {expected.kind}/{expected.grade}"
    if expected.phone is not None and (ticket.phone is not None) is not expected.phone:
        yield "the ticket has a phone number" if ticket.phone else "the ticket has no phone number"
    if expected.department is not None and ticket.department != expected.department:
        yield f"the ticket is for {ticket.department}, not {expected.department}"
    if expected.summary is not None and expected.summary not in ticket.summary:
        yield f"the ticket is about {ticket.summary}, not {expected.summary}"
