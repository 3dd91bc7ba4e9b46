"""How the hashes of the audit trail are computed: never to be changed, for old hashes stand on it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

FORMAT = "nuanqiao-audit-1"

EVENT_FACTS = ("ticket", "number", "seq", "kind", "at", "by", "data", "private_digest", "previous")
"""What the hash of an event covers; `previous` is the hash of the ticket's event before it, or empty."""

SEAL_FACTS = ("seal", "at", "events", "digest", "previous")
"""What the hash of a seal covers; `previous` is the hash of the seal before it, or empty."""


def canonical(value: Any) -> bytes:
    """JSON in one spelling only: keys sorted by code point, no spaces, UTF-8, no escapes but JSON's own.

    Half a character, as a broken client may send it, is written as the store keeps it.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode(errors="replace")


def private_digest(private: Mapping[str, str], *, salt: str) -> str:
    """Stands for private text in the chain; without the salt nobody can try texts against it."""
    return _sha256(canonical({"private": dict(private), "salt": salt}))


def event_hash(facts: Mapping[str, Any]) -> str:
    return _sha256(canonical({name: facts[name] for name in EVENT_FACTS}))


def seal_hash(facts: Mapping[str, Any]) -> str:
    return _sha256(canonical({name: facts[name] for name in SEAL_FACTS}))


def events_digest(hashes: Iterable[str]) -> str:
    """Of the events under one seal, ordered by ticket and number in the ticket."""
    return _sha256("\n".join(hashes).encode())


def instant(at: datetime) -> str:
    """UTC with six decimals; refused when naive."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
