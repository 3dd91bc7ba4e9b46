"""What every column holds, read from columns.yml, and where the tables do not keep to it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Column, MetaData, Table

from hotline.database import LookupHash, PrivateJson, PrivateText, UtcInstant

_FILE = Path(__file__).with_name("columns.yml")
PATIENT = "patient"
_TOLD = ("patient", "staff", "code", "time", "fact")
"""The classes a person asking for his data is given: all but hashes and staff's secrets."""


class ColumnClass(BaseModel):
    """What is in it, and whether it lies encrypted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encrypted: bool
    means: str


class Classification(BaseModel):
    """`tables` by name, then by class; a table that a later release brings may stand here before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: Mapping[str, ColumnClass]
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]

    def class_of(self, table: str, column: str) -> str | None:
        found = [name for name, columns in self.tables.get(table, {}).items() if column in columns]
        return found[0] if len(found) == 1 else None

    def is_told(self, table: str, column: str) -> bool:
        return self.class_of(table, column) in _TOLD

    def private_of_patients(self, table: Table) -> list[Column[object]]:
        return [column for column in table.c if self.class_of(table.name, column.name) == PATIENT]

    def faults(self, metadata: MetaData) -> list[str]:
        """Each column that is unclassified, classified twice, or of a type that does not fit; sorted."""
        there = (fault for table in metadata.tables.values() for fault in self._faults_of(table))
        return sorted({*there, *self._vanished(metadata)})

    def _faults_of(self, table: Table) -> Iterator[str]:
        for column in table.c:
            name = self.class_of(table.name, column.name)
            if name is None or name not in self.classes:
                yield f"{table.name}.{column.name}: not classified, or twice"
            elif not _fits(column, name, encrypted=self.classes[name].encrypted):
                yield f"{table.name}.{column.name}: {type(column.type).__name__} does not fit {name}"

    def _vanished(self, metadata: MetaData) -> Iterator[str]:
        for table, classes in self.tables.items():
            known = metadata.tables[table].c if table in metadata.tables else None
            for column in (one for columns in classes.values() for one in columns):
                if known is not None and column not in known:
                    yield f"{table}.{column}: classified but not there"


@lru_cache(maxsize=1)
def classification() -> Classification:
    return Classification.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def _fits(column: Column[object], name: str, *, encrypted: bool) -> bool:
    if isinstance(column.type, PrivateText | PrivateJson):
        return encrypted
    if isinstance(column.type, LookupHash):
        return name == "lookup"
    return not encrypted and (name == "time") is isinstance(column.type, UtcInstant)
