"""How long sound is kept, as keep.yml says it."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("keep.yml")
_ENOUGH_DOUBLINGS = 10


@dataclass(frozen=True, kw_only=True)
class Periods:
    """See keep.yml for what each means."""

    keep: timedelta
    at_most: timedelta
    first: timedelta
    longest: timedelta

    def pause(self, tries: int) -> timedelta:
        """How long to leave alone a deletion that failed so many times."""
        doubled: timedelta = self.first * (1 << min(tries - 1, _ENOUGH_DOUBLINGS))
        return min(doubled, self.longest)


@cache
def periods() -> Periods:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Periods(
        keep=timedelta(**raw["keep"]),
        at_most=timedelta(**raw["at_most"]),
        first=timedelta(**raw["again"]["first"]),
        longest=timedelta(**raw["again"]["longest"]),
    )
