"""The promises of a span in numbers: counted in one pass, whatever their number."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from hotline.digest.figures import PROMISE_FIGURES, Tally
from hotline.digest.promises import Fared, Promise


@dataclass(frozen=True, kw_only=True)
class DepartmentRecord:
    """How one department did by us; the nurses' own tickets have no department."""

    department: str | None
    tickets: int
    kept: int
    silent: int
    returns: int


@dataclass(kw_only=True)
class PromiseCounting:
    """`waits` are from the opening to the news, of those who had any."""

    tally: Tally[Promise] = field(default_factory=lambda: Tally(PROMISE_FIGURES))
    waits: list[timedelta] = field(default_factory=list)
    tickets: Counter[str | None] = field(default_factory=Counter)
    fared: Counter[tuple[str | None, Fared]] = field(default_factory=Counter)
    returns: Counter[str | None] = field(default_factory=Counter)

    def take(self, promise: Promise) -> None:
        self.tally.take(promise)
        if promise.fed_back_after is not None:
            self.waits.append(promise.fed_back_after)
        self.tickets[promise.department] += 1
        self.fared[promise.department, promise.fared] += 1
        self.returns[promise.department] += promise.returns

    def departments(self) -> tuple[DepartmentRecord, ...]:
        """Those with the most tickets first."""
        return tuple(
            DepartmentRecord(
                department=name,
                tickets=tickets,
                kept=self.fared[name, Fared.KEPT],
                silent=self.fared[name, Fared.SILENT],
                returns=self.returns[name],
            )
            for name, tickets in self.tickets.most_common()
        )
