"""Local figures that ran out or soon will: whoever keeps the profile is told before callers notice."""

from dataclasses import dataclass
from datetime import date

from desk.desk import Desk
from knowledge_base.local_values import LocalValue


@dataclass(frozen=True, kw_only=True)
class RunningOut:
    """One figure of the profile; `is_over` where callers are no longer told it."""

    says: str
    value: str
    until: date
    is_over: bool


def running_out(desk: Desk) -> list[RunningOut]:
    """What needs looking after today, the oldest first."""
    today = desk.clock.now().astimezone(desk.hospital.zone).date()
    due = [one for one in desk.hospital.local_values.values() if one.expires_soon(today=today)]
    return [_row(one, today=today) for one in sorted(due, key=lambda one: one.valid_until)]


def _row(value: LocalValue, *, today: date) -> RunningOut:
    return RunningOut(
        says=value.says,
        value=value.value,
        until=value.valid_until,
        is_over=value.has_expired(today=today),
    )
