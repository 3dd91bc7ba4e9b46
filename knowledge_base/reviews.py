"""A clinician's signature holds for the exact words he read, and for nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge_base.entries import AWAITING_REVIEW, REVIEWED, content_version

SIGNED_KEYS = {"status", "reviewer", "signed_on", "expires_on", "content"}


def signed_content(raw: Mapping[str, Any]) -> str:
    """What a signature carries as `content`: the hash of an entry, or of a topic with all its entries."""
    return content_version(raw)


def review_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    """Faults of a topic's or an entry's review record."""
    review = raw.get("review", {"status": AWAITING_REVIEW})
    if not isinstance(review, dict):
        yield "review must be a mapping"
    elif review == {"status": AWAITING_REVIEW}:
        return
    elif review.get("status") != REVIEWED:
        yield f"review must be {AWAITING_REVIEW} or a signed record, not {review.get('status')!r}"
    elif review.keys() != SIGNED_KEYS:
        yield f"a signed review has exactly the keys {', '.join(sorted(SIGNED_KEYS))}"
    else:
        yield from _signature_faults(review, content=signed_content(raw))


def review_status(topic: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """An entry's own signature counts first, then its topic's."""
    for raw in (entry, topic):
        status = raw.get("review", {}).get("status")
        if status == REVIEWED:
            return REVIEWED
    return AWAITING_REVIEW


def _signature_faults(review: Mapping[str, Any], *, content: str) -> Iterator[str]:
    for key in ("signed_on", "expires_on"):
        if not isinstance(review[key], date):
            yield f"review: {key} must be a date such as 2026-03-01"
    if not isinstance(review["reviewer"], str) or not review["reviewer"].strip():
        yield "review: reviewer must be a name"
    if review["content"] != content:
        yield f"review: signed for {review['content']!r}, the words are now {content!r}"
