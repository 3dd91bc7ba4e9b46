"""Vectors of callers' words, in memory only: on the disk they would be the words themselves."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix, Vector


class KeptVectors:
    """One for a process: what was encoded for one look is there for the next. Safe between threads."""

    def __init__(self, encoder: Callable[[], Encoder], *, most: int = 8000) -> None:
        self._encoder, self._most = encoder, most
        self._kept: OrderedDict[bytes, Vector] = OrderedDict()
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text; there is at least one text. Raises EncoderBroken."""
        with self._lock:
            encoder = self._encoder()
            keys = [hashlib.sha256(f"{encoder.stamp}\n{text}".encode()).digest() for text in texts]
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
            if missing:
                self._kept.update(zip(missing, encoder.questions(list(missing.values())), strict=True))
            for key in keys:
                self._kept.move_to_end(key)
            rows: Matrix = np.stack([self._kept[key] for key in keys])
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return rows
