"""The rows behind a figure as tables: where and when, and what became of it; no word of a patient."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from desk.alarm_kinds import find_kind
from desk.digest_voice import Voice
from desk.digest_words import heads, name_of, say, tell
from desk.guard import ALARMS
from desk.papers import Row, Table
from hotline.digest import Asked, Contact, Emergency, Fared, Judged, Promise, RowKind
from hotline.digest.handed import HANDED_BACK, NOBODY_CAME, OPEN

_TICKETS = "/desk/tickets"
_NOTHING = "—"


def rows_table(kind: RowKind, rows: Iterable[Any], *, voice: Voice, may_open: bool) -> Table:
    """`may_open`: whether the reader may look into tickets and alarms, where patients' words are."""
    told, names = _ROWS[kind], heads(f"{kind}_rows")
    found = tuple(told(one, voice=voice, may_open=may_open) for one in rows)
    return Table(heads=names, of=found, prose=len(names) - 1)


def returned_table(numbers: Iterable[str], *, may_open: bool) -> Table:
    rows = [Row(cells=(number,), at=_ticket(number, may_open=may_open)) for number in numbers]
    return Table(heads=heads("returned_rows"), of=tuple(rows))


def _contact(one: Contact, *, voice: Voice, may_open: bool) -> Row:
    entries = "\n".join(voice.entry(entry) for entry in one.entries)
    missed = "\n".join(name_of("missed", why.value) for why in one.missed)
    cells = (voice.moment(one.begun_at), voice.channel(one.channel), entries, _then(one, voice=voice), missed)
    number = one.opened[0].number if one.opened else None
    return Row(
        cells=tuple(cell or _NOTHING for cell in cells),
        at=_ticket(number, may_open=may_open) if number else None,
    )


def _then(one: Contact, *, voice: Voice) -> str:
    told = [f"{ticket.number} {voice.label(ticket.kind)}" for ticket in one.opened]
    told += [_asked(asked) for asked in one.asked]
    if one.call is not None:
        told.append(name_of("calls", one.call.value))
    if one.came_back:
        told.append(tell("rows", "came_back"))
    return "\n".join(told)


def _asked(asked: Asked) -> str:
    if asked.outcome is not None:
        ended = asked.outcome.value
    elif asked.waited is None:
        ended = NOBODY_CAME if asked.is_over else "waiting"
    else:
        ended = HANDED_BACK if asked.is_over else OPEN
    return tell("rows", "asked", outcome=name_of("outcomes", ended))


def _promise(one: Promise, *, voice: Voice, may_open: bool) -> Row:
    news = [name_of("fared", one.fared.value)]
    if one.fed_back_after is not None:
        news.append(tell("rows", "fed_back", length=voice.length(one.fed_back_after)))
    elif one.is_open:
        news.append(tell("rows", "open"))
    if one.was_reopened:
        news.append(tell("rows", "reopened"))
    if one.returns:
        news.append(tell("rows", "returned", count=one.returns))
    opened, due = voice.moment(one.opened_at), voice.moment(one.due_at)
    return Row(
        cells=(one.number, one.department or say("no_department"), opened, due, "\n".join(news)),
        at=_ticket(one.number, may_open=may_open),
        is_bad=one.fared is Fared.SILENT,
    )


def _judged(one: Judged, *, voice: Voice, may_open: bool) -> Row:
    if one.satisfied is None:
        opinion = tell("rows", "not_judged")
    else:
        opinion = tell("rows", "satisfied" if one.satisfied else "dissatisfied")
        opinion += "\n" + tell("rows", "score", score=one.score) if one.score is not None else ""
    department = one.department or say("no_department")
    return Row(
        cells=(one.number, department, voice.moment(one.fed_back_at), opinion),
        at=_ticket(one.number, may_open=may_open),
    )


def _emergency(one: Emergency, *, voice: Voice, may_open: bool) -> Row:
    title = find_kind(one.kind, words=voice.words).title
    outcome = voice.label(one.outcome) if one.outcome else tell("rows", "no_outcome")
    lengths = [_length(length, voice=voice) for length in (one.rung_after, one.acknowledged_after)]
    return Row(
        cells=(voice.moment(one.raised_at), title, voice.channel(one.channel), *lengths, outcome),
        at=f"{ALARMS}/{one.id}" if may_open else None,
    )


def _length(length: timedelta | None, *, voice: Voice) -> str:
    return tell("rows", "not_yet") if length is None else voice.length(length)


def _ticket(number: str, *, may_open: bool) -> str | None:
    return f"{_TICKETS}/{number}" if may_open else None


_ROWS: Mapping[RowKind, Callable[..., Row]] = {
    RowKind.CONTACT: _contact,
    RowKind.PROMISE: _promise,
    RowKind.JUDGED: _judged,
    RowKind.EMERGENCY: _emergency,
}
