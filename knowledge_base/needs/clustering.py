"""Texts that ask for the same: near in meaning, by the vectors that the search goes by.

Clusters are the leaves of HDBSCAN (R. J. G. B. Campello and others, 2013): what stands alone stays alone.
"""

import numpy as np
from sklearn.cluster import HDBSCAN

from knowledge_base.embedding.encoder import Matrix

LEAST = 4
"""Different texts that make a cluster: with five, a fifth fewer of the planted needs are found."""

NEIGHBOURS = 2


def likeness(vectors: Matrix) -> Matrix:
    """Texts × texts, from -1 to 1: around their middle, for all short questions are alike."""
    around = vectors - vectors.mean(axis=0)
    around /= np.maximum(np.linalg.norm(around, axis=1, keepdims=True), 1e-9)
    like: Matrix = around @ around.T
    return like


def clusters(like: Matrix) -> list[list[int]]:
    """The places of each cluster's texts; those of no cluster are left out."""
    if len(like) < 2 * LEAST:
        return []
    apart = np.clip(1 - like, 0, None).astype(np.float64)
    np.fill_diagonal(apart, 0)
    found = HDBSCAN(
        metric="precomputed",
        min_cluster_size=LEAST,
        min_samples=NEIGHBOURS,
        cluster_selection_method="leaf",
        copy=False,
    )
    labels = found.fit_predict(apart)
    return [np.flatnonzero(labels == label).tolist() for label in range(int(labels.max(initial=-1)) + 1)]
