"""Haystack's hybrid pipeline, BM25 and embeddings joined by reciprocal ranks, with our model as its embedder.

A document is a phrasing, cut by jieba for BM25. Haystack's own tokenizer would drop words of one
character; the expression below keeps them.
"""

from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.corpus import read_corpus, read_owners
from benchmarks.systems.bm25 import words
from benchmarks.systems.e5 import phrasing_vectors
from benchmarks.worker import Find, distinct
from console.settings import read_settings
from knowledge_base.embedding.encoder import QuestionEncoder

TOP = 50
"""Of each retriever; its default of ten phrasings may all be of one entry."""


@component
class QuestionEmbedder:
    """Our encoder as a component of Haystack's."""

    def __init__(self) -> None:
        self._encoder = QuestionEncoder(read_settings().model_folder)

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._encoder.question(text).tolist()}


def build(folder: Path) -> None:
    store = InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\b\w+\b")
    texts = [question for one in read_corpus(folder) for question in one.questions]
    store.write_documents(
        [
            Document(id=str(row), content=" ".join(words(text, kept_in=folder)), embedding=vector.tolist())
            for row, (text, vector) in enumerate(zip(texts, phrasing_vectors(folder), strict=True))
        ]
    )
    store.save_to_disk(str(folder / "store.json"))


def ready(folder: Path) -> Find:
    store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
    pipeline = hybrid(store)
    owners = read_owners(folder)
    words("", kept_in=folder)  # jieba reads its dictionary at the first text

    def find(text: str) -> list[str]:
        query = " ".join(words(text, kept_in=folder))
        joined = pipeline.run({"embedder": {"text": text}, "bm25": {"query": query}})["joiner"]["documents"]
        return distinct([owners[int(document.id)] for document in joined])

    return find


def hybrid(store: InMemoryDocumentStore) -> Pipeline:
    """As Haystack's documentation draws it."""
    pipeline = Pipeline()
    pipeline.add_component("embedder", QuestionEmbedder())
    pipeline.add_component("embedding", InMemoryEmbeddingRetriever(store, top_k=TOP))
    pipeline.add_component("bm25", InMemoryBM25Retriever(store, top_k=TOP))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "embedding.query_embedding")
    pipeline.connect("embedding", "joiner")
    pipeline.connect("bm25", "joiner")
    return pipeline
