"""A clinician's signature holds for the exact words he read, until it expires, and for nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from knowledge_base.entries import AWAITING_REVIEW, REVIEWED, Signature, content_version
from knowledge_base.faults import Notice

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


def review_status(topic: Mapping[str, Any], entry: Mapping[str, Any], *, today: date | None = None) -> str:
    return REVIEWED if find_signature(topic, entry, today=today) else AWAITING_REVIEW


def find_signature(
    topic: Mapping[str, Any], entry: Mapping[str, Any], *, today: date | None = None
) -> Signature | None:
    """An entry's own signature counts first, then its topic's; without `today` none counts as expired."""
    for raw in (entry, topic):
        if _is_signed(raw) and not _has_expired(raw, today=today):
            return Signature(reviewer=raw["review"]["reviewer"], signed_on=raw["review"]["signed_on"])
    return None


def review_notices(raw: Mapping[str, Any], *, file: str, today: date | None) -> Iterator[Notice]:
    """Signatures of a file and its entries that hold no longer: the words count as awaiting review again."""
    entries = raw["entries"] if isinstance(raw.get("entries"), list) else []
    signed = [("", raw), *((str(one.get("id")), one) for one in entries if isinstance(one, dict))]
    for entry, content in signed:
        if _is_signed(content) and _has_expired(content, today=today):
            last = content["review"]["expires_on"]
            yield Notice(file=file, entry=entry, notice=f"the signed review held until {last}")


def _has_expired(raw: Mapping[str, Any], *, today: date | None) -> bool:
    last = raw["review"].get("expires_on")
    return today is not None and type(last) is date and last < today


def _is_signed(raw: Mapping[str, Any]) -> bool:
    review = raw.get("review")
    return isinstance(review, dict) and review.get("status") == REVIEWED


def _signature_faults(review: Mapping[str, Any], *, content: str) -> Iterator[str]:
    for key in ("signed_on", "expires_on"):
        if (
            type(review[key]) is not date
        ):  # a day with an hour is a date, too, and cannot be compared with one
            yield f"review: {key} must be a date such as 2026-03-01"
    if not isinstance(review["reviewer"], str) or not review["reviewer"].strip():
        yield "review: reviewer must be a name"
    if review["content"] != content:
        yield f"review: signed for {review['content']!r}, the words are now {content!r}"
