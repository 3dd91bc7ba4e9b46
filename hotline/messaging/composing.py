"""Several texts become one message, in their order, within the bytes a message may have."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BETWEEN = "\n"
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}
_PAUSES = "\n。！？；"
_NOTICES = 2

Pending = tuple[int, str, bool]
"""Its order, what is left of it, and whether it must stand alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`characters` of the text with this order; `is_end` where nothing of it is left."""

    order: int
    characters: int
    is_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """One message."""

    parts: tuple[Part, ...]
    text: str


def compose(
    queues: Sequence[Sequence[Pending]], *, most: int, notices_first: bool = False
) -> Composed | None:
    """From the heads of the queues, whole texts; a text too long for any message goes alone, cut.

    `notices_first`: room is kept for the third queue ahead of the others. None where nothing waits.
    """
    heads = [queue[0] for queue in queues if queue]
    if not heads:
        return None
    if not notices_first and size(heads[0][1]) > most:
        return _cut(heads[0], most=most)
    taken: dict[int, list[Pending]] = {}
    room = most
    for place in _by_turn(len(queues), notices_first=notices_first):
        taken[place], room = _take(queues[place], room=room, is_first=not any(taken.values()))
        if taken[place] and taken[place][0][2]:
            break
    chosen = [one for place in sorted(taken) for one in taken[place]]
    return _whole(chosen) if chosen else _cut(heads[0], most=most)


def size(text: str) -> int:
    return len(text.encode())


def _by_turn(queues: int, *, notices_first: bool) -> list[int]:
    turns = list(range(queues))
    if notices_first and queues > _NOTICES:
        turns.insert(0, turns.pop(_NOTICES))
    return turns


def _take(queue: Sequence[Pending], *, room: int, is_first: bool) -> tuple[list[Pending], int]:
    """Those at the head that fit; one that must stand alone only as the first of all."""
    taken: list[Pending] = []
    for one in queue:
        alone_among_others = one[2] and not (is_first and not taken)
        needed = size(one[1]) + (0 if is_first and not taken else size(BETWEEN))
        if alone_among_others or needed > room:
            break
        taken.append(one)
        room -= needed
        if one[2]:
            break
    return taken, room


def _whole(chosen: Sequence[Pending]) -> Composed:
    parts = tuple(Part(order=order, characters=len(text), is_end=True) for order, text, _ in chosen)
    return Composed(parts=parts, text=BETWEEN.join(text for _, text, _ in chosen))


def _cut(head: Pending, *, most: int) -> Composed:
    order, text, _ = head
    end = _end_within(text, most=most)
    return Composed(parts=(Part(order=order, characters=end, is_end=False),), text=text[:end])


def _end_within(text: str, *, most: int) -> int:
    """As far as fits, never inside what is read as one character; at a pause where one is not far back."""
    end = len(text.encode()[:most].decode(errors="ignore"))
    while end > 1 and end < len(text) and _is_joined(text, end):
        end -= 1
    pause = max(text.rfind(sign, end // 2, end) for sign in _PAUSES) + 1
    return pause or max(end, 1)


def _is_joined(text: str, end: int) -> bool:
    after, before = text[end], text[end - 1]
    return bool(unicodedata.combining(after)) or after in _JOINERS or before == "\u200d"
