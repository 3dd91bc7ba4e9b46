"""The model's own vectors of everything a question is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.embedding.encoder import Encoder, Matrix
from knowledge_base.entries import Entry
from knowledge_base.search.vectors import Progress, Text, vectors_of


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """Unit vectors by rows: the phrasings entry by entry, a passage an entry, and the frames."""

    phrasings: Matrix
    passages: Matrix
    frames: Matrix


def embedded(
    entries: Sequence[Entry],
    *,
    frames: Sequence[str],
    encoder: Encoder,
    kept_in: Path,
    progress: Progress | None = None,
) -> Embedded:
    """Encode what is not kept in the file yet. Raises EncoderBroken."""
    phrasings = [Text("question", phrasing) for entry in entries for phrasing in entry.questions]
    passages = [Text("passage", f"{entry.title}\n{entry.answer}") for entry in entries]
    asked = [Text("question", frame) for frame in frames]
    vectors = vectors_of([*phrasings, *passages, *asked], encoder=encoder, kept_in=kept_in, progress=progress)
    first_frame = len(phrasings) + len(passages)
    return Embedded(
        phrasings=vectors[: len(phrasings)],
        passages=vectors[len(phrasings) : first_frame],
        frames=vectors[first_frame:],
    )
