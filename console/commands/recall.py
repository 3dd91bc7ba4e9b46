"""`hotline kb recall`: who was told an answer, and a call-back ticket for each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import click
from sqlalchemy.orm import Session

from console.knowledge import read_hospital
from console.lines import show_json
from console.overlay import told_knowledge
from console.settings import read_settings
from console.store import open_store
from console.words import Trouble, say, say_to_nurses
from console.working_time import departments_time, target_within
from hotline.clock import Clock, SystemClock
from hotline.conversations import AnswerGiven, ToldConversation, call_back, entries_told, told_since
from hotline.phone import last_four
from hotline.safety import TriageGrade
from hotline.tickets import Ticket, TicketKind, TicketRequest, TicketSource
from knowledge_base import Entry, Hospital

_SHOWN_OF_NAME = 8
"""Whoever knows the whole name of a conversation may read it."""
_STATES = {
    "changed": ("recall_changed", "recall_why_changed"),
    "unchanged": ("recall_unchanged", "recall_why_unchanged"),
    "gone": ("recall_gone", "recall_why_gone"),
}
"""What became of a text since it was told: how the operator and how the nurse reads it."""


@dataclass(frozen=True, kw_only=True)
class Recall:
    """What is taken back; `current` is the entry as it stands, None where it exists no longer."""

    entry: str
    current: Entry | None
    reason: str | None
    hospital: Hospital
    clock: Clock

    def state(self, telling: AnswerGiven) -> str:
        if self.current is None:
            return "gone"
        return "unchanged" if telling.entry_version == self.current.version else "changed"

    def request(self, told: ToldConversation) -> TicketRequest:
        contact = told.contact
        return TicketRequest(
            kind=TicketKind.QUESTION,
            conversation_id=told.conversation_id,
            channel=told.channel,
            grade=TriageGrade.ROUTINE,
            summary=self._summary(told.tellings[-1]),
            topic=self.current.topic_name if self.current else None,
            department=self.current.department if self.current else None,
            phone=contact.phone if contact else None,
            caller_name=contact.caller_name if contact else None,
            details={"entry": self.entry},
            source=TicketSource.PERSON,
            duty_nurse=self.hospital.duty_nurse(self.clock.now()),
        )

    def record(self, told: ToldConversation, *, ticket: Ticket | None) -> dict[str, Any]:
        """One conversation as it is listed, without what would open it or ring its caller."""
        phone = told.contact.phone if told.contact else None
        return {
            "entry": self.entry,
            "conversation": told.conversation_id[:_SHOWN_OF_NAME],
            "channel": told.channel,
            "told": [self._telling(telling) for telling in told.tellings],
            "phone_end": last_four(phone) if phone else None,
            "reachable": phone is not None,
            "ticket": ticket.number if ticket else None,
        }

    def _telling(self, telling: AnswerGiven) -> dict[str, Any]:
        at = telling.told_at.astimezone(self.hospital.zone).isoformat(timespec="seconds")
        state = self.state(telling)
        return {"at": at, "version": telling.entry_version, "changed": state != "unchanged", "state": state}

    def _summary(self, telling: AnswerGiven) -> str:
        day = f"{telling.told_at.astimezone(self.hospital.zone):%Y-%m-%d}"
        why = say_to_nurses(_STATES[self.state(telling)][1])
        if self.reason:
            why += say_to_nurses("recall_why_told", reason=self.reason.rstrip("。."))
        title = self.current.title if self.current else self.entry
        return say_to_nurses("recall_summary", day=day, title=title, entry=self.entry, why=why)


@click.command("recall")
@click.argument("entry")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day, by the hospital's clock.",
)
@click.option("--version", help="Only whom this version was told.")
@click.option("--open", "opens", is_flag=True, help="Open one call-back ticket a conversation, once.")
@click.option("--why", help="What the nurse reads as the reason, in Chinese.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    *, entry: str, since: datetime, version: str | None, opens: bool, why: str | None, as_json: bool
) -> None:
    """List the conversations that were told ENTRY, and with --open see to it that they are called back."""
    settings = read_settings()
    hospital = read_hospital(settings)
    known = told_knowledge(settings, hospital=hospital, clock=SystemClock()).entries
    recall = Recall(entry=entry, current=known.get(entry), reason=why, hospital=hospital, clock=SystemClock())
    with open_store(settings) as session:
        _require_known(session, entry=entry, known=known)
        start = since.replace(tzinfo=hospital.zone)
        told = told_since(session, entry=entry, since=start, version=version)
        rows = [recall.record(one, ticket=_ticket(session, one, recall=recall, opens=opens)) for one in told]
    for row in rows:
        if as_json:
            show_json(row)
        else:
            click.echo("\n".join(_lines(row)))
    if not as_json:
        unreachable = sum(not row["reachable"] for row in rows)
        click.echo(say("recall_count", conversations=len(rows), entry=entry, unreachable=unreachable))


def _ticket(session: Session, told: ToldConversation, *, recall: Recall, opens: bool) -> Ticket | None:
    if not opens:
        return told.called_back
    return call_back(
        session,
        told,
        request=recall.request(told),
        clock=recall.clock,
        working_target=target_within(session, departments_time(recall.hospital)),
    )


def _require_known(session: Session, *, entry: str, known: Mapping[str, Entry]) -> None:
    """An entry that was deleted can still be taken back from whoever was told it."""
    if entry in known:
        return
    every = entries_told(session) | known.keys()
    if entry not in every:
        nearest = get_close_matches(entry, sorted(every), n=3, cutoff=0.4)
        raise Trouble("unknown_entry", entry=entry, nearest=", ".join(nearest) or "–")


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    key = "recall_reachable" if row["reachable"] else "recall_unreachable"
    yield say(key, conversation=row["conversation"], end=row["phone_end"], ticket=row["ticket"] or "–")
    for telling in row["told"]:
        state = say(_STATES[telling["state"]][0])
        at = datetime.fromisoformat(telling["at"]).strftime("%Y-%m-%d %H:%M")
        yield "  " + say(
            "recall_told", at=at, channel=row["channel"], version=telling["version"], state=state
        )
