"""The four-bit data file of multilingual-e5-small, read back into ordinary tensors."""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding.errors import ModelUnusable

Tensor = NDArray[np.float32]

MAGIC = b"E5S1"
BLOCK = 32  # weights that share one scale: two bytes of float16, then sixteen bytes of paired nibbles
BLOCK_BYTES = 2 + BLOCK // 2
ZERO_POINT = 8


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The transformer's sizes, in the order the file lists them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, kw_only=True)
class Specials:
    """Identifiers of the pieces that stand for no text."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Pieces with their scores, and what each code point is turned into before cutting."""

    pieces: tuple[str, ...]
    scores: Tensor
    specials: Specials
    normal_forms: Mapping[int, str]


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def one(self, layout: str) -> int:
        return self.take(layout)[0]

    def raw(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


class QuantisedModel:
    """The data file opened: shape, vocabulary, and tensors by name."""

    def __init__(self, path: Path) -> None:
        cursor = _Cursor(path.read_bytes())
        if cursor.raw(len(MAGIC)) != MAGIC:
            raise ModelUnusable(f"{path.name} is not a four-bit E5 file")
        cursor.one("I")  # the format's version: the checksum pins it already
        hidden, layers, heads, inner, words, positions, token_types = cursor.take("7i")
        self.shape = Shape(
            hidden=hidden,
            layers=layers,
            heads=heads,
            inner=inner,
            vocabulary=words,
            positions=positions,
            token_types=token_types,
        )
        cursor.take("fi")  # the engine's own epsilon and block size
        self.vocabulary = _read_vocabulary(cursor)
        self._offsets = _read_directory(cursor)
        self._data = cursor.data

    def exact(self, name: str, *shape: int) -> Tensor:
        """A tensor kept as float32."""
        flat = np.frombuffer(self._data, "<f4", math.prod(shape), self._offsets[name])
        return flat.reshape(shape).astype(np.float32)

    def approximate(self, name: str, rows: int, columns: int) -> Tensor:
        """A matrix kept in four bits, scaled back to float32."""
        blocks = rows * columns // BLOCK
        raw = np.frombuffer(self._data, np.uint8, blocks * BLOCK_BYTES, self._offsets[name])
        raw = raw.reshape(blocks, BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
        weights = (nibbles.astype(np.float32) - ZERO_POINT) * scales
        return weights.reshape(rows, columns)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count = cursor.one("i")
    begin, end, padding, unknown = cursor.take("4i")
    text_size = cursor.one("Q")
    bounds = np.frombuffer(cursor.raw(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.raw(4 * count), "<f4").astype(np.float32)
    text = cursor.raw(text_size)
    return Vocabulary(
        pieces=tuple(text[start:stop].decode("utf-8", "replace") for start, stop in pairwise(bounds)),
        scores=scores,
        specials=Specials(begin=begin, end=end, padding=padding, unknown=unknown),
        normal_forms=_read_normal_forms(cursor),
    )


def _read_normal_forms(cursor: _Cursor) -> dict[int, str]:
    count, _size = cursor.take("iI")
    forms: dict[int, str] = {}
    for _ in range(count):
        code_point, length = cursor.take("IB")
        forms[code_point] = "".join(map(chr, cursor.take(f"{length}I")))
    return forms


def _read_directory(cursor: _Cursor) -> dict[str, int]:
    """Where each tensor's bytes begin."""
    offsets: dict[str, int] = {}
    for _ in range(cursor.one("i")):
        name = cursor.raw(cursor.one("H")).decode()
        _kind, _count, offset, _size = cursor.take("BIQQ")
        offsets[name] = offset
    return offsets
