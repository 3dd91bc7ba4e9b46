"""What goes wrong between the provider and us on one call."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishaps:
    """Requests are counted from 1, the beginning of the call.

    `doubled`: each is delivered twice at once. `stale`: each comes once more after the following one.
    `lost`: these reach us, but our answer does not arrive. `failing`: these never reach us. `slow`: how much
    longer each takes. `early_end`: the end of the call is told before what happened last on it, and twice.
    """

    doubled: bool = False
    stale: bool = False
    lost: frozenset[int] = frozenset()
    failing: frozenset[int] = frozenset()
    slow: timedelta = timedelta(0)
    early_end: bool = False


NO_MISHAPS = Mishaps()
