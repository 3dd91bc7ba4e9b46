"""What a table that arrives does to the week as it stands, before anything is done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hotline.timetable.sitting import HalfDay


class Taking(StrEnum):
    """How a table is taken: as the whole week, beside what is not in it, or only where nothing stands."""

    WHOLE = "whole"
    KEEP = "keep"
    ONLY_ADD = "only_add"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One half-day with other hours, places or kind."""

    id: str
    before: HalfDay
    after: HalfDay


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`kept`, `changed` and `removed` go by the ids that stand; `added` has none yet."""

    kept: Mapping[str, HalfDay]
    changed: tuple[Moved, ...]
    added: tuple[HalfDay, ...]
    removed: Mapping[str, HalfDay]

    @property
    def changes_nothing(self) -> bool:
        return not (self.changed or self.added or self.removed)

    @property
    def outcome(self) -> tuple[HalfDay, ...]:
        return (*self.kept.values(), *(one.after for one in self.changed), *self.added)


Match = Callable[[HalfDay, HalfDay], bool]


def plan(standing: Mapping[str, HalfDay], wanted: Sequence[HalfDay], *, taking: Taking) -> Plan:
    """Whoever sits at the same place for the same department that day stays who he is, with new hours."""
    left, open_ = dict(standing), list(wanted)
    found: dict[str, HalfDay] = {}
    for match in _matches(taking):
        for half in tuple(open_):
            name = next((name for name, stands in left.items() if match(stands, half)), None)
            if name is not None:
                found[name] = half
                del left[name]
                open_.remove(half)
    if taking is Taking.ONLY_ADD:
        found = {name: standing[name] for name in found}
    stays = {} if taking is Taking.WHOLE else left
    same = {name: half for name, half in found.items() if standing[name] == half}
    return Plan(
        kept=same | stays,
        changed=tuple(_moved(found, standing)),
        added=tuple(open_),
        removed=left if taking is Taking.WHOLE else {},
    )


def _matches(taking: Taking) -> Sequence[Match]:
    """The nearest first. Beside what stays, an afternoon is never taken for the morning's new hours."""
    exactly: tuple[Match, ...] = (
        lambda stands, half: stands == half,
        lambda stands, half: stands.same_post == half.same_post and stands.starts == half.starts,
        lambda stands, half: stands.same_post == half.same_post and stands.overlaps(half),
    )
    anywhere: Match = lambda stands, half: stands.same_post == half.same_post  # noqa: E731
    return (*exactly, anywhere) if taking is Taking.WHOLE else exactly


def _moved(found: Mapping[str, HalfDay], standing: Mapping[str, HalfDay]) -> Iterator[Moved]:
    for name, half in found.items():
        if standing[name] != half:
            yield Moved(id=name, before=standing[name], after=half)
