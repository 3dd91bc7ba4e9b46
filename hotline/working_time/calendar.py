"""The days as they are really worked: an ordinary week, public holidays and the days worked in exchange."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hotline.spans import Span
from hotline.working_time.week import Period, WorkingWeek

ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """How a day differs from its weekday."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


@dataclass(frozen=True, kw_only=True)
class SpecialDay:
    """A public holiday, or a weekend day worked in exchange (调休); `name` as people call it."""

    on: date
    kind: DayKind
    name: str


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """One department's time. Instants in and out are aware; days are those of the hospital's `zone`."""

    week: WorkingWeek
    zone: ZoneInfo
    special: Mapping[date, SpecialDay] = field(default_factory=dict)

    def with_days(self, days: Iterable[SpecialDay]) -> "WorkingCalendar":
        """The same with more days of a table; a later row replaces an earlier one of the same date."""
        special = {**self.special, **{day.on: day for day in days}}
        return WorkingCalendar(week=self.week, zone=self.zone, special=special)

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def special_day(self, day: date) -> SpecialDay | None:
        """What the table says of a day, where this department follows it."""
        return self.special.get(day) if self.week.keeps_holidays else None

    def periods(self, day: date) -> tuple[Period, ...]:
        special = self.special_day(day)
        if special is None:
            return self.week.periods(day.isoweekday())
        return () if special.kind is DayKind.HOLIDAY else self.week.make_up

    def spans(self, day: date) -> Iterator[Span]:
        """The day's working time as instants."""
        for period in self.periods(day):
            yield Span(self.instant(day, period.starts), self.instant(day, period.ends))

    def instant(self, day: date, since_midnight: timedelta) -> datetime:
        local = datetime.combine(day, time()) + since_midnight
        return local.replace(tzinfo=self.zone).astimezone(UTC)
