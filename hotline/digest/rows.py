"""The rows behind a figure: whoever doubts it looks at them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from hotline.digest.period import Span


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

    Raises NoSuchFigure.
    """
    raise NotImplementedError
