"""What came of a measure, in whole sentences: on the ledger, and in the digest of a week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from desk.digest_words import percent
from desk.words import fill
from hotline.digest import Trend
from hotline.measures import Counted, Effect, LedgerRow, MeasuresInWeek, Outlook
from hotline.weeks import NoSuchWeek, Week

_FILE = Path(__file__).with_name("measures.yml")


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One sentence of a digest; `at` leads to the measure, `is_bad` is what somebody must see to."""

    text: str
    at: str
    is_bad: bool = False


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def say_of_measures(group: str, name: str | int, **facts: object) -> str:
    return fill(str(_words()[group][name]), **facts)


def has_measure_words(group: str, part: str, name: str) -> bool:
    return name in _words()[group][part]


def say_done(work: str) -> str:
    return str(_words()["page"]["done"][work])


def full_day(on: date) -> str:
    return say_of_measures("page", "day", year=on.year, month=on.month, day=on.day)


def short_day(on: date) -> str:
    return say_of_measures("page", "short_day", month=on.month, day=on.day)


def week_name(written: str) -> str:
    """As it was kept, where it is no week."""
    try:
        week = Week.parse(written)
    except NoSuchWeek:
        return written
    return say_of_measures("page", "week", year=week.year, number=week.number)


def tell_outlook(outlook: Outlook) -> str:
    if outlook.effect is not None:
        return tell_effect(outlook.effect)
    due = full_day(outlook.due_on) if outlook.due_on else ""
    return say_of_measures("outlooks", outlook.state.value, due=due, weeks=outlook.weeks)


def verdict_of(outlook: Outlook) -> str | None:
    """None where nothing is said yet."""
    return say_of_measures("verdicts", outlook.effect.verdict.value) if outlook.effect else None


def tell_effect(effect: Effect) -> str:
    if effect.verdict is Trend.UNKNOWN:
        asked = sum(one.asked for one in effect.before)
        return say_of_measures("effects", "unknown", n_before=len(effect.before), asked=asked)
    return "".join(_effect_sentences(effect))


def measure_lines(found: MeasuresInWeek) -> tuple[MeasureLine, ...]:
    """What must be seen to first; empty where nothing happened."""
    return tuple(_lines(found))


def _effect_sentences(effect: Effect) -> Iterator[str]:
    yield say_of_measures(
        "effects",
        "counted",
        n_before=len(effect.before),
        before=_number(effect.a_week_before),
        share_before=_of_hundred(effect.before),
        n_after=len(effect.after),
        after=_number(effect.a_week_after),
        share_after=_of_hundred(effect.after),
    )
    change, trend = effect.change, effect.verdict
    ends = sorted([change.low - 1, change.high - 1], key=abs)
    if trend is Trend.STEADY:
        ends = [change.low - 1, change.high - 1]
    yield say_of_measures(
        "effects",
        trend.value,
        usual=_number(change.usual),
        count=change.count,
        ratio=_percent(change.ratio - 1),
        low=_percent(ends[0]),
        high=_percent(ends[1]),
    )
    if effect.in_share_only:
        yield say_of_measures("effects", "share_only")


def _lines(found: MeasuresInWeek) -> Iterator[MeasureLine]:
    for row in found.overdue:
        yield MeasureLine(
            text=_line("overdue", row, due=short_day(row.due_on)), at=place_of(row), is_bad=True
        )
    for row, outlook in found.judged:
        term = say_of_measures("terms", outlook.weeks)
        yield MeasureLine(
            text=_line("judged", row, term=term, effect=tell_outlook(outlook)), at=place_of(row)
        )
    for row in found.begun:
        due = row.outlooks[0].due_on
        yield MeasureLine(text=_line("begun", row, due=short_day(due) if due else ""), at=place_of(row))
    for row in found.stopped:
        yield MeasureLine(text=_line("stopped", row), at=place_of(row))


def place_of(row: LedgerRow) -> str:
    return f"/desk/measures/{row.id}"


def _line(name: str, row: LedgerRow, **facts: object) -> str:
    return say_of_measures("week", name, title=row.title, owner=row.owner, **facts)


def _number(value: float) -> str:
    """Without a decimal that says nothing."""
    return f"{value:.1f}".removesuffix(".0")


def _of_hundred(weeks: tuple[Counted, ...]) -> str:
    contacts = sum(one.contacts for one in weeks)
    return _number(100 * sum(one.asked for one in weeks) / contacts) if contacts else "0"


def _percent(part: float) -> str:
    return percent(abs(part))
