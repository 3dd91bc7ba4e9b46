"""Compiling makes millions of short-lived rows and no cycles: looking for cycles is done in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it no cycles are looked for, in the whole process; what is counted by reference goes at once.

    Several threads may be within it: the first to leave lets the others be slower, never wrong.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
