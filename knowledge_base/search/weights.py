"""How the signals are weighed: found on the dev questions, kept as data."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import yaml
from numpy.typing import NDArray

CALIBRATION = Path(__file__).with_name("calibration.yml")

Values = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """`ranking` orders entries; `answering` and `bias` decide whether the first is an answer at all.

    An answer's evidence at or above `answer_from` is given, below `outside_below` the question is none of
    ours, between them we are unsure. `alone_from` is the share of the ranking's belief the first entry must
    hold to be given without choices. `context` is what the conversation's topic adds to its own entries, and
    `follow_from` takes the place of `answer_from` for what is understood by the context.
    """

    ranking: tuple[float, ...]
    answering: tuple[float, ...]
    bias: float
    answer_from: float
    outside_below: float
    alone_from: float
    context: float
    follow_from: float

    def scores(self, relative: Values) -> Values:
        fused: Values = relative @ np.array(self.ranking)
        return fused

    def evidence(self, absolute: Values) -> float:
        """What one entry's row of absolute signals amounts to."""
        return float(absolute @ np.array(self.answering)) + self.bias

    @classmethod
    def read(cls, path: Path = CALIBRATION) -> Self:
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["weights"]
        ranking, answering = tuple(content["ranking"]), tuple(content["answering"])
        return cls(**{**content, "ranking": ranking, "answering": answering})

    def plain(self) -> dict[str, Any]:
        """As YAML can hold it."""
        return {key: _rounded(value) for key, value in asdict(self).items()}


def belief(scores: Values) -> Values:
    """How the ranking divides its belief between the entries; sums to one."""
    raised = np.exp(scores - scores.max())
    shares: Values = raised / raised.sum()
    return shares


def _rounded(value: Any) -> Any:
    return [round(one, 4) for one in value] if isinstance(value, tuple) else round(value, 4)
