"""Questions and passages into unit vectors, by onnxruntime alone."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.embedding.folder import GRAPH, TOKENIZER, ModelCard

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
Encoded = Callable[[int, int], None]

BATCH = 16


class Encoder(Protocol):
    """What the index and the search need of a model."""

    @property
    def stamp(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def question(self, text: str) -> Vector: ...
    def questions(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix: ...
    def passages(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix: ...


class QuestionEncoder:
    """A built model opened for reading; safe to share between threads.

    Raises EncoderBroken, at opening or for a text, and nothing else.
    """

    def __init__(self, folder: Path, *, threads: int = 1, remembered: int = 4096) -> None:
        self._card = ModelCard.read(folder)
        self._session = _session(folder / GRAPH, threads=threads)
        self._tokenizer = _tokenizer(folder / TOKENIZER, longest=self._card.longest)
        self._remember = lru_cache(maxsize=remembered)(self._encode_question)

    @property
    def stamp(self) -> str:
        return self._card.stamp

    @property
    def dimension(self) -> int:
        return self._card.dimension

    def question(self, text: str) -> Vector:
        return self._remember(text)

    def questions(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:
        return self._batches([self._card.query_prefix + text for text in texts], encoded=encoded)

    def passages(self, texts: Sequence[str], *, encoded: Encoded | None = None) -> Matrix:
        return self._batches([self._card.passage_prefix + text for text in texts], encoded=encoded)

    def _encode_question(self, text: str) -> Vector:
        vector: Vector = self._encode([self._card.query_prefix + text])[0]
        vector.setflags(write=False)  # the memory hands the same array to every caller
        return vector

    def _batches(self, texts: Sequence[str], *, encoded: Encoded | None) -> Matrix:
        """Encode in batches of like length, so that little is spent on padding."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        for start in range(0, len(texts), BATCH):
            chosen = by_length[start : start + BATCH]
            vectors[chosen] = self._encode([texts[at] for at in chosen])
            if encoded is not None:
                encoded(start + len(chosen), len(texts))
        return vectors

    def _encode(self, texts: Sequence[str]) -> Matrix:
        try:
            tokens = [item.ids for item in self._tokenizer.encode_batch(list(texts))]
            feed = _padded(tokens, padding=self._card.padding)
            (vectors,) = self._session.run(["vector"], feed)
        except Exception as error:  # onnxruntime and tokenizers raise classes of their own, of no common kind
            raise EncoderBroken(str(error)) from error
        return np.asarray(vectors, np.float32)


def _padded(tokens: Sequence[Sequence[int]], *, padding: int) -> dict[str, NDArray[np.int64]]:
    longest = max(map(len, tokens))
    identifiers = np.full((len(tokens), longest), padding, np.int64)
    mask = np.zeros((len(tokens), longest), np.int64)
    for row, ids in enumerate(tokens):
        identifiers[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    return {"input_ids": identifiers, "attention_mask": mask}


def _session(graph: Path, *, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # An idle service should not spin on a core that Rasa needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # as above
        raise EncoderBroken(f"{graph} could not be opened: {error}") from error


def _tokenizer(path: Path, *, longest: int) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise EncoderBroken(f"{path} could not be opened: {error}") from error
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return tokenizer
