"""The rows behind a figure: whoever doubts it looks at them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import Any

from sqlalchemy.orm import Session

from hotline.digest.emergencies import emergencies_of
from hotline.digest.figures import (
    CONTACT_FIGURES,
    EMERGENCY_FIGURES,
    PROMISE_FIGURES,
    RATING_FIGURES,
    Figure,
)
from hotline.digest.promises import promises_of
from hotline.digest.ratings import judged_in
from hotline.digest.reading import contacts_of
from hotline.spans import Span


class RowKind(StrEnum):
    """What the rows of a figure are: Contact, Promise, Judged or Emergency."""

    CONTACT = "contact"
    PROMISE = "promise"
    JUDGED = "judged"
    EMERGENCY = "emergency"


class NoSuchFigure(Exception):  # noqa: N818 - a noun of the trade
    """`args[0]` is what was asked for."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Oldest first; `total` counts those of every page."""

    kind: RowKind
    rows: tuple[Any, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class _Source:
    """Where a figure's rows come from; `at` is what they are told in the order of."""

    kind: RowKind
    figure: Figure[Any]
    read: Callable[..., Iterable[Any]]
    at: Callable[[Any], Any]


def rows_of(
    session: Session,
    *,
    figure: str,
    span: Span,
    as_of: datetime,
    counted: bool | None = None,
    limit: int,
    offset: int = 0,
) -> Rows:
    """`counted`: those of the figure; not `counted`: the others it is a share of; None: both together.

    Raises NoSuchFigure. Of however many only a page is held.
    """
    source = _source(figure)
    rows = _Wanted(source.read(session, span=span, as_of=as_of), figure=source.figure, counted=counted)
    first = nsmallest(offset + limit, rows, key=source.at)
    return Rows(kind=source.kind, rows=tuple(first[offset:]), total=rows.total)


class _Wanted:
    """`total` is how many there were, once all were seen."""

    def __init__(self, rows: Iterable[Any], *, figure: Figure[Any], counted: bool | None) -> None:
        self._rows = rows
        self._figure = figure
        self._counted = counted
        self.total = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            counts = self._figure.counts(row)
            if counts is not None and self._counted in {None, counts}:
                self.total += 1
                yield row


_SOURCES: tuple[
    tuple[Mapping[str, Figure[Any]], RowKind, Callable[..., Iterable[Any]], Callable[[Any], Any]], ...
] = (
    (CONTACT_FIGURES, RowKind.CONTACT, contacts_of, lambda one: (one.begun_at, one.conversation_id)),
    (PROMISE_FIGURES, RowKind.PROMISE, promises_of, lambda one: (one.opened_at, one.number)),
    (RATING_FIGURES, RowKind.JUDGED, judged_in, lambda one: (one.fed_back_at, one.number)),
    (EMERGENCY_FIGURES, RowKind.EMERGENCY, emergencies_of, lambda one: (one.raised_at, one.id)),
)


def _source(name: str) -> _Source:
    for figures, kind, read, at in _SOURCES:
        if name in figures:
            return _Source(kind=kind, figure=figures[name], read=read, at=at)
    raise NoSuchFigure(name)
