"""When staff want to be reminded of a ticket: a few moments at one click, or any other, written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from desk.forms import Form

_HOUR = timedelta(hours=1)
_AFTERNOON = time(15)
_MORNING = time(8, 30)


class RemindWhen(StrEnum):
    """The values are sent by the form."""

    IN_AN_HOUR = "in_an_hour"
    THIS_AFTERNOON = "this_afternoon"
    TOMORROW_MORNING = "tomorrow_morning"
    AT = "at"


@dataclass(frozen=True, kw_only=True)
class RemindChoice:
    """`at` is None where the member writes the moment himself."""

    when: RemindWhen
    at: datetime | None


def remind_choices(now: datetime, *, zone: ZoneInfo) -> tuple[RemindChoice, ...]:
    """Without a moment that has passed."""
    return tuple(_choices(now, zone))


def read_moment(form: Form, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Raises what forms raise; a moment that has passed is refused where the reminder is kept."""
    when = form.choice("when", RemindWhen)
    return _moment(when, now=now, zone=zone) or form.moment("remind_on", zone=zone)


def _choices(now: datetime, zone: ZoneInfo) -> Iterator[RemindChoice]:
    for when in RemindWhen:
        at = _moment(when, now=now, zone=zone)
        if at is None or at > now:
            yield RemindChoice(when=when, at=at)


def _moment(when: RemindWhen, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    today = now.astimezone(zone).date()
    if when is RemindWhen.IN_AN_HOUR:
        return now + _HOUR
    if when is RemindWhen.THIS_AFTERNOON:
        return datetime.combine(today, _AFTERNOON, tzinfo=zone)
    if when is RemindWhen.TOMORROW_MORNING:
        return datetime.combine(today + timedelta(days=1), _MORNING, tzinfo=zone)
    return None
