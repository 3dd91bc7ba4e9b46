"""A model that need not encode again what an index was built from."""

from collections.abc import Sequence

import numpy as np

from knowledge_base.embedding.encoder import Encoded, Encoder, Matrix, Vector
from knowledge_base.frames import all_frames
from knowledge_base.search.embedded import passage_of
from knowledge_base.search.index import FRAMED, Index


class Remembering:
    """Is an `Encoder`; for one thread. What it was asked for besides it remembers, too."""

    def __init__(self, encoder: Encoder, *, index: Index) -> None:
        self._encoder = encoder
        self.stamp, self.dimension = encoder.stamp, encoder.dimension
        plain = index.entries[: index.plain]
        frames = [text for *_, text in all_frames(FRAMED)]
        asked = [question for entry in plain for question in entry.questions]
        self._questions = {
            **dict(zip(frames, index.unturned.frames, strict=True)),
            **dict(zip(asked, index.unturned.phrasings, strict=True)),
        }
        self._passages = dict(zip(map(passage_of, plain), index.unturned.passages, strict=True))

    def question(self, text: str) -> Vector:
        found = self._questions.get(text)
        if found is None:
            found = self._questions[text] = self._encoder.question(text)
        return found

    def questions(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:  # noqa: ARG002
        return np.stack([self.question(text) for text in texts])

    def passages(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:  # noqa: ARG002
        missing = [text for text in texts if text not in self._passages]
        if missing:
            self._passages |= dict(zip(missing, self._encoder.passages(missing), strict=True))
        return np.stack([self._passages[text] for text in texts])
