"""Vectors kept by what they were made of, so that only changed texts are encoded again."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from knowledge_base.embedding.encoder import Encoder, Matrix

Kind = Literal["question", "passage"]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Text:
    """A text to encode, and in which of the model's two manners."""

    kind: Kind
    words: str

    def key(self, *, stamp: str) -> str:
        return hashlib.sha256(f"{stamp}\n{self.kind}\n{self.words}".encode()).hexdigest()[:32]


def vectors_of(
    texts: Sequence[Text], *, encoder: Encoder, kept_in: Path | None, progress: Progress | None = None
) -> Matrix:
    """One row a text, in order; the file holds exactly these texts afterwards. Raises EncoderBroken."""
    keys = [text.key(stamp=encoder.stamp) for text in texts]
    known = _read(kept_in, dimension=encoder.dimension) if kept_in else {}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    fresh = _encode(missing, encoder=encoder, progress=progress)
    vectors = {key: known[key] if key in known else fresh[key] for key in keys}
    if kept_in and (missing or len(known) != len(vectors)):
        _write(kept_in, vectors)
    return np.stack([vectors[key] for key in keys])


def _encode(missing: dict[str, Text], *, encoder: Encoder, progress: Progress | None) -> dict[str, Matrix]:
    fresh: dict[str, Matrix] = {}
    for kind, encode in (("question", encoder.questions), ("passage", encoder.passages)):
        chosen = {key: text.words for key, text in missing.items() if text.kind == kind}
        if chosen:
            told = _told(progress, offset=len(fresh), total=len(missing))
            fresh |= dict(zip(chosen, encode(list(chosen.values()), encoded=told), strict=True))
    return fresh


def _told(progress: Progress | None, *, offset: int, total: int) -> Callable[[int, int], None]:
    def told(done: int, _of: int) -> None:
        if progress is not None:
            progress("embed", offset + done, total)

    return told


def _read(path: Path, *, dimension: int) -> dict[str, Matrix]:
    """What is kept; a file that cannot be read, or of another model, is as good as none."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError):
        return {}
    if vectors.ndim != 2 or vectors.shape != (len(keys), dimension):  # noqa: PLR2004  rows and columns
        return {}
    return dict(zip(map(str, keys), vectors, strict=True))


def _write(path: Path, vectors: dict[str, Matrix]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    with os.fdopen(descriptor, "wb") as stream:
        np.savez(stream, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
    Path(name).replace(path)
