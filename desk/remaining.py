"""How long the promise still has, in the words a nurse would use."""

from datetime import datetime, timedelta

from desk.words import Words
from hotline.tickets import TicketTimes

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def remaining(times: TicketTimes, *, now: datetime, words: Words) -> str:
    """Whole minutes, cut: nobody is told of a minute that is not left."""
    due, was_told = times.last_due_at, times.told_due_at is not None
    if times.fed_back_at is not None:
        return _fed_back(times, times.fed_back_at, words)
    if times.closed_at is not None:
        return _said(words, "stopped", timedelta(0))
    name = "over" if now > due else "left"
    return _said(words, f"{name}_told" if was_told else name, abs(due - now))


def share_left(times: TicketTimes, *, promised_at: datetime, now: datetime) -> float:
    """Of the time between the promise and what the patient counts on: 1 at its beginning, 0 at its end."""
    whole = times.last_due_at - promised_at
    return max(0.0, min(1.0, (times.last_due_at - now) / whole)) if whole > timedelta(0) else 0.0


def _fed_back(times: TicketTimes, at: datetime, words: Words) -> str:
    if at <= times.feedback_due_at:
        return _said(words, "met", timedelta(0))
    was_told = times.told_due_at is not None and at <= times.told_due_at
    return _said(words, "met_told" if was_told else "met_late", at - times.feedback_due_at)


def span(length: timedelta, *, words: Words) -> str:
    days, rest = divmod(length, _DAY)
    hours, rest = divmod(rest, _HOUR)
    counted = {"days": days, "hours": hours, "minutes": 0 if days else rest // _MINUTE}
    said = "".join(words.say("spans", unit, n=n) for unit, n in counted.items() if n)
    return said or words.say("spans", "moment")


def brief_span(length: timedelta, *, words: Words) -> str:
    """Where seconds count."""
    hours, rest = divmod(max(length, timedelta(0)), _HOUR)
    minutes, seconds = divmod(int(rest.total_seconds()), 60)
    counted = {"hours": hours, "minutes": minutes, "seconds": 0 if hours else seconds}
    said = "".join(words.say("spans", unit, n=n) for unit, n in counted.items() if n)
    return said or words.say("spans", "at_once")


def counted(length: timedelta) -> str:
    """As a stop watch shows it; the open page goes on counting in the same form."""
    minutes, seconds = divmod(max(0, int(length.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _said(words: Words, name: str, length: timedelta) -> str:
    return words.say("remaining", name, span=span(length, words=words))
