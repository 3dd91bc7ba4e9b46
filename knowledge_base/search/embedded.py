"""The model's own vectors of everything a question is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

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
    kept_in: Path | None,
    progress: Progress | None = None,
) -> Embedded:
    """Encode what is not kept in the file yet. Raises EncoderBroken.

    The hospital's own texts are kept in a file beside it: what is shipped is encoded once, whatever is laid
    over it, and a process that knows of no overlay throws nothing away.
    """
    phrasings = [Text("question", phrasing) for entry in entries for phrasing in entry.questions]
    passages = [_passage(entry) for entry in entries]
    texts = [*phrasings, *passages, *(Text("question", frame) for frame in frames)]
    own = {Text("question", phrasing) for entry in entries for phrasing in entry.added}
    own |= {_passage(entry) for entry in entries if entry.is_own}
    shipped = [text for text in texts if text not in own]
    vectors = vectors_of(shipped, encoder=encoder, kept_in=kept_in, progress=progress)
    if own:
        kept = kept_in and kept_in.with_name(f"own_{kept_in.name}")
        vectors = _merged(texts, vectors, own=own, encoder=encoder, kept_in=kept)
    first_frame = len(phrasings) + len(passages)
    return Embedded(
        phrasings=vectors[: len(phrasings)],
        passages=vectors[len(phrasings) : first_frame],
        frames=vectors[first_frame:],
    )


def _merged(
    texts: Sequence[Text], shipped: Matrix, *, own: set[Text], encoder: Encoder, kept_in: Path | None
) -> Matrix:
    """All rows in their order: those of `shipped`, and between them the hospital's own."""
    theirs = sorted(own, key=lambda text: (text.kind, text.words))
    rows = dict(zip(theirs, vectors_of(theirs, encoder=encoder, kept_in=kept_in), strict=True))
    others = iter(shipped)
    return np.stack([rows[text] if text in own else next(others) for text in texts])


def passage_of(entry: Entry) -> str:
    """What stands for an entry besides its phrasings."""
    return f"{entry.title}\n{entry.answer}"


def _passage(entry: Entry) -> Text:
    return Text("passage", passage_of(entry))
