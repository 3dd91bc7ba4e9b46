"""How long each kind of thing is kept, read from retention.yml; shorter than the law is refused."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

_FILE = Path(__file__).with_name("retention.yml")
_LONGEST_YEAR = 366


class Period(BaseModel):
    """Years by the calendar or days; never both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)

    def before(self, now: datetime) -> datetime:
        """The instant that lies this long ago; a leap day counts as the day before it."""
        day = 28 if (now.month, now.day) == (2, 29) else now.day
        return now.replace(year=now.year - self.years, day=day) - timedelta(days=self.days)

    @property
    def is_none(self) -> bool:
        return not self.years and not self.days

    @property
    def roughly(self) -> timedelta:
        return timedelta(days=self.years * _LONGEST_YEAR + self.days)


class Rule(BaseModel):
    """`leaves` statistics: the row stays without what is private; nothing: the row goes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep: Period
    law: Period
    leaves: Literal["statistics", "nothing"]
    why: str

    @model_validator(mode="after")
    def _no_shorter_than_the_law(self) -> Self:
        if self.keep.roughly < self.law.roughly:
            raise ValueError("kept shorter than the law demands")
        return self


class LooseRule(BaseModel):
    """What is no record and goes altogether: files nobody looked after, a bot's working memory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep: Period
    why: str


class Retention(BaseModel):
    """The rule of each kind; `statistics` names what is kept without end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Mapping[str, Rule]
    files: Mapping[str, LooseRule]
    dialogue: LooseRule
    statistics: tuple[str, ...]


@lru_cache(maxsize=1)
def retention() -> Retention:
    return Retention.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
