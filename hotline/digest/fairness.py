"""Whether everybody is served alike: a few figures by group, and nobody to be known by a small number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hotline.conversations import AgeBand
from hotline.digest.contact import Contact
from hotline.digest.figures import CONTACT_FIGURES, PROMISE_FIGURES
from hotline.digest.intervals import Share, share
from hotline.digest.promises import Promise

SMALLEST = 10
"""Fewer than so many are not told apart: in a township one might know who it was."""

_CONTACT_NAMES = ("answered_at_once", "solved_on_the_spot", "not_helped", "handed_to_person")
_PROMISE_NAME = "promise_kept"
FAIRNESS_FIGURES = (*_CONTACT_NAMES, _PROMISE_NAME)


class Dimension(StrEnum):
    """What groups differ by."""

    AGE_BAND = "age_band"
    TOWNSHIP = "township"
    CHANNEL = "channel"
    FOR_OTHER = "for_other"


class Proxy(StrEnum):
    """The groups of FOR_OTHER; who did not say asked for himself, as far as we know."""

    OTHER = "other"
    SELF = "self"


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """One group; `group` is None of those who did not tell. `contacts`, `figures` are None where kept back.

    `figures` by the names of figures.yml; one that is kept back by itself is not among them. Groups may be
    compared by the intervals alone: there are no arrows.
    """

    dimension: Dimension
    group: str | None
    contacts: int | None
    figures: Mapping[str, Share] | None


_Groups = tuple[str | None, ...]
"""Of one contact, in the order of Dimension."""

_OPEN = {Dimension.CHANNEL}
"""How many came by which channel is told anyhow, and says nothing of anybody."""

_BANDS = list(AgeBand)


class FairnessTally:
    """One number a combination of groups: no larger for a year than for a day."""

    def __init__(self) -> None:
        self._cells: Counter[tuple[_Groups, tuple[bool | None, ...]]] = Counter()
        self._of_ticket: dict[str, _Groups] = {}

    def take(self, contact: Contact) -> None:
        groups = _groups(contact)
        marks = tuple(CONTACT_FIGURES[name].counts(contact) for name in _CONTACT_NAMES)
        self._cells[groups, marks] += 1
        for ticket in contact.opened:
            self._of_ticket[ticket.number] = groups

    def table(self, promises: Iterable[Promise]) -> tuple[Fairness, ...]:
        """A promise belongs to the groups of the contact its ticket was opened in."""
        kept: Counter[tuple[_Groups, bool | None]] = Counter()
        for promise in promises:
            groups = self._of_ticket.get(promise.number)
            if groups is not None:
                kept[groups, PROMISE_FIGURES[_PROMISE_NAME].counts(promise)] += 1
        return tuple(
            one
            for place, dimension in enumerate(Dimension)
            for one in _shown(dimension, _counted(self._cells, kept, place=place))
        )


@dataclass(kw_only=True)
class _Group:
    """`figures`: those of the figure, and those it is a share of."""

    contacts: int
    figures: dict[str, list[int]]


def kept_back(counted: Mapping[str | None, int], *, also: Iterable[str | None] = ()) -> set[str | None]:
    """The groups whose numbers are not told, so that none of them can be reckoned from the others.

    Small ones, and with them the next larger, until there are two at least and so many together that each of
    them could be small or not: what is missing from the total says no more of any.
    """
    hidden = {name for name, count in counted.items() if 0 < count < SMALLEST} | set(also)
    shown = sorted(
        (count, str(name), name) for name, count in counted.items() if count and name not in hidden
    )
    for _, _, name in shown if hidden else ():
        # Whoever reckons knows that there was one at least in each: only the rest is uncertain.
        if len(hidden) > 1 and sum(counted[one] - 1 for one in hidden) >= 2 * SMALLEST:
            break
        hidden.add(name)
    return hidden


def _groups(contact: Contact) -> _Groups:
    band = contact.age_band.value if contact.age_band else None
    proxy = Proxy.OTHER if contact.for_other else Proxy.SELF
    return band, contact.township, contact.channel, proxy.value


def _counted(
    cells: Mapping[tuple[_Groups, tuple[bool | None, ...]], int],
    kept: Mapping[tuple[_Groups, bool | None], int],
    *,
    place: int,
) -> dict[str | None, _Group]:
    found: dict[str | None, _Group] = {}
    for (groups, marks), count in cells.items():
        new = _Group(contacts=0, figures={name: [0, 0] for name in FAIRNESS_FIGURES})
        group = found.setdefault(groups[place], new)
        group.contacts += count
        for name, mark in zip(_CONTACT_NAMES, marks, strict=True):
            _add(group, name, mark, count)
    for (groups, is_kept), count in kept.items():
        _add(found[groups[place]], _PROMISE_NAME, is_kept, count)
    return dict(sorted(found.items(), key=_order))


def _add(group: _Group, name: str, mark: bool | None, count: int) -> None:  # noqa: FBT001
    if mark is not None:
        group.figures[name][0] += count * mark
        group.figures[name][1] += count


def _order(found: tuple[str | None, _Group]) -> tuple[bool, int, str]:
    """Bands by age, others by name, who did not tell last. Never by number: that would tell it."""
    name = found[0]
    return name is None, _BANDS.index(AgeBand(name)) if name in _BANDS else 0, name or ""


def _shown(dimension: Dimension, groups: Mapping[str | None, _Group]) -> Iterable[Fairness]:
    contacts = {name: group.contacts for name, group in groups.items()}
    hidden = set() if dimension in _OPEN else kept_back(contacts)
    without = {
        name: kept_back({one: group.figures[name][1] for one, group in groups.items()}, also=hidden)
        for name in FAIRNESS_FIGURES
    }
    for name, group in groups.items():
        shares = {
            figure: share(of, among=among)
            for figure, (of, among) in group.figures.items()
            if name not in without[figure]
        }
        is_hidden = name in hidden
        yield Fairness(
            dimension=dimension,
            group=name,
            contacts=None if is_hidden else group.contacts,
            figures=None if is_hidden else shares,
        )
