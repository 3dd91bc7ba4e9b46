"""What happened to an alarm, one sentence an event."""

from collections.abc import Mapping, Sequence
from typing import Any

from desk.names import Names
from desk.timeline import Moment
from desk.words import Words
from hotline.green_channel import AcknowledgedBy, AlarmEvent, AlarmOutcome, RingBy


def alarm_timeline(events: Sequence[AlarmEvent], *, names: Names, words: Words) -> tuple[Moment, ...]:
    """Newest first."""
    return tuple(_moment(event, names, words) for event in reversed(events))


def _moment(event: AlarmEvent, names: Names, words: Words) -> Moment:
    return Moment(
        kind=event.kind.value,
        at=event.at,
        by=names.of(event.by),
        what=words.say("alarm_events", event.kind.value, **_facts(event.data, words)),
        said=tuple((event.private or {}).values()),
    )


def _facts(data: Mapping[str, Any], words: Words) -> dict[str, str]:
    facts = {"rung_name" if name == "name" else name: str(value) for name, value in data.items()}
    labelled = {"ring_by": RingBy, "how": AcknowledgedBy, "outcome": AlarmOutcome}
    return facts | {name: words.label(enum(data[name])) for name, enum in labelled.items() if name in data}
