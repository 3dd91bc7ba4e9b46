"""Calls kept a short while ago: a form sent twice is one ticket, and its receipt outlives the database."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from desk.call_sheet_screening import Judged
from hotline.ledger import TicketReceipt

_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class KeptCall:
    """What the caller may be told, and what the screening made of the call."""

    receipt: TicketReceipt
    judged: Judged
    text: str


class KeptCalls:
    """In memory, of this process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[UUID, Future[KeptCall]] = OrderedDict()

    def once(self, call: UUID, keep: Callable[[], KeptCall]) -> KeptCall:
        """Keeps the call unless it is kept or being kept already. Raises what `keep` raises."""
        with self._lock:
            known = self._kept.get(call)
            mine = known or self._kept.setdefault(call, Future())
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        if known is None:
            self._settle(call, mine, keep)
        return mine.result()

    def find(self, call: UUID) -> KeptCall | None:
        with self._lock:
            known = self._kept.get(call)
        return known.result() if known else None

    def _settle(self, call: UUID, mine: "Future[KeptCall]", keep: Callable[[], KeptCall]) -> None:
        try:
            mine.set_result(keep())
        except BaseException as error:
            with self._lock:
                self._kept.pop(call, None)
            mine.set_exception(error)
            raise
