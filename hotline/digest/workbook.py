"""The rows behind a digest as an Excel file: whoever doubts a figure counts it himself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cache
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlalchemy.orm import Session

from hotline.digest.contact import Contact
from hotline.digest.digest import Digest
from hotline.digest.emergencies import Emergency, emergencies_of
from hotline.digest.fairness import FAIRNESS_FIGURES
from hotline.digest.figures import figure_words
from hotline.digest.handed import outcome_of, reason_of
from hotline.digest.intervals import Change
from hotline.digest.promises import Promise, promises_of
from hotline.digest.ratings import Judged, judged_in
from hotline.digest.reading import contacts_of

_WORDS = Path(__file__).with_suffix(".yml")
_HOUR = timedelta(hours=1)

Row = tuple[Any, ...]


def write_workbook(session: Session, digest: Digest, *, zone: tzinfo) -> bytes:
    """As of the same instant as the digest, so that rows and figures agree. Times are the hospital's own."""
    span, as_of, book = digest.week.span(zone), digest.as_of, Workbook(write_only=True)
    _sheet(book, "figures", _figures(digest))
    _sheet(book, "fairness", _fairness(digest))
    _sheet(book, "aspects", _changes(digest.aspects, digest.aspect_changes))
    _sheet(book, "departments", _changes(digest.departments_asked, digest.department_changes))
    contacts = contacts_of(session, span=span, as_of=as_of)
    _sheet(book, "contacts", (_contact(one, zone) for one in contacts))
    promises = promises_of(session, span=span, as_of=as_of)
    _sheet(book, "promises", (_promise(one, zone) for one in promises))
    judged = judged_in(session, span=span, as_of=as_of)
    _sheet(book, "judged", (_judged(one, zone) for one in judged))
    emergencies = emergencies_of(session, span=span, as_of=as_of)
    _sheet(book, "emergencies", (_emergency(one, zone) for one in emergencies))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words


def _sheet(book: Workbook, name: str, rows: Iterable[Row]) -> None:
    words = _words()[name]
    sheet = book.create_sheet(words["sheet"])
    sheet.freeze_panes = "A2"
    sheet.append(words["columns"])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Text stays text: what begins with = is no formula, whoever wrote it."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


def _figures(digest: Digest) -> Iterator[Row]:
    for name, found in digest.figures.items():
        words = figure_words()[name]
        yield words.title, found.count, found.among, found.value, found.low, found.high, words.says


def _fairness(digest: Digest) -> Iterator[Row]:
    """As it may be shown: what is kept back is empty."""
    for group in digest.fairness:
        shares = group.figures or {}
        cells = (shares.get(name) for name in FAIRNESS_FIGURES)
        counted = (cell for one in cells for cell in ((one.count, one.among) if one else (None, None)))
        yield group.dimension.value, group.group, group.contacts, *counted


def _changes(counted: Mapping[str, int], changes: Mapping[str, Change]) -> Iterator[Row]:
    for name, number in counted.items():
        found = changes[name]
        high = found.high if isfinite(found.high) else None
        yield name, number, found.usual, found.ratio, found.low, high, found.trend.value


def _contact(one: Contact, zone: tzinfo) -> Row:
    waited = next((asked.waited for asked in one.asked if asked.waited is not None), None)
    return (
        one.conversation_id,
        one.channel,
        _local(one.begun_at, zone),
        _local(one.ended_at, zone),
        one.said,
        one.grade.value,
        " ".join(one.entries),
        " ".join(f"{ticket.number}:{ticket.kind.value}" for ticket in one.opened),
        len(one.asked),
        _seconds(waited),
        one.call.value if one.call else None,
        " ".join(why.value for why in one.missed),
        " ".join(one.departments),
        one.age_band.value if one.age_band else None,
        _yes(one.for_other),
        one.township,
        _yes(one.came_back),
        _yes(one.said_unsolved),
        reason_of(one) if one.was_handed else None,
        outcome_of(one) if one.was_handed else None,
    )


def _promise(one: Promise, zone: tzinfo) -> Row:
    return (
        one.number,
        one.kind.value,
        one.department,
        _local(one.opened_at, zone),
        one.fared.value,
        one.fed_back_after / _HOUR if one.fed_back_after is not None else None,
        one.returns,
        _yes(one.was_reopened),
    )


def _judged(one: Judged, zone: tzinfo) -> Row:
    satisfied = None if one.satisfied is None else _yes(one.satisfied)
    return one.number, one.department, _local(one.fed_back_at, zone), one.score, satisfied


def _emergency(one: Emergency, zone: tzinfo) -> Row:
    return (
        str(one.id),
        one.kind,
        one.channel,
        _local(one.raised_at, zone),
        _seconds(one.rung_after),
        _seconds(one.acknowledged_after),
        one.outcome.value if one.outcome else None,
    )


def _local(at: datetime, zone: tzinfo) -> datetime:
    """Excel knows no zones."""
    return at.astimezone(zone).replace(tzinfo=None)


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _yes(fact: bool) -> str:  # noqa: FBT001
    return str(_words()["yes" if fact else "no"])
