"""Whether an export is unbroken: every event where it was kept, as it was kept, and none missing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hotline.audit.chain import (
    EVENT_FACTS,
    FORMAT,
    SEAL_FACTS,
    canonical,
    event_hash,
    events_digest,
    private_digest,
    seal_hash,
)

_EVENT = {"line", "hash", *EVENT_FACTS}
_SEAL = {"line", "hash", *SEAL_FACTS}
_PRIVATE = {"private", "salt"}


class Fault(StrEnum):
    """What is wrong with the first broken line."""

    UNREADABLE = "unreadable"
    NO_HEADER = "no_header"
    OUT_OF_ORDER = "out_of_order"
    EVENT_MISSING = "event_missing"
    CHAIN_BROKEN = "chain_broken"
    EVENT_CHANGED = "event_changed"
    PRIVATE_CHANGED = "private_changed"
    SEAL_MISSING = "seal_missing"
    SEAL_CHANGED = "seal_changed"
    SEAL_DOES_NOT_FIT = "seal_does_not_fit"
    UNSEALED = "unsealed"
    END_MISSING = "end_missing"
    END_DOES_NOT_FIT = "end_does_not_fit"
    HEAD_MISSING = "head_missing"


class BrokenAudit(Exception):  # noqa: N818 - a noun of the trade
    """The first fault of an export: the line it stands in, and the ticket, event or seal it is about."""

    def __init__(
        self,
        fault: Fault,
        *,
        line: int,
        number: str | None = None,
        seq: int | None = None,
        seal: int | None = None,
    ) -> None:
        super().__init__(f"line {line}: {fault.value}")
        self.fault = fault
        self.line = line
        self.number = number
        self.seq = seq
        self.seal = seal


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """An unbroken export: what it holds, and the hash of its last seal, empty where nothing is sealed yet."""

    tickets: int
    events: int
    seals: int
    head: str


def verify(lines: Iterable[bytes], *, head: str | None = None) -> Verdict:
    """Raises BrokenAudit. `head`, noted from an earlier export, must be among the seals.

    An export that was computed anew from changed events is unbroken in itself: only a head noted elsewhere
    tells it from the true one.
    """
    reading = _Reading()
    for line in lines:
        reading.take(line)
    return reading.verdict(head=head)


class _Reading:
    """The state after each line read."""

    def __init__(self) -> None:
        self._line = 0
        self._content = hashlib.sha256()
        self._last: dict[str, tuple[int, str]] = {}
        self._events = 0
        self._unsealed: list[str] = []
        self._place: tuple[str, int] | None = None
        self._seals: list[str] = []
        self._ended = False

    def take(self, line: bytes) -> None:
        self._line += 1
        facts = self._read(line)
        if self._ended:
            raise BrokenAudit(Fault.END_DOES_NOT_FIT, line=self._line)
        if self._line == 1:
            self._take_header(facts)
        elif facts["line"] == "event":
            self._take_event(facts)
        elif facts["line"] == "seal":
            self._take_seal(facts)
        else:
            self._take_end(facts)
        self._content.update(line)

    def verdict(self, *, head: str | None) -> Verdict:
        if not self._ended:
            raise BrokenAudit(Fault.END_MISSING, line=self._line + 1)
        if head is not None and head not in self._seals:
            raise BrokenAudit(Fault.HEAD_MISSING, line=self._line)
        return Verdict(**self._counts())

    def _read(self, line: bytes) -> Mapping[str, Any]:
        try:
            facts = json.loads(line)
            is_ours = isinstance(facts, dict) and line == canonical(facts) + b"\n"
        except (ValueError, RecursionError):
            is_ours = False
        if not is_ours or facts.get("line") not in ("header", "event", "seal", "end"):
            raise BrokenAudit(Fault.UNREADABLE, line=self._line)
        wanted: Mapping[str, Any] = facts
        return wanted

    def _take_header(self, facts: Mapping[str, Any]) -> None:
        if not _is_same(facts, {"line": "header", "format": FORMAT}):
            raise BrokenAudit(Fault.NO_HEADER, line=self._line)

    def _take_event(self, facts: Mapping[str, Any]) -> None:
        if not _is_event(facts):
            raise BrokenAudit(Fault.UNREADABLE, line=self._line)
        fault = self._fault_of(facts)
        if fault is not None:
            raise BrokenAudit(fault, line=self._line, number=str(facts["number"]), seq=facts["seq"])
        self._last[facts["ticket"]] = (facts["seq"], facts["hash"])
        self._place = (facts["ticket"], facts["seq"])
        self._unsealed.append(facts["hash"])
        self._events += 1

    def _fault_of(self, facts: Mapping[str, Any]) -> Fault | None:
        """Judged from the event's own content to its place among the others."""
        seq, previous = self._last.get(facts["ticket"], (0, ""))
        private = facts.get("private")
        told = private_digest(private, salt=facts.get("salt", "")) if private else facts["private_digest"]
        if event_hash(facts) != facts["hash"]:
            return Fault.EVENT_CHANGED
        if told != facts["private_digest"]:
            return Fault.PRIVATE_CHANGED
        if facts["seq"] != seq + 1:
            return Fault.EVENT_MISSING
        if facts["previous"] != previous:
            return Fault.CHAIN_BROKEN
        if self._place is not None and (facts["ticket"], facts["seq"]) < self._place:
            return Fault.OUT_OF_ORDER
        return None

    def _take_seal(self, facts: Mapping[str, Any]) -> None:
        fault = self._fault_of_seal(facts)
        if fault is not None:
            raise BrokenAudit(fault, line=self._line, seal=len(self._seals) + 1)
        self._seals.append(facts["hash"])
        self._unsealed, self._place = [], None

    def _fault_of_seal(self, facts: Mapping[str, Any]) -> Fault | None:
        if set(facts) != _SEAL:
            return Fault.UNREADABLE
        if seal_hash(facts) != facts["hash"]:
            return Fault.SEAL_CHANGED
        if facts["seal"] != len(self._seals) + 1 or facts["previous"] != self._head:
            return Fault.SEAL_MISSING
        if facts["events"] != len(self._unsealed) or facts["digest"] != events_digest(self._unsealed):
            return Fault.SEAL_DOES_NOT_FIT
        return None

    def _take_end(self, facts: Mapping[str, Any]) -> None:
        if self._unsealed:
            raise BrokenAudit(Fault.UNSEALED, line=self._line, seal=len(self._seals) + 1)
        told = {"line": "end", "content": self._content.hexdigest(), **self._counts()}
        if not _is_same(facts, told):
            raise BrokenAudit(Fault.END_DOES_NOT_FIT, line=self._line)
        self._ended = True

    @property
    def _head(self) -> str:
        return self._seals[-1] if self._seals else ""

    def _counts(self) -> dict[str, Any]:
        return {
            "tickets": len(self._last),
            "events": self._events,
            "seals": len(self._seals),
            "head": self._head,
        }


def _is_event(facts: Mapping[str, Any]) -> bool:
    private = facts.get("private", {})
    return (
        _EVENT <= set(facts) <= _EVENT | _PRIVATE
        and isinstance(facts["seq"], int)
        and all(isinstance(facts[name], str) for name in ("ticket", "number", "hash"))
        and isinstance(private, dict)
        and isinstance(facts.get("salt", ""), str)
    )


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """To the byte: 1, 1.0 and true are equal to Python."""
    return canonical(one) == canonical(other)
