"""Column types that make the wrong thing impossible to store."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Dialect, Enum, String, Text
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from hotline.database.keyring import installed_keyring


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant: kept in UTC, given back in UTC, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return None if value is None else value.astimezone(UTC)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Millions of them are read at once: each in one step, from SQLite's text too."""
        return _instant_in_text if dialect.name == "sqlite" else _instant_of_server


class PrivateText(TypeDecorator[str]):
    """Text of or about a patient: encrypted at rest."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else installed_keyring().encrypt(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else installed_keyring().decrypt(value)


class PrivateJson(TypeDecorator[Mapping[str, str]]):
    """Named texts of or about a patient: encrypted at rest as one."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> str | None:
        return (
            None
            if value is None
            else installed_keyring().encrypt(json.dumps(dict(value), ensure_ascii=False))
        )

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str] | None:
        if value is None:
            return None
        names: dict[str, str] = json.loads(installed_keyring().decrypt(value))
        return names


class LookupHash(TypeDecorator[str]):
    """The keyed hash of the private column named `of`, in the same row."""

    impl = String(64)
    cache_ok = True

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of


def enum_by_value(members: type[StrEnum]) -> Enum:
    """The member's value as text; no database enum, so that a new member needs no migration."""
    return Enum(members, native_enum=False, length=32, values_callable=_values, validate_strings=True)


def matches(column: InstrumentedAttribute[Any], value: str) -> ColumnElement[bool]:
    """Whether the hashed column stands for this value, whichever key it was written under."""
    return column.in_(installed_keyring().lookup_hashes(value))


def _instant_in_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _instant_of_server(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]
