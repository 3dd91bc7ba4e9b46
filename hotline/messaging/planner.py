"""What is written to a caller now, merged how, and what must reach him by another way: pure arithmetic."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from hotline.messaging.composing import Composed, compose
from hotline.messaging.vocabulary import Allowance, Purpose, Unsaid, Way

MOST_UNSURE = 2
"""So often a text is sent without our learning what came of it: once, and once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`text` is what is left to say of it; `order` its place in the conversation.

    `not_before`: it rests after an attempt that failed. `alone`: it was refused together with others.
    `told_elsewhere`: the same was told by another means that is on.
    """

    order: int
    purpose: Purpose
    text: str
    promised: bool
    good_until: datetime
    not_before: datetime
    unsure: int = 0
    alone: bool = False
    told_elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`reachable`: he follows us. `way` is the best other one, `nudged` the one he was told by."""

    now: datetime
    allowance: Allowance
    reachable: bool
    way: Way
    nudged: Way | None = None
    most_bytes: int

    @property
    def is_open(self) -> bool:
        until = self.allowance.until
        return self.reachable and self.allowance.left > 0 and until is not None and self.now < until


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn:
    """Told by another way, all at once; `silently` where he has been told so before, or is told elsewhere."""

    orders: tuple[int, ...]
    way: Way
    silently: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`say` goes now, in this order; `look_at` is when to plan again, None where nothing waits."""

    say: tuple[Composed, ...]
    hand_on: tuple[HandOn, ...]
    dead: Mapping[int, Unsaid]
    look_at: datetime | None


def plan(waiting: Collection[Waiting], *, situation: Situation) -> Plan:
    """An answer goes before a nurse's lines, lines before notices, promised notices before others.

    The last message of a window is for what is promised. Where nothing may be written, what is promised is
    handed on at once, and the rest waits for the caller to write.
    """
    dead = dict(_dead(waiting, now=situation.now))
    queues = _queues([one for one in waiting if one.order not in dead])
    say = tuple(_messages(queues, situation=situation)) if situation.is_open else ()
    hand_on = () if situation.is_open else tuple(_handed_on(queues, situation=situation))
    gone = {order for one in hand_on for order in one.orders}
    rest = [one for queue in queues for one in queue if one.order not in gone]
    return Plan(say=say, hand_on=hand_on, dead=dead, look_at=_look_at(rest, say=say, situation=situation))


def _dead(waiting: Collection[Waiting], *, now: datetime) -> Iterator[tuple[int, Unsaid]]:
    for one in waiting:
        if one.unsure >= MOST_UNSURE:
            yield one.order, Unsaid.UNSURE
        elif now >= one.good_until:
            yield one.order, Unsaid.TOO_LATE


def _queues(alive: Sequence[Waiting]) -> list[list[Waiting]]:
    """One for each rank, none of which overtakes itself."""
    ordered = sorted(alive, key=lambda one: one.order)
    notices = [one for one in ordered if one.purpose is Purpose.NOTICE]
    return [
        [one for one in ordered if one.purpose is Purpose.ANSWER],
        [one for one in ordered if one.purpose is Purpose.LINE],
        [one for one in notices if one.promised],
        [one for one in notices if not one.promised],
    ]


def _promised(queue: Sequence[Waiting]) -> list[Waiting]:
    """Up to the last one that is promised: what stands before it goes with it, or the order were lost."""
    last = max((place for place, one in enumerate(queue) if one.promised), default=-1)
    return list(queue[: last + 1])


def _messages(queues: Sequence[Sequence[Waiting]], *, situation: Situation) -> Iterator[Composed]:
    ready = [list(takewhile(lambda one: one.not_before <= situation.now, queue)) for queue in queues]
    for left in range(situation.allowance.left, 0, -1):
        is_last = left == 1
        usable = [_promised(queue) for queue in ready] if is_last else ready
        composed = compose(_parts(usable), most=situation.most_bytes, notices_first=is_last)
        if composed is None:
            return
        yield composed
        told = {part.order for part in composed.parts}
        if not all(part.is_end for part in composed.parts):
            return  # what is left of a text that was cut is planned anew once its beginning has gone
        ready = [[one for one in queue if one.order not in told] for queue in ready]


def _parts(queues: Sequence[Sequence[Waiting]]) -> list[list[tuple[int, str, bool]]]:
    return [[(one.order, one.text, one.alone) for one in queue] for queue in queues]


def _handed_on(queues: Sequence[Sequence[Waiting]], *, situation: Situation) -> Iterator[HandOn]:
    answers, lines, notices, _ = (_promised(queue) for queue in queues)
    if spoken := tuple(one.order for one in (*answers, *lines)):
        way = situation.nudged or situation.way
        yield HandOn(orders=spoken, way=way, silently=situation.nudged is not None)
    for one in notices:
        way = Way.SMS if one.told_elsewhere else situation.way
        yield HandOn(orders=(one.order,), way=way, silently=one.told_elsewhere)


def _look_at(rest: Sequence[Waiting], *, say: tuple[Composed, ...], situation: Situation) -> datetime | None:
    if say:
        return situation.now
    moments = [one.good_until for one in rest]
    if situation.is_open:
        moments += [one.not_before for one in rest if one.not_before > situation.now]
        moments += [situation.allowance.until] if rest and situation.allowance.until else []
    return min(moments, default=None)
