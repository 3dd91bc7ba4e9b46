"""The clocks of live talks, as their data file sets them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("rules.yml")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """See rules.yml for what each means."""

    talk_lasts_minutes: int
    present_for_seconds: int
    vanished_after_seconds: int
    waits_at_most_minutes: int

    @property
    def present_for(self) -> timedelta:
        return timedelta(seconds=self.present_for_seconds)

    @property
    def vanished_after(self) -> timedelta:
        return timedelta(seconds=self.vanished_after_seconds)

    @property
    def waits_at_most(self) -> timedelta:
        return timedelta(minutes=self.waits_at_most_minutes)


@lru_cache(maxsize=1)
def rules() -> Rules:
    return Rules(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))
