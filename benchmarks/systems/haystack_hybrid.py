"""Haystack's hybrid pipeline, BM25 and embeddings joined by reciprocal ranks, with our model as its embedder.

A document is an entry, its names, phrasings and answer, embedded as a passage and cut by jieba for BM25
(on the dev questions a document a phrasing found less). Haystack's own tokenizer would drop words of one
character; the expression below keeps them.
"""

import os
from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.corpus import read_corpus
from benchmarks.systems.bm25 import words
from benchmarks.worker import Find
from console.settings import read_settings
from knowledge_base.embedding.encoder import QuestionEncoder


@component
class QuestionEmbedder:
    """Our encoder as a component of Haystack's."""

    def __init__(self) -> None:
        self._encoder = QuestionEncoder(read_settings().model_folder)

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._encoder.question(text).tolist()}


def build(folder: Path) -> None:
    documents = read_corpus(folder)
    encoder = QuestionEncoder(read_settings().model_folder, threads=os.cpu_count() or 1)
    vectors = encoder.passages([one.text for one in documents])
    store = InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\b\w+\b")
    store.write_documents(
        [
            Document(id=one.id, content=" ".join(words(one.text, kept_in=folder)), embedding=vector.tolist())
            for one, vector in zip(documents, vectors, strict=True)
        ]
    )
    store.save_to_disk(str(folder / "store.json"))


def ready(folder: Path) -> Find:
    pipeline = hybrid(InMemoryDocumentStore.load_from_disk(str(folder / "store.json")))
    words("", kept_in=folder)  # jieba reads its dictionary at the first text

    def find(text: str) -> list[str]:
        query = " ".join(words(text, kept_in=folder))
        found = pipeline.run({"embedder": {"text": text}, "bm25": {"query": query}})["joiner"]["documents"]
        return [document.id for document in found]

    return find


def hybrid(store: InMemoryDocumentStore) -> Pipeline:
    """As Haystack's documentation draws it."""
    pipeline = Pipeline()
    pipeline.add_component("embedder", QuestionEmbedder())
    pipeline.add_component("embedding", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("bm25", InMemoryBM25Retriever(store))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "embedding.query_embedding")
    pipeline.connect("embedding", "joiner")
    pipeline.connect("bm25", "joiner")
    return pipeline
