"""How often a code may be asked for and tried, read from rules.yml."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

_FILE = Path(__file__).with_name("rules.yml")


class CountedOf(StrEnum):
    """Whose codes are counted together."""

    CALLER = "caller"
    NUMBER = "number"
    ALL = "all"


class Limit(BaseModel):
    """`most` codes within this long."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    most: int = Field(gt=0)
    within: timedelta
    of: CountedOf

    @field_validator("within", mode="before")
    @classmethod
    def _told_by_units(cls, told: Mapping[str, float]) -> timedelta:
        return timedelta(**told)


class BindingRules(BaseModel):
    """`good_for`: of one code; `tries`: of one code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    good_for: timedelta
    tries: int = Field(gt=0)
    codes: tuple[Limit, ...]

    @field_validator("good_for", mode="before")
    @classmethod
    def _told_by_units(cls, told: Mapping[str, float]) -> timedelta:
        return timedelta(**told)


@lru_cache(maxsize=1)
def binding_rules() -> BindingRules:
    return BindingRules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
