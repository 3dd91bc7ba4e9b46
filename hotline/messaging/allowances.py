"""What is allowed and how long a text makes sense, as the data file sets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from hotline.messaging.vocabulary import Opening, Purpose

_FILE = Path(__file__).with_name("allowances.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """How many messages one opening allows, and for how long."""

    allowed: int
    lasts: timedelta


@dataclass(frozen=True, kw_only=True)
class Allowances:
    """See allowances.yml for what each means."""

    openings: Mapping[Opening, Granted]
    most_bytes: int
    good_for: Mapping[Purpose, timedelta]
    own_line_good_for: timedelta


@lru_cache(maxsize=1)
def allowances() -> Allowances:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Allowances(
        openings={
            Opening(name): Granted(allowed=row["allowed"], lasts=timedelta(**row["lasts"]))
            for name, row in raw["openings"].items()
        },
        most_bytes=raw["most_bytes"],
        good_for={Purpose(name): timedelta(**lasts) for name, lasts in raw["good_for"].items()},
        own_line_good_for=timedelta(**raw["own_line_good_for"]),
    )
