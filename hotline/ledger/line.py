"""One line of the journal: a fact that is to be in the database, readable only with the data key."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Discriminator, TypeAdapter, ValidationError

from hotline.conversations import Exchange
from hotline.database import Undecipherable, installed_keyring
from hotline.green_channel import AlarmCall, AlarmDeed, AlarmFact
from hotline.handoff import TalkLine
from hotline.staff import Viewing
from hotline.tickets import Opening, TicketRequest


class FaultyLine(Exception):  # noqa: N818 - a noun of the trade
    """The line cannot be read; carries the reason, never the words."""


@dataclass(frozen=True, kw_only=True)
class TicketLine:
    """A ticket the caller has been told of."""

    request: TicketRequest
    opening: Opening
    line: Literal["ticket"] = field(default="ticket")


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """How to reach the caller of a ticket; by its id where this process opened it."""

    ticket_id: UUID | None
    number: str
    phone: str | None
    caller_name: str | None
    at: datetime
    line: Literal["contact"] = field(default="contact")


@dataclass(frozen=True, kw_only=True)
class ExchangeLine:
    """What was said and answered."""

    exchange: Exchange
    line: Literal["exchange"] = field(default="exchange")


@dataclass(frozen=True, kw_only=True)
class AlarmLine:
    """What happened to one alarm, kept together or not at all; `call` where it was raised by it."""

    call: AlarmCall | None = None
    deeds: tuple[AlarmDeed, ...] = ()
    line: Literal["alarm"] = field(default="alarm")


@dataclass(frozen=True, kw_only=True)
class ViewLine:
    """Somebody looked at somebody's details."""

    viewing: Viewing
    line: Literal["view"] = field(default="view")


@dataclass(frozen=True, kw_only=True)
class SpokenLine:
    """What a nurse said in a live talk."""

    line_said: TalkLine
    line: Literal["spoken"] = field(default="spoken")


JournalLine = TicketLine | ContactLine | ExchangeLine | AlarmLine | ViewLine | SpokenLine
type_of_line = Annotated[JournalLine, Discriminator("line")]
_FORMAT: TypeAdapter[JournalLine] = TypeAdapter(type_of_line)


def alarm_line(facts: Sequence[AlarmFact]) -> AlarmLine:
    calls = [fact for fact in facts if isinstance(fact, AlarmCall)]
    deeds = tuple(fact for fact in facts if isinstance(fact, AlarmDeed))
    return AlarmLine(call=calls[0] if calls else None, deeds=deeds)


def write_line(line: JournalLine) -> str:
    facts = _FORMAT.dump_python(line, mode="json", fallback=_name_of_kind, warnings=False)
    return installed_keyring().encrypt(json.dumps(facts))


def read_line(text: str) -> JournalLine:
    try:
        return _FORMAT.validate_python(_renewed(json.loads(installed_keyring().decrypt(text))))
    except Undecipherable as error:
        raise FaultyLine(str(error)) from None
    except json.JSONDecodeError:
        raise FaultyLine("not a line of the journal: no JSON") from None
    except ValidationError as error:
        raise FaultyLine(f"not a line of the journal: {error.error_count()} faults") from None


def _renewed(facts: Any) -> Any:
    """A line as it is written now: one of an older release, still waiting, told one entry at most."""
    exchange = facts.get("exchange") if isinstance(facts, dict) else None
    if isinstance(exchange, dict) and exchange.get("entry_id"):
        told = {"entry": exchange["entry_id"], "version": exchange.get("entry_version") or ""}
        return {**facts, "exchange": {"told": [told], **exchange}}
    return facts


def _name_of_kind(value: object) -> str:
    # What a door should never have handed over must not keep its neighbours from the journal.
    return type(value).__name__
