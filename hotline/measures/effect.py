"""What came of a measure: four and eight weeks after it began, or why nothing can be said yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hotline.digest import Change, Trend
from hotline.measures.comparing import Counted, compare, verdict
from hotline.measures.record import Measure
from hotline.measures.weeks import TERMS, due_on
from hotline.weeks import Week


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Counts of each week, the earliest first; `change` holds the rates against each other."""

    weeks: int
    before: tuple[Counted, ...]
    after: tuple[Counted, ...]
    change: Change
    verdict: Trend

    @property
    def a_week_before(self) -> float:
        return sum(one.asked for one in self.before) / max(1, len(self.before))

    @property
    def a_week_after(self) -> float:
        return sum(one.asked for one in self.after) / max(1, len(self.after))

    @property
    def in_share_only(self) -> bool:
        """As many as before turned to us for it, but many more for other things."""
        return self.verdict is Trend.FELL and self.a_week_after >= self.a_week_before


class OutlookState(StrEnum):
    """Whether an effect can be told."""

    NOT_BEGUN = "not_begun"
    TOO_EARLY = "too_early"
    STOPPED = "stopped"
    TOLD = "told"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """One of the terms of a measure; `effect` where it is TOLD, `due_on` once the measure has begun."""

    weeks: int
    state: OutlookState
    due_on: date | None = None
    effect: Effect | None = None


def outlooks(measure: Measure, *, counts: Mapping[Week, Counted], over: date) -> tuple[Outlook, ...]:
    """`over` is the last day of the last week that is over; `counts` hold every compared week until then."""
    return tuple(_outlook(measure, weeks=weeks, counts=counts, over=over) for weeks in TERMS)


def _outlook(measure: Measure, *, weeks: int, counts: Mapping[Week, Counted], over: date) -> Outlook:
    compared = measure.compared
    if measure.begun_on is None or compared is None:
        is_off = measure.ended_on is not None
        return Outlook(weeks=weeks, state=OutlookState.STOPPED if is_off else OutlookState.NOT_BEGUN)
    due = due_on(begun_on=measure.begun_on, weeks=weeks)
    if len(compared.after) < weeks:
        return Outlook(weeks=weeks, state=OutlookState.STOPPED, due_on=due)
    if due > over:
        return Outlook(weeks=weeks, state=OutlookState.TOO_EARLY, due_on=due)
    before = [counts[week] for week in reversed(compared.before) if week in counts]
    after = [counts[week] for week in compared.after[:weeks] if week in counts]
    return Outlook(
        weeks=weeks, state=OutlookState.TOLD, due_on=due, effect=_effect(weeks, before=before, after=after)
    )


def _effect(weeks: int, *, before: list[Counted], after: list[Counted]) -> Effect:
    """Weeks in which nobody turned to us at all are none: the hotline did not run."""
    before, after = [one for one in before if one.contacts], [one for one in after if one.contacts]
    return Effect(
        weeks=weeks,
        before=tuple(before),
        after=tuple(after),
        change=compare(before, after),
        verdict=verdict(before, after),
    )
