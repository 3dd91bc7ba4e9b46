"""All that the phrasings taught for one model."""

from dataclasses import dataclass
from typing import Self

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.search.projection import Projection
from knowledge_base.search.requests import Requests


@dataclass(frozen=True)
class Learned:
    """Read beside the search; for a model nothing was learned for, vectors stay and no request is guessed."""

    projection: Projection
    requests: Requests

    @classmethod
    def none(cls, encoder: Encoder) -> Self:
        return cls(Projection.none(encoder), Requests.none(encoder))

    @classmethod
    def read(cls, encoder: Encoder) -> Self:
        return cls(Projection.read(encoder), Requests.read(encoder))

    def write(self) -> None:
        self.projection.write()
        self.requests.write()
