"""What is counted: each figure is one question asked of every row, so that its rows are always at hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import yaml

from hotline.calls import CallOutcome
from hotline.digest.contact import Contact
from hotline.digest.emergencies import Emergency
from hotline.digest.intervals import Share, share
from hotline.digest.promises import Fared, Promise
from hotline.digest.ratings import Judged
from hotline.green_channel import AlarmOutcome

Row = TypeVar("Row")

_WORDS = Path(__file__).parent / "figures.yml"
_LOST_CALLS = {CallOutcome.ABANDONED, CallOutcome.MISSED}
_SETTLED = {Fared.KEPT, Fared.LATE_BUT_TOLD, Fared.SILENT}


@dataclass(frozen=True, kw_only=True)
class FigureWords:
    """Its name, what it counts, and whom it is a share of, for people."""

    title: str
    says: str
    among: str | None = None


@cache
def figure_words() -> Mapping[str, FigureWords]:
    raw = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {name: FigureWords(**words) for name, words in raw.items()}


@dataclass(frozen=True, kw_only=True)
class Figure(Generic[Row]):
    """A share: of the rows that are `among`, those that are `of` it. Every row of `of` is one of `among`."""

    of: Callable[[Row], bool]
    among: Callable[[Row], bool] = lambda _: True

    def counts(self, row: Row) -> bool | None:
        """Whether the row is `of` it; None where it is not `among`."""
        return self.of(row) if self.among(row) else None


def _settled(promise: Promise) -> bool:
    return promise.fared in _SETTLED


CONTACT_FIGURES: Mapping[str, Figure[Contact]] = {
    "answered_at_once": Figure(of=lambda one: one.was_answered_at_once, among=lambda one: one.said > 0),
    "solved_on_the_spot": Figure(of=lambda one: one.was_solved_on_the_spot, among=lambda one: one.said > 0),
    "not_helped": Figure(of=lambda one: one.was_not_helped, among=lambda one: one.said > 0),
    "handed_to_person": Figure(of=lambda one: one.was_handed, among=lambda one: one.said > 0),
    "came_to_person": Figure(
        of=lambda one: any(asked.waited is not None for asked in one.asked), among=lambda one: bool(one.asked)
    ),
    "abandoned_calls": Figure(of=lambda one: one.call in _LOST_CALLS, among=lambda one: one.call is not None),
    "emergencies": Figure(of=lambda one: one.is_emergency),
}
PROMISE_FIGURES: Mapping[str, Figure[Promise]] = {
    "promise_kept": Figure(of=lambda one: one.fared is Fared.KEPT, among=_settled),
    "late_but_told": Figure(of=lambda one: one.fared is Fared.LATE_BUT_TOLD, among=_settled),
    "silent_breaches": Figure(of=lambda one: one.fared is Fared.SILENT, among=_settled),
    "reopened": Figure(
        of=lambda one: one.was_reopened,
        among=lambda one: one.was_reopened or one.fed_back_after is not None,
    ),
}
RATING_FIGURES: Mapping[str, Figure[Judged]] = {
    "judged": Figure(of=lambda one: one.satisfied is not None),
    "satisfied": Figure(of=lambda one: one.satisfied is True, among=lambda one: one.satisfied is not None),
}
EMERGENCY_FIGURES: Mapping[str, Figure[Emergency]] = {
    "false_alarms": Figure(
        of=lambda one: one.outcome is AlarmOutcome.FALSE_ALARM,
        among=lambda one: one.outcome is not None and one.outcome.was_emergency is not None,
    ),
}


class Tally(Generic[Row]):
    """Counts every figure in one pass."""

    def __init__(self, figures: Mapping[str, Figure[Row]]) -> None:
        self._figures = figures
        self._counts = {name: [0, 0] for name in figures}

    def take(self, row: Row) -> None:
        for name, figure in self._figures.items():
            counts = figure.counts(row)
            if counts is not None:
                counted = self._counts[name]
                counted[0] += counts
                counted[1] += 1

    def shares(self) -> dict[str, Share]:
        return {name: share(of, among=among) for name, (of, among) in self._counts.items()}


def tallied(rows: Iterable[Row], figures: Mapping[str, Figure[Row]]) -> dict[str, Share]:
    tally = Tally(figures)
    for row in rows:
        tally.take(row)
    return tally.shares()
