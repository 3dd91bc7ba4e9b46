"""Figures that are local policy: the hospital's own, each with its source and the last day it holds."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from knowledge_base.faults import Notice

PLACE = re.compile(r"\{local:([^{}]*)\}")
SOON = timedelta(days=30)
LONGEST_VALUE = 24
"""Characters: a value is read aloud inside a sentence."""

_KEYS: Mapping[str, type] = {"value": str, "says": str, "source": dict, "valid_until": date}
_SOURCE: Mapping[str, type] = {"title": str, "publisher": str, "year": int}
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class LocalValue:
    """One figure as it is spoken; `says` is what it is a figure of, `line` who knows the new one.

    It holds to the end of `valid_until`.
    """

    id: str
    value: str
    says: str
    title: str
    publisher: str
    year: int
    valid_until: date
    line: str | None = None

    def has_expired(self, *, today: date) -> bool:
        return self.valid_until < today

    def expires_soon(self, *, today: date) -> bool:
        """Within thirty days, or it has already."""
        return self.valid_until <= today + SOON


def read_local_values(raw: Mapping[str, Any]) -> dict[str, LocalValue]:
    """Of a profile without a fault; one that gives none has none."""
    return {
        name: LocalValue(
            id=name,
            value=row["value"],
            says=row["says"],
            valid_until=row["valid_until"],
            line=row.get("line"),
            **row["source"],
        )
        for name, row in raw.items()
    }


def local_value_faults(raw: object, *, lines: Collection[str]) -> Iterator[str]:
    """A profile may leave out what it does not know; what it gives has a source and a last day."""
    if not isinstance(raw, dict):
        yield f"local_values must be of kind dict, not {raw!r}"
        return
    for name, row in raw.items():
        where = f"local_values {name}: "
        if not (isinstance(name, str) and _ID.fullmatch(name)):
            yield f"{where}an id is small letters, digits and _"
        if not isinstance(row, dict):
            yield f"{where}not a mapping"
            continue
        yield from _kind_faults(row, _KEYS, where=where, may=("line",))
        if isinstance(row.get("source"), dict):
            yield from _kind_faults(row["source"], _SOURCE, where=f"{where}source ")
        if "line" in row and row["line"] not in lines:
            yield f"{where}unknown line {row['line']!r}"
        if isinstance(row.get("value"), str) and not 0 < len(row["value"]) <= LONGEST_VALUE:
            yield f"{where}value has 1 to {LONGEST_VALUE} characters"


def used_in(raw: Any) -> Iterator[str]:
    """Ids that a document's texts refer to, whatever their depth."""
    if isinstance(raw, dict):
        raw = list(raw.values())
    if isinstance(raw, list):
        for item in raw:
            yield from used_in(item)
    elif isinstance(raw, str):
        yield from PLACE.findall(raw)


def local_notices(
    values: Mapping[str, LocalValue], *, used: Mapping[str, str], today: date | None, file: str
) -> Iterator[Notice]:
    """What the hospital should look after; `used` names a file for each id some entry refers to.

    Without `today` no value counts as expired.
    """
    for name in sorted(used.keys() - values.keys()):
        said = f"local value {name!r} is not in the profile: callers are sent to a person"
        yield Notice(file=used[name], entry=name, notice=said)
    for name, value in values.items():
        if name not in used:
            yield Notice(file=file, entry=name, notice="no entry refers to this local value")
        elif today is not None and value.has_expired(today=today):
            yield Notice(file=file, entry=name, notice=f"the local value held until {value.valid_until}")
        elif today is not None and value.expires_soon(today=today):
            yield Notice(
                file=file, entry=name, notice=f"the local value holds only until {value.valid_until}"
            )


def _kind_faults(
    row: Mapping[str, Any], kinds: Mapping[str, type], *, where: str, may: Collection[str] = ()
) -> Iterator[str]:
    for key in sorted(str(key) for key in row.keys() - kinds.keys() - set(may)):
        yield f"{where}unknown key {key!r}"
    for key, kind in kinds.items():
        if key not in row:
            yield f"{where}{key} is missing"
        elif type(row[key]) is not kind or row[key] in ("", {}):
            yield f"{where}{key} must be {'a date such as 2026-12-31' if kind is date else kind.__name__}"
