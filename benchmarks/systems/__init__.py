"""The systems of the retrieval benchmark, each a module with `build` and `ready` (benchmarks/worker.py)."""
