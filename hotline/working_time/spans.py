"""Stretches of time between two instants, and what is left of them without the pauses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From one aware instant up to, and without, another; empty where it does not end later."""

    starts: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return max(self.ends - self.starts, timedelta(0))

    def within(self, other: "Span") -> "Span":
        return Span(max(self.starts, other.starts), min(self.ends, other.ends))


def without(span: Span, pauses: Iterable[Span]) -> Iterator[Span]:
    """What is left of the span, in order; pauses may overlap, touch and stick out."""
    reached = span.starts
    for pause in sorted(pauses):
        if not pause.length:
            continue
        left = Span(reached, min(pause.starts, span.ends))
        if left.length:
            yield left
        reached = max(reached, pause.ends)
    if (rest := Span(reached, span.ends)).length:
        yield rest
