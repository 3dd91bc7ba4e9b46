"""Stretches of time between two instants, and what is left of them without the pauses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From one aware instant up to, and without, another; empty where it does not end later."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(self.end - self.start, timedelta(0))

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def within(self, other: "Span") -> "Span":
        return Span(max(self.start, other.start), min(self.end, other.end))


def without(span: Span, pauses: Iterable[Span]) -> Iterator[Span]:
    """What is left of the span, in order; pauses may overlap, touch and stick out."""
    reached = span.start
    for pause in sorted(pauses):
        if not pause.length:
            continue
        left = Span(reached, min(pause.start, span.end))
        if left.length:
            yield left
        reached = max(reached, pause.end)
    if (rest := Span(reached, span.end)).length:
        yield rest
