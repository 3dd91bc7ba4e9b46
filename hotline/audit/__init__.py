"""Proof that a history was not changed: standard library only, so that a third party can compute it again."""

from hotline.audit.chain import (
    FORMAT,
    canonical,
    event_hash,
    events_digest,
    instant,
    private_digest,
    seal_hash,
)
from hotline.audit.verifying import BrokenAudit, Fault, Verdict, verify

__all__ = [
    "FORMAT",
    "BrokenAudit",
    "Fault",
    "Verdict",
    "canonical",
    "event_hash",
    "events_digest",
    "instant",
    "private_digest",
    "seal_hash",
    "verify",
]
