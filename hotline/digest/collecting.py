"""Compiling makes millions of short-lived rows and next to no cycles: looking for those seldom is enough."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 10_000
"""Objects that came and did not go before cycles are looked for; Python's own is a few hundred."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """In the whole process. Several threads may be within it: the first to leave makes the others slower."""
    often, *older = gc.get_threshold()
    gc.set_threshold(_SELDOM, *older)
    try:
        yield
    finally:
        if often != _SELDOM:
            gc.set_threshold(often, *older)
