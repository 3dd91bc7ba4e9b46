"""How rosters are written, and what is said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """See words.yml for what each means."""

    raw: Mapping[str, Any]

    @property
    def columns(self) -> Mapping[str, Sequence[str]]:
        found: Mapping[str, Sequence[str]] = self.raw["columns"]
        return found

    @property
    def half_days(self) -> Mapping[str, tuple[str, str]]:
        return {name: (starts, ends) for name, (starts, ends) in self.raw["half_days"].items()}

    def names(self, kind: str) -> Sequence[str]:
        found: Sequence[str] = self.raw[kind]
        return found

    @property
    def remark(self) -> str:
        return str(self.raw["remark"])

    def column(self, key: str) -> str:
        return self.columns[key][0]

    def fault(self, name: str, /, **facts: object) -> str:
        return str(self.raw["faults"][name]).format(**facts)

    def note(self, name: str, /, **facts: object) -> str:
        return str(self.raw["notes"][name]).format(**facts)

    def shown(self, *, visiting: bool) -> str:
        return str(self.raw["visiting_is_shown"]["visiting" if visiting else "own"])


@lru_cache(maxsize=1)
def words() -> Words:
    return Words(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
