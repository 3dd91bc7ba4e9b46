"""The hazard log: what could harm somebody, what stands against it, and what proves that it does."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from console.paths import ROOT

HAZARDS = ROOT / "docs" / "hazards.yaml"

Degree = Annotated[int, Field(ge=1, le=5)]
Text = Annotated[str, Field(min_length=1)]
TestId = Annotated[str, Field(pattern=r"^tests/[\w/]+\.py(::\w+)*::test_\w+(\[.+\])?$")]


class FaultyHazardLog(Exception):  # noqa: N818 - a noun of the trade
    """Carries the file and its first fault."""

    def __init__(self, file: Path, fault: str) -> None:
        super().__init__(f"{file.name}: {fault}")
        self.file = file
        self.fault = fault


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Likelihood(_Strict):
    """How often, without and with the controls that exist today."""

    before: Degree
    after: Degree


class Control(_Strict):
    """`where` is a path from the project's folder."""

    what: Text
    where: Text


class OpenPoint(_Strict):
    """What is not controlled yet; `step` is an item of the work plan, where one is known."""

    what: Text
    step: Text | None = None


class Hazard(_Strict):
    """`proved_by` names tests; one without brackets stands for all its parameters."""

    id: Annotated[str, Field(pattern=r"^H\d\d$")]
    hazard: Text
    cause: Text
    effect: Text
    severity: Degree
    likelihood: Likelihood
    controls: tuple[Control, ...] = ()
    proved_by: tuple[TestId, ...] = ()
    open: tuple[OpenPoint, ...] = ()

    @property
    def risk_before(self) -> int:
        return self.severity * self.likelihood.before

    @property
    def risk_after(self) -> int:
        return self.severity * self.likelihood.after

    @property
    def is_proved(self) -> bool:
        return bool(self.controls and self.proved_by)


class Acceptance(_Strict):
    """What a risk of `least` and above is called, and what follows from it."""

    least: Annotated[int, Field(alias="from", ge=1, le=25)]
    name: Text
    means: Text


class Scales(_Strict):
    """The words for each degree."""

    severity: dict[Degree, Text]
    likelihood: dict[Degree, Text]
    acceptance: Annotated[tuple[Acceptance, ...], Field(min_length=2)]

    def acceptance_of(self, risk: int) -> Acceptance:
        return next(one for one in self.acceptance if risk >= one.least)


class HazardLog(_Strict):
    """All hazards, and the scales they are judged by."""

    scales: Scales
    hazards: tuple[Hazard, ...]

    def faults(self, *, root: Path) -> list[str]:
        """What makes the log dishonest; whether the tests exist is for the test suite to say."""
        every = [f"{one.id}: {fault}" for one in self.hazards for fault in self._faults_of(one, root=root)]
        return [*every, *_faults_of_scales(self.scales), *_twice(self.hazards)]

    def _faults_of(self, hazard: Hazard, *, root: Path) -> Iterator[str]:
        if not hazard.is_proved and not hazard.open:
            yield "has neither a proved control nor an open point"
        if hazard.likelihood.after > hazard.likelihood.before:
            yield "is likelier with its controls than without"
        if hazard.likelihood.after < hazard.likelihood.before and not hazard.is_proved:
            yield "is called less likely, and nothing proves it"
        if self._needs_watching(hazard) and not hazard.open:
            yield f"keeps a risk of {hazard.risk_after} and says nothing is open"
        yield from (f"no {one.where}" for one in hazard.controls if not (root / one.where).exists())
        yield from (f"names {proof} twice" for proof, times in Counter(hazard.proved_by).items() if times > 1)

    def _needs_watching(self, hazard: Hazard) -> bool:
        return self.scales.acceptance_of(hazard.risk_after) != self.scales.acceptance[-1]


def load_hazards(file: Path = HAZARDS) -> HazardLog:
    """Raises FaultyHazardLog."""
    try:
        return HazardLog.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as fault:
        raise FaultyHazardLog(file, " ".join(str(fault).split())) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise FaultyHazardLog(file, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from fault


def _faults_of_scales(scales: Scales) -> Iterator[str]:
    for name, words in (("severity", scales.severity), ("likelihood", scales.likelihood)):
        if set(words) != set(range(1, 6)):
            yield f"scales: {name} must name 1 to 5"
    steps = [one.least for one in scales.acceptance]
    if steps != sorted(set(steps), reverse=True) or steps[-1] != 1:
        yield "scales: acceptance must go down to 1"


def _twice(hazards: tuple[Hazard, ...]) -> Iterator[str]:
    yield from (
        f"{name}: is there twice" for name, times in Counter(h.id for h in hazards).items() if times > 1
    )
