"""One due reminder at a time: whoever could lock its row tells it as the caller prefers; nobody else does."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.identity import conversation_for
from hotline.notifications import NoticeKind, notify_caller
from hotline.notifications.writing import WEB_CHAT, WECHAT
from hotline.outgoing_calls import CallNotAsked, ask_for_call
from hotline.phone import is_mobile
from hotline.reminders.preference import find_means
from hotline.reminders.reminder import CallerReminder
from hotline.reminders.rules import after_quiet_hours, rules
from hotline.reminders.vocabulary import ReminderKind, ReminderMeans, ReminderState
from hotline.tickets import CALLER, HOTLINE

_LOG = logging.getLogger(__name__)
_NOTICES = {
    ReminderKind.VISIT: NoticeKind.VISIT_REMINDER,
    ReminderKind.FASTING: NoticeKind.FASTING_REMINDER,
    ReminderKind.RECHECK: NoticeKind.RECHECK_REMINDER,
    ReminderKind.REFILL: NoticeKind.REFILL_REMINDER,
    ReminderKind.VACCINATION: NoticeKind.VACCINATION_REMINDER,
}


@dataclass(frozen=True)
class _Way:
    """`wechat`: the conversation he is written to there. `told_in`: where his answer would come."""

    channel: str
    wechat: str | None
    told_in: str


def tell_one_due_reminder(session: Session, *, clock: Clock) -> bool:
    """Whether there was one. One that fails is put off, and the next call takes another."""
    reminder = _claim(session, now=clock.now())
    if reminder is None:
        return False
    try:
        with session.begin_nested():
            _do(session, reminder, clock=clock)
            session.flush()
    except Exception as error:  # noqa: BLE001 - the edge of one reminder: the others must not wait for it
        _rest(reminder, error, now=clock.now())
    session.flush()
    return True


def is_reminder_due(session: Session, *, now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(CallerReminder.id).where(_due(now)).limit(1)) is not None


def _claim(session: Session, *, now: datetime) -> CallerReminder | None:
    due = (
        select(CallerReminder)
        .where(_due(now))
        .order_by(CallerReminder.look_at, CallerReminder.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return session.scalar(due)


def _due(now: datetime) -> ColumnElement[bool]:
    return (CallerReminder.state == ReminderState.WAITING) & (CallerReminder.look_at <= now)


def _do(session: Session, reminder: CallerReminder, *, clock: Clock) -> None:
    now = clock.now()
    means = find_means(session, conversation_id=reminder.conversation_id, phone=reminder.phone)
    morning = after_quiet_hours(now)
    if means is ReminderMeans.NONE:
        reminder.end(ReminderState.STOPPED, by=CALLER, at=now)
    elif morning >= reminder.good_until:
        reminder.end(ReminderState.LAPSED, by=HOTLINE, at=now)
    elif morning > now:
        reminder.look_at = morning
    else:
        _tell(session, reminder, means=means, clock=clock)


def _tell(session: Session, reminder: CallerReminder, *, means: ReminderMeans | None, clock: Clock) -> None:
    way = _way(session, reminder, means=means)
    call = _ask_call(session, reminder, clock=clock) if _is_rung(reminder, way, means=means) else None
    if call is None:
        write(session, reminder, channel=way.channel, wechat=way.wechat, clock=clock)
    reminder.tell(at=clock.now(), told_in=way.told_in, call_id=call)


def write(
    session: Session, reminder: CallerReminder, *, clock: Clock, channel: str = "", wechat: str | None = None
) -> None:
    """The letter of it; by short message, where nothing else is said."""
    notify_caller(
        session,
        ticket_number=reminder.ticket_number or "",
        phone=reminder.phone,
        conversation_id=reminder.conversation_id,
        channel=channel,
        kind=_NOTICES[reminder.kind],
        facts={"when": reminder.facts.get("when", "")},
        clock=clock,
        wechat=wechat,
        good_until=reminder.good_until,
    )


def _way(session: Session, reminder: CallerReminder, *, means: ReminderMeans | None) -> _Way:
    """What he prefers, where it can be had; else as he came to us."""
    own = reminder.conversation_id if reminder.channel == WECHAT else None
    bound = conversation_for(session, phone=reminder.phone, channel=WECHAT) if reminder.phone else None
    wechat = own or bound
    if means is ReminderMeans.SMS and reminder.phone and is_mobile(reminder.phone):
        shown = reminder.channel if reminder.channel == WEB_CHAT else ""
        return _Way(shown, None, wechat or reminder.conversation_id)
    return _Way(reminder.channel, wechat, wechat or reminder.conversation_id)


def _is_rung(reminder: CallerReminder, way: _Way, *, means: ReminderMeans | None) -> bool:
    """Who prefers it, and who has only a telephone that shows no messages."""
    if reminder.phone is None:
        return False
    if means is ReminderMeans.CALL:
        return True
    return not is_mobile(reminder.phone) and not way.wechat and way.channel != WEB_CHAT


def _ask_call(session: Session, reminder: CallerReminder, *, clock: Clock) -> UUID | None:
    """None where he is not to be rung: then he is written to."""
    rule = rules().kinds[reminder.kind]
    told = rule.told.format(when=reminder.facts.get("when", ""))
    try:
        call = ask_for_call(
            session,
            errand=rule.errand,
            number=reminder.phone,
            asked_by=HOTLINE,
            message=f"{told}{reminder.facts.get('note', '')}",
            not_after=reminder.good_until,
            clock=clock,
        )
    except CallNotAsked as why:
        _LOG.warning("a reminder is not told by telephone: %s", type(why).__name__)
        return None
    return call.id


def _rest(reminder: CallerReminder, error: Exception, *, now: datetime) -> None:
    fault = type(error).__name__
    reminder.rest(fault, until=now + rules().pause_after(reminder.tries + 1))
    _LOG.error("a reminder %s is put off: %s", reminder.id, fault, exc_info=error)
