"""Kinds of departments turned into those the hospital has, or the places of its group that have them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.departments import Department
from knowledge_base.guidance.catalogue import Catalogue, Kind
from knowledge_base.guidance.described import Elsewhere
from knowledge_base.profile import Hospital


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A department of the hospital's own list; `wanted` is what it stands in for, where that is missing."""

    name: str
    kind: str
    wanted: str | None = None


class Offers:
    """One hospital's list, matched once."""

    def __init__(self, catalogue: Catalogue, *, hospital: Hospital) -> None:
        self._kinds = catalogue.kinds
        self._own = {kind.id: _own(kind, hospital.departments) for kind in catalogue.kinds.values()}
        self._narrower = {kind.id: tuple(_narrower(kind, hospital)) for kind in catalogue.kinds.values()}
        self._branches = hospital.branches

    def has(self, kind: str) -> bool:
        """Itself, or another department that sees its patients."""
        return self._own[kind] is not None or self._stand_in(kind) is not None

    def offers(self, kinds: Iterable[str], *, heard: frozenset[str]) -> Iterator[Offer]:
        """In order, each name once; what the hospital lacks and nobody stands in for is left out."""
        named: set[str] = set()
        for kind in kinds:
            offer = self._offer(kind, heard=heard)
            if offer is not None and offer.name not in named:
                named.add(offer.name)
                yield offer

    def elsewhere(self, kind: str) -> tuple[Elsewhere, ...]:
        """The branches that have what the hospital itself lacks, or that none has it and nobody stands in."""
        if self._own[kind] is not None:
            return ()
        names = self._kinds[kind].names
        places = tuple(
            Elsewhere(department=department, place=branch.name)
            for branch in self._branches
            for department in branch.departments
            if department in names
        )
        if places or self._stand_in(kind):
            return places
        return (Elsewhere(department=names[0], place=None),)

    def _offer(self, kind: str, *, heard: frozenset[str]) -> Offer | None:
        for name, findings in self._narrower[kind]:
            if findings & heard:
                return Offer(name=name, kind=kind)
        own = self._own[kind]
        if own is not None:
            return Offer(name=own, kind=kind)
        wanted = self._kinds[kind].names[0]
        stand_in = self._stand_in(kind)
        return None if stand_in is None else Offer(name=stand_in, kind=kind, wanted=wanted)

    def _stand_in(self, kind: str) -> str | None:
        near = (name for other in self._kinds[kind].near if (name := self._own[other]) is not None)
        return next(near, None)


def _own(kind: Kind, departments: Sequence[Department]) -> str | None:
    """By name before alias, so that 外科 as an alias of one never hides a department of that name."""
    by_name = (one.name for one in departments if one.id == kind.id or one.name in kind.names)
    by_alias = (one.name for one in departments if set(one.aliases) & set(kind.names[:2]))
    return next(by_name, None) or next(by_alias, None)


def _narrower(kind: Kind, hospital: Hospital) -> Iterator[tuple[str, frozenset[str]]]:
    own = {department.name for department in hospital.departments}
    for one in kind.narrower:
        name = next((name for name in one.names if name in own), None)
        if name is not None:
            yield name, one.findings
