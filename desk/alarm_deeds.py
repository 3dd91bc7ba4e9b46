"""What staff do to an alarm from the desk, and which of it the alarm allows now."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from uuid import UUID

from desk.deeds import LONGEST_REASON, LONGEST_TEXT
from desk.forms import Form
from desk.roles import may_answer_alarms
from hotline.green_channel import AlarmOutcome, AlarmState, Bell, LiveAlarm
from hotline.staff import StaffMember


class AlarmWork(StrEnum):
    """The values are part of the addresses."""

    ACKNOWLEDGE = "acknowledge"
    ARRIVE = "arrive"
    RECORD_OUTCOME = "record_outcome"
    CALL_OFF = "call_off"


Doing = Callable[[Bell], None]
"""Work read from its form, ready to be done; waits until it is kept."""


def read_work(work: AlarmWork, *, alarm_id: UUID, by: str, form: Form) -> Doing:
    """Raises what forms raise."""
    return _READERS[work](form, alarm_id, by)


def legal_work(alarm: LiveAlarm, *, member: StaffMember) -> tuple[AlarmWork, ...]:
    """In the order in which it is offered; the alarm itself decides again when it is done."""
    return tuple(_legal(alarm)) if may_answer_alarms(member) else ()


def _legal(alarm: LiveAlarm) -> Iterator[AlarmWork]:
    if alarm.state.calls_for_help:
        yield AlarmWork.ACKNOWLEDGE
    if alarm.state.calls_for_help or alarm.state is AlarmState.ACKNOWLEDGED:
        yield AlarmWork.ARRIVE
    if alarm.state in _MAY_END:
        yield AlarmWork.RECORD_OUTCOME
    if alarm.state.calls_for_help or alarm.state is AlarmState.ACKNOWLEDGED:
        yield AlarmWork.CALL_OFF


def _acknowledge(_form: Form, alarm_id: UUID, by: str) -> Doing:
    return lambda bell: bell.acknowledge(alarm_id, by=by)


def _arrive(_form: Form, alarm_id: UUID, by: str) -> Doing:
    return lambda bell: bell.mark_arrived(alarm_id, by=by)


def _record_outcome(form: Form, alarm_id: UUID, by: str) -> Doing:
    outcome = form.choice("outcome", AlarmOutcome)
    note = form.maybe("text", most=LONGEST_TEXT)
    return lambda bell: bell.record_outcome(alarm_id, by=by, outcome=outcome, note=note)


def _call_off(form: Form, alarm_id: UUID, by: str) -> Doing:
    reason = form.maybe("reason", most=LONGEST_REASON) or ""
    return lambda bell: bell.call_off(alarm_id, by=by, reason=reason)


_MAY_END = {AlarmState.ACKNOWLEDGED, AlarmState.ARRIVED, AlarmState.CALLED_OFF}

_READERS: Mapping[AlarmWork, Callable[[Form, UUID, str], Doing]] = {
    AlarmWork.ACKNOWLEDGE: _acknowledge,
    AlarmWork.ARRIVE: _arrive,
    AlarmWork.RECORD_OUTCOME: _record_outcome,
    AlarmWork.CALL_OFF: _call_off,
}
