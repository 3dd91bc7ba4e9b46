"""What whoever holds the code may do: see his sheet, and tick off what is done."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import matches
from hotline.sheets.errors import NoSuchItem, NoSuchSheet, SheetExpired
from hotline.sheets.given_sheet import GivenSheet

_ITEM = re.compile(r"[a-z][a-z0-9_]{0,60}")
_MOST_TICKED = 100


def get_sheet(session: Session, *, code: str, clock: Clock) -> GivenSheet:
    """Raises NoSuchSheet, SheetExpired."""
    return _found(session, code=code, clock=clock, lock=False)


def tick(session: Session, *, code: str, item: str, clock: Clock) -> GivenSheet:
    """Raises NoSuchSheet, SheetExpired, NoSuchItem."""
    sheet = _found(session, code=code, clock=clock, lock=True)
    if not _ITEM.fullmatch(item) or len(sheet.ticked) >= _MOST_TICKED:
        raise NoSuchItem(item)
    sheet.tick(item, at=clock.now())
    return sheet


def untick(session: Session, *, code: str, item: str, clock: Clock) -> GivenSheet:
    """Raises NoSuchSheet, SheetExpired."""
    sheet = _found(session, code=code, clock=clock, lock=True)
    sheet.untick(item)
    return sheet


def _found(session: Session, *, code: str, clock: Clock, lock: bool) -> GivenSheet:
    wanted = select(GivenSheet).where(matches(GivenSheet.code_hash, code.strip().lower()))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    sheet = session.scalar(wanted)
    if sheet is None:
        raise NoSuchSheet
    if sheet.good_until <= clock.now():
        raise SheetExpired
    return sheet
