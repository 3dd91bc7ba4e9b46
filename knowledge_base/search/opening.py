"""The search made ready from the knowledge folder, a built model and the file of kept vectors."""

from pathlib import Path

from knowledge_base.embedding.encoder import Encoder
from knowledge_base.entries import KnowledgeBase
from knowledge_base.lexicon import LEXICON, load_lexicon
from knowledge_base.reports import INDICATORS, open_reader
from knowledge_base.search.index import build_index
from knowledge_base.search.searching import Search
from knowledge_base.search.vectors import Progress

VECTORS = "vectors.npz"


def open_search(
    knowledge: KnowledgeBase,
    *,
    folder: Path,
    encoder: Encoder,
    index_folder: Path,
    progress: Progress | None = None,
) -> Search:
    """Only changed texts are encoded, told by `progress("embed", done, total)`.

    Raises KnowledgeFaulty for a faulty lexicon or indicator, EncoderBroken where the model fails.
    """
    index = build_index(
        knowledge,
        lexicon=load_lexicon(folder / LEXICON),
        encoder=encoder,
        kept_in=index_folder / VECTORS,
        progress=progress,
    )
    reader = open_reader(folder) if (folder / INDICATORS).is_dir() else None
    return Search(knowledge, index, encoder, reader=reader)
