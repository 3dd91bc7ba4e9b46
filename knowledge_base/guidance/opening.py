"""The guide made ready from the knowledge folder, for one hospital."""

from collections.abc import Callable
from pathlib import Path

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.guidance.guide import Guide
from knowledge_base.guidance.learned import LEARNED, Learned
from knowledge_base.guidance.loading import load_catalogue
from knowledge_base.guidance.numbers import NUMBERS, Numbers
from knowledge_base.profile import Hospital

GUIDANCE = Path("guidance")


def open_guide(root: Path, *, hospital: Hospital, encoder: Callable[[], Encoder]) -> Guide:
    """`root` is the knowledge folder; the encoder is opened when the first description comes.

    Raises KnowledgeFaulty.
    """
    folder = root / GUIDANCE
    learned = folder / LEARNED.name
    return Guide(
        load_catalogue(folder),
        hospital=hospital,
        encoder=encoder,
        learned=Learned.read(learned) if learned.exists() else None,
        numbers=Numbers.read(folder / NUMBERS.name),
    )
