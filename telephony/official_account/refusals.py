"""What WeChat's error codes mean for us, and what the hospital's engineer does about each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from telephony.official_account.account import RefusalKind

_FILE = Path(__file__).with_name("refusals.yml")


class FaultyRefusals(Exception):  # noqa: N818 - a noun of the trade
    """refusals.yml names a kind that is none, or leaves words or a step out."""


class Refusal(BaseModel):
    """`means` and `step` are read by the engineer; `source` names one of the file's sources."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: RefusalKind
    means: str = Field(min_length=4)
    step: str = Field(min_length=4)
    source: str


class Refusals(BaseModel):
    """`unknown` is told of every code that is not in `codes`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: Mapping[str, str]
    unknown: Refusal
    unreachable: Refusal
    codes: Mapping[int, Refusal]

    def of(self, code: int) -> Refusal:
        return self.codes.get(code, self.unknown)


@cache
def refusals() -> Refusals:
    return load_refusals(_FILE)


def load_refusals(path: Path) -> Refusals:
    """Raises FaultyRefusals."""
    try:
        found = Refusals.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        raise FaultyRefusals(str(fault)) from None
    told = {"unknown": found.unknown, **{str(code): one for code, one in found.codes.items()}}
    if strange := [name for name, one in told.items() if one.source not in found.sources]:
        raise FaultyRefusals(f"no such source: {', '.join(strange)}")
    return found


def kind_of(code: int) -> RefusalKind:
    return refusals().of(code).kind
