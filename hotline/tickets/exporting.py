"""The history as a third party gets it: JSON lines that prove themselves, without a patient's words."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.audit import FORMAT, canonical
from hotline.tickets.event import TicketEvent
from hotline.tickets.seal import AuditSeal

_PAGE = 500


def export_audit(session: Session, *, with_private: bool = False) -> Iterator[bytes]:
    """Every sealed event in the order of the seals: a later export begins with the lines of an earlier one.

    What is not sealed yet is not in it: seal first.
    """
    content = hashlib.sha256()
    counts: dict[str, Any] = {"events": 0, "seals": 0, "head": ""}
    tickets: set[str] = set()
    for facts in _facts(session, with_private=with_private):
        if facts["line"] == "event":
            counts["events"] += 1
            tickets.add(facts["ticket"])
        elif facts["line"] == "seal":
            counts |= {"seals": facts["seal"], "head": facts["hash"]}
        line = _line(facts)
        content.update(line)
        yield line
    yield _line({"line": "end", "content": content.hexdigest(), "tickets": len(tickets), **counts})


def _facts(session: Session, *, with_private: bool) -> Iterator[dict[str, Any]]:
    yield {"line": "header", "format": FORMAT}
    for seal in session.scalars(select(AuditSeal).order_by(AuditSeal.number)).all():
        covered = select(TicketEvent).where(TicketEvent.seal == seal.number)
        ordered = covered.order_by(TicketEvent.ticket_id, TicketEvent.seq).execution_options(yield_per=_PAGE)
        for event in session.scalars(ordered):
            yield {"line": "event", **event.facts(), "hash": event.hash} | _private(event, with_private)
        yield {"line": "seal", **seal.facts(), "hash": seal.hash}


def _private(event: TicketEvent, with_private: bool) -> dict[str, Any]:  # noqa: FBT001
    if not with_private or not event.private:
        return {}
    return {"private": dict(event.private), "salt": event.private_salt}


def _line(facts: dict[str, Any]) -> bytes:
    return canonical(facts) + b"\n"
