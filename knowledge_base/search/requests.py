"""How likely a question asks for what we refuse, where no pattern hears it: diagnosis, prescription, dose."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector

REQUESTS = Path(__file__).with_name("requests.npz")
LEAST, MOST = -6.0, 2.0  # log odds; beyond them one is as sure as the other


@dataclass(frozen=True, kw_only=True)
class Requests:
    """A softmax over the model's own vectors: column 0 is every other question, then one a refusal."""

    model: str
    refusals: tuple[str, ...]
    centre: Vector
    weights: Matrix
    bias: Vector

    @classmethod
    def none(cls, encoder: Encoder) -> Self:
        """Hears nothing."""
        size = encoder.dimension
        return cls(
            model=encoder.stamp,
            refusals=(),
            centre=np.zeros(size, np.float32),
            weights=np.zeros((size, 1), np.float32),
            bias=np.zeros(1, np.float32),
        )

    @classmethod
    def read(cls, encoder: Encoder, *, path: Path = REQUESTS) -> Self:
        """What was learned for this model; nothing was learned for any other than the one we ship."""
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["model"]) != encoder.stamp:
                return cls.none(encoder)
            return cls(
                model=encoder.stamp,
                refusals=tuple(map(str, kept["refusals"])),
                centre=kept["centre"],
                weights=kept["weights"],
                bias=kept["bias"],
            )

    def write(self, path: Path = REQUESTS) -> None:
        np.savez_compressed(
            path,
            model=np.array(self.model),
            refusals=np.array(self.refusals),
            centre=self.centre,
            weights=self.weights,
            bias=self.bias,
        )

    def likely(self, vector: Vector) -> Mapping[str, float]:
        """By refusal, between 0 (surely not) and 1 (surely)."""
        scores = (vector - self.centre) @ self.weights + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        odds = np.clip(np.log(np.maximum(shares, 1e-9) / np.maximum(1 - shares, 1e-9)), LEAST, MOST)
        return dict(zip(self.refusals, ((odds[1:] - LEAST) / (MOST - LEAST)).tolist(), strict=True))
