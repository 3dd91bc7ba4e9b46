"""Questions that ask for the same, however few they are: joined while they are alike on the average.

Needs are found where many ask (`knowledge_base.needs`); a gap may be that of two, or of one. So nothing is
left out here: whatever is like nothing else stays a group of its own.
"""

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from knowledge_base.embedding.encoder import Matrix, Vector

ALIKE = 0.25
"""How alike the texts of two groups must be on the average to be joined; `benchmarks/gaps.py` measures it."""

_USUAL = 100
"""So many texts the middle of our own phrasings weighs: few questions have no middle of their own."""


def likeness_around(vectors: Matrix, *, middle: Vector) -> Matrix:
    """Texts × texts, from -1 to 1, around their middle and `middle`: all short questions are alike."""
    own = (vectors.sum(axis=0) + _USUAL * middle) / (len(vectors) + _USUAL)
    around = vectors - own
    around /= np.maximum(np.linalg.norm(around, axis=1, keepdims=True), 1e-9)
    like: Matrix = around @ around.T
    return like


def groups(like: Matrix) -> list[list[int]]:
    """The places of each group's texts; every text is in one group."""
    if len(like) < 2:  # noqa: PLR2004 - one text is one group
        return [[place] for place in range(len(like))]
    apart = np.clip(1 - like, 0, None).astype(np.float64)
    np.fill_diagonal(apart, 0)
    joined = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - ALIKE
    )
    labels = joined.fit_predict(apart)
    return [np.flatnonzero(labels == label).tolist() for label in range(int(labels.max()) + 1)]
