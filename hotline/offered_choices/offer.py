"""An offer: it holds for half an hour, and only until the next reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

HOLDS = timedelta(minutes=30)
"""Whoever comes back later with a number no longer sees what it stood for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is said by each number; nothing, after a reply that offered nothing."""

    says: Mapping[str, str]
    offered_at: datetime

    def chosen(self, number: str, *, at: datetime) -> str | None:
        return self.says.get(number) if at - self.offered_at < HOLDS else None
